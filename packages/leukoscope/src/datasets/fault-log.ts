import type { LeukoscopeError } from '../errors/leukoscope-error.ts';

/**
 * Faults met while a file is read to its end, so that one sentence can name the first and count all of its kind: a
 * manifest with a wrong column has 12,000 of them.
 */
export class FaultLog {
  readonly #kinds = new Map<string, { count: number; make: (count: number) => LeukoscopeError }>();

  /** `make` is kept for the first fault of its kind only, and gets the number of all of that kind. */
  note(kind: string, make: (count: number) => LeukoscopeError): void {
    const noted = this.#kinds.get(kind);
    if (noted === undefined) this.#kinds.set(kind, { count: 1, make });
    else noted.count += 1;
  }

  /** @throws LeukoscopeError the fault noted first, if any was. */
  throwFirst(): void {
    for (const { count, make } of this.#kinds.values()) throw make(count);
  }
}
