import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Expectation, NumberRange } from '../errors/usage-errors.ts';

/**
 * One option of a command; its key in the command's `options` gives its name (`valFraction` is `--val-fraction`).
 * Every value is checked here, so that an action never sees one out of range.
 */
export interface OptionSpec<Value> {
  /** What stands for the value in the help, without brackets; `null` for a flag, which takes none. */
  readonly placeholder: string | null;
  readonly expected: Expectation;
  readonly required: boolean;
  readonly repeatable: boolean;
  /** Shown in the help; `undefined` if leaving the option out means something else than a fixed value. */
  readonly defaultValue: Value | undefined;
  /** @returns the value, or `undefined` if the text is not what is expected */
  parse(text: string): unknown;
  /** The option's value from all parsed values, in the order given. */
  combine(values: readonly unknown[]): Value;
}

/** Positional argument; its key in the command's `arguments` is its name in the help. */
export interface ArgumentSpec<Value> {
  readonly many: boolean;
  readonly optional: boolean;
  /** Never holds a value; carries the type. */
  readonly value?: Value;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec<unknown>>>;
export type OptionValues<Specs> = {
  readonly [Key in keyof Specs]: Specs[Key] extends OptionSpec<infer Value> ? Value : never;
};
export type ArgumentValues<Specs> = {
  readonly [Key in keyof Specs]: Specs[Key] extends ArgumentSpec<infer Value> ? Value : never;
};

/** One word that must be given. */
export const one: ArgumentSpec<string> = { many: false, optional: false };
/** One word that may be left out; after those that must be given. */
export const optional: ArgumentSpec<string | undefined> = { many: false, optional: true };
/** Any number of words, none too; the last argument of a command. */
export const many: ArgumentSpec<readonly string[]> = { many: true, optional: true };
/** One word or more; the last argument of a command. */
export const oneOrMore: ArgumentSpec<readonly string[]> = { many: true, optional: false };

/** `--name`, true if given. */
export function flag(): OptionSpec<boolean> {
  return {
    placeholder: null,
    expected: { kind: 'text' },
    required: false,
    repeatable: true,
    defaultValue: undefined,
    parse: () => true,
    combine: (values) => values.length > 0,
  };
}

/** Any text that is not empty: a path, a name. */
export function text(placeholder: string): OptionSpec<string | undefined> {
  return single(placeholder, { kind: 'text' }, (given) => (given.trim() === '' ? undefined : given));
}

/** A whole number within the range, ends included. */
export function integer(placeholder: string, range: NumberRange = {}): OptionSpec<number | undefined> {
  return single(placeholder, { kind: 'integer', range }, (given) => {
    const value = /^[+-]?\d+$/.test(given) ? Number(given) : Number.NaN;
    return Number.isSafeInteger(value) && within(value, range) ? value : undefined;
  });
}

/** A decimal number within the range; a decimal point, not a comma. */
export function number(placeholder: string, range: NumberRange = {}): OptionSpec<number | undefined> {
  return single(placeholder, { kind: 'number', range }, (given) => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given) ? Number(given) : Number.NaN;
    return Number.isFinite(value) && within(value, range) ? value : undefined;
  });
}

/** One of a few fixed words. */
export function choice<const Choice extends string>(choices: readonly Choice[]): OptionSpec<Choice | undefined> {
  return single(choices.join('|'), { kind: 'choice', choices }, (given) => choices.find((known) => known === given));
}

/**
 * A value of a form of its own.
 *
 * @param expected what the error says was expected
 * @param parse gives `undefined` for a text that does not fit
 */
export function parsed<Value>(
  placeholder: string,
  expected: { readonly en: string; readonly es: string },
  parse: (given: string) => Value | undefined,
): OptionSpec<Value | undefined> {
  return single(placeholder, { kind: 'described', ...expected }, parse);
}

/** The option with a value for when it is not given; the help shows it. */
export function withDefault<Value>(
  spec: OptionSpec<Value>,
  defaultValue: NonNullable<Value>,
): OptionSpec<NonNullable<Value>> {
  return { ...spec, defaultValue, combine: (values) => spec.combine(values) ?? defaultValue };
}

/** The option must be given. */
export function required<Value>(spec: OptionSpec<Value>): OptionSpec<NonNullable<Value>> {
  // Parsing ends with an error when a required option is missing, so that the value is there.
  return { ...spec, required: true, defaultValue: undefined, combine: (values) => spec.combine(values)! };
}

/** The option may be given several times; an empty list if it is not. */
export function repeatable<Value>(spec: OptionSpec<Value>): OptionSpec<readonly NonNullable<Value>[]> {
  return {
    ...spec,
    repeatable: true,
    defaultValue: undefined,
    combine: (values) => values as readonly NonNullable<Value>[],
  };
}

/**
 * @param option the name as typed, `--val-fraction`
 * @throws LeukoscopeError usage.invalid-value
 */
export function parseOptionValue(spec: OptionSpec<unknown>, option: string, given: string): unknown {
  const value = spec.parse(given);
  if (value === undefined) {
    throw new LeukoscopeError('usage.invalid-value', { option, value: given, expected: spec.expected });
  }
  return value;
}

function single<Value>(
  placeholder: string,
  expected: Expectation,
  parse: (given: string) => Value | undefined,
): OptionSpec<Value | undefined> {
  return {
    placeholder,
    expected,
    required: false,
    repeatable: false,
    defaultValue: undefined,
    parse,
    combine: (values) => values[0] as Value | undefined,
  };
}

function within(value: number, { min, max, above, below }: NumberRange): boolean {
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  );
}
