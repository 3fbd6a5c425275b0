import { SilenceError } from './network-failure.ts';

/** Aborts when nothing has come for so long, or when the outer signal does. */
export class StallWatch implements Disposable {
  readonly signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #silence = new AbortController();

  constructor(stallMs: number, outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.#silence.signal]);
    this.#timer = setTimeout(() => this.#silence.abort(new SilenceError(stallMs)), stallMs);
  }

  /** Something came. */
  heard(): void {
    this.#timer.refresh();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
