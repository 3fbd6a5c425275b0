import type { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { CommandContext } from './command-context.ts';
import { programTyped, proseTyped } from './program-typed.ts';

/** Tells of what does not stop the command: what it is, and what to do about it. */
export function tellWarning(
  warning: LeukoscopeError,
  { warn, language, env }: Pick<CommandContext, 'warn' | 'language' | 'env'>,
): void {
  const { message, hint } = warning.textIn(language);
  warn(proseTyped(`${message} ${hint}`, programTyped(env)));
}

/** For work in many parts that meet the same trouble, a cache that cannot be written for one: each thing is told once. */
export function toldOnce(context: CommandContext): (warning: LeukoscopeError) => void {
  const told = new Set<string>();
  return (warning) => {
    const { message } = warning.textIn(context.language);
    if (!told.has(message)) tellWarning(warning, context);
    told.add(message);
  };
}

/** Of many warnings the first few of each kind, by their code, and how many there were besides: thousands would bury the result. */
export class FirstOfEach {
  readonly #few: number;
  readonly #met = new Map<string, number>();

  /** @param few of each kind that are told. */
  constructor(few: number) {
    this.#few = few;
  }

  /** Whether it is one of the first of its kind; counts it. */
  isAmongThem({ code }: LeukoscopeError): boolean {
    const before = this.#met.get(code) ?? 0;
    this.#met.set(code, before + 1);
    return before < this.#few;
  }

  /** The kinds of which there were more. */
  rest(): readonly { readonly code: string; readonly more: number }[] {
    return [...this.#met].filter(([, met]) => met > this.#few).map(([code, met]) => ({ code, more: met - this.#few }));
  }
}
