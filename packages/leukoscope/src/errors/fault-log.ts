import type { LeukoscopeError } from './leukoscope-error.ts';

/**
 * Faults met while a file is read to its end, so that one sentence can name the first and count all of its kind: a
 * manifest with a wrong column has 12,000 of them.
 */
export class FaultLog {
  readonly #kinds = new Map<string, { line: number; count: number; make: (count: number) => LeukoscopeError }>();

  /** `make` is kept for the fault of its kind in the lowest line, and gets the number of all of that kind. */
  note(kind: string, line: number, make: (count: number) => LeukoscopeError): void {
    const noted = this.#kinds.get(kind);
    if (noted === undefined) {
      this.#kinds.set(kind, { line, count: 1, make });
      return;
    }
    noted.count += 1;
    if (line < noted.line) Object.assign(noted, { line, make });
  }

  /** @throws LeukoscopeError the fault in the lowest line, if any was noted. */
  throwFirst(): void {
    const [first] = [...this.#kinds.values()].sort((a, b) => a.line - b.line);
    if (first !== undefined) throw first.make(first.count);
  }
}
