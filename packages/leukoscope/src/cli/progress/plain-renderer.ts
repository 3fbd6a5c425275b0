import type { ProgressEvent } from '../../progress/progress.ts';
import type { ProgressRenderer, RendererDevice } from './progress-renderer.ts';
import type { ProgressWords } from './progress-words.ts';

const LINE_EVERY_MS = 5000;

/** Lines for a log: at most one each five seconds, and one when a stage ends. */
export class PlainRenderer implements ProgressRenderer {
  readonly #words: ProgressWords;
  readonly #device: RendererDevice;
  #lastMs: number;

  constructor(words: ProgressWords, device: RendererDevice) {
    this.#words = words;
    this.#device = device;
    this.#lastMs = device.nowMs();
  }

  show(event: ProgressEvent): void {
    const now = this.#device.nowMs();
    if (!event.ended && now - this.#lastMs < LINE_EVERY_MS) return;
    this.#lastMs = now;
    const percent =
      event.total === null || event.total === 0 ? '' : ` (${Math.floor((100 * event.done) / event.total)}%)`;
    const parts = [`${this.#words.amount(event)}${percent}`, ...this.#words.facts(event)];
    this.#device.write(`${this.#words.stage(event)}: ${parts.join(' · ')}\n`);
  }

  /** Lines stay. */
  clear(): void {
    return;
  }
}
