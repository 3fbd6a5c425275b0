import { elementCount, type TensorType } from '../src/tensor-type.ts';

/** How an input of a stored case is made; `golden/formula.py` makes the same numbers for PyTorch. */
export interface InputFormula {
  readonly shape: readonly number[];
  /** Different salts give unrelated numbers. */
  readonly salt: number;
  /** Multiplies the numbers, which lie in −1 … 1. Default 1. */
  readonly scale?: number;
  /** Added after. Default 0. */
  readonly offset?: number;
  /** Rounds down to as many steps in 0 … 1, so that numbers repeat. */
  readonly levels?: number;
  /** Whole numbers 0 … 255 instead. */
  readonly bytes?: boolean;
  /** The loss is not differentiated by it. */
  readonly fixed?: boolean;
}

/**
 * Numbers in −1 … 1 that look random and are equal to the bit in JavaScript and numpy: integer arithmetic below 2⁵³, and
 * every result is a float32. They repeat after 65537.
 */
export function formula(count: number, salt: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => raw(k, salt) / 32768 - 1);
}

/** An input's numbers, rounded to float32 as both sides get them. */
export function inputValues(input: InputFormula): Float64Array {
  const { shape, salt, scale = 1, offset = 0, levels, bytes } = input;
  const count = elementCount(shape);
  if (bytes) return Float64Array.from({ length: count }, (_, k) => raw(k, salt) % 256);
  return formula(count, salt).map((value) => {
    const stepped = levels ? Math.floor(value * levels) / levels : value;
    return Math.fround(stepped * scale + offset);
  });
}

export function inputType({ shape, bytes }: InputFormula): TensorType {
  return { dtype: bytes ? 'uint8' : 'float32', shape };
}

function raw(k: number, salt: number): number {
  const rest = k % 65537; // changes nothing but keeps its square exact
  return (31 * rest * rest + 48271 * rest + 7919 * salt) % 65537;
}
