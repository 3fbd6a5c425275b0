import type { ProgressEvent } from '../../progress/progress.ts';
import type { ProgressRenderer, RendererDevice } from './progress-renderer.ts';
import type { ProgressWords } from './progress-words.ts';

const REDRAW_MS = 100;
const WIDEST_BAR = 30;
const NARROWEST_BAR = 8;
const ERASE_LINE = '\r\x1b[K';

/**
 * One line on a terminal, drawn over itself at most ten times a second, never wider than the terminal (a line that wraps
 * cannot be erased), and gone when the stage ends.
 */
export class BarRenderer implements ProgressRenderer {
  readonly #words: ProgressWords;
  readonly #device: RendererDevice;
  #drawn = false;
  #drawnMs = Number.NEGATIVE_INFINITY;

  constructor(words: ProgressWords, device: RendererDevice) {
    this.#words = words;
    this.#device = device;
  }

  show(event: ProgressEvent): void {
    if (event.ended) {
      this.clear();
      return;
    }
    const now = this.#device.nowMs();
    if (now - this.#drawnMs < REDRAW_MS) return;
    this.#device.write(`${ERASE_LINE}${barLine(event, this.#words, this.#device.columns() - 1)}`);
    this.#drawn = true;
    this.#drawnMs = now;
  }

  clear(): void {
    if (!this.#drawn) return;
    this.#device.write(ERASE_LINE);
    this.#drawn = false;
    this.#drawnMs = Number.NEGATIVE_INFINITY;
  }
}

/** `training [######------] 1,200/4,500 images · 350 images/s · 0:12 left`, cut to the width; the bar gives way first. */
function barLine(event: ProgressEvent, words: ProgressWords, width: number): string {
  const facts = words.facts(event);
  const tail = facts === '' ? words.amount(event) : `${words.amount(event)} · ${facts}`;
  const head = words.stage(event);
  const room = Math.min(WIDEST_BAR, width - head.length - tail.length - ' [] '.length);
  const bar =
    event.total === null || event.total === 0 || room < NARROWEST_BAR
      ? ''
      : ` ${bar01(event.done / event.total, room)}`;
  return `${head}${bar} ${tail}`.slice(0, Math.max(0, width));
}

function bar01(share: number, width: number): string {
  const full = Math.min(width, Math.floor(share * width));
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}]`;
}
