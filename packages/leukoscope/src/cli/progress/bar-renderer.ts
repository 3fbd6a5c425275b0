import type { ProgressEvent } from '../../progress/progress.ts';
import type { ProgressRenderer, RendererDevice } from './progress-renderer.ts';
import type { ProgressWords } from './progress-words.ts';

const REDRAW_MS = 100;
const WIDEST_BAR = 30;
const NARROWEST_BAR = 8;
const SEPARATOR = ' · ';
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

/**
 * `training [######------] 1,200/4,800 images · 350/s · 0:12 left`. What does not fit gives way: the bar first, then
 * the facts from the last on.
 */
function barLine(event: ProgressEvent, words: ProgressWords, width: number): string {
  const head = words.stage(event);
  const parts = [words.amount(event), ...words.facts(event)];
  while (parts.length > 1 && `${head} ${parts.join(SEPARATOR)}`.length > width) parts.pop();
  const tail = parts.join(SEPARATOR);
  const room = Math.min(WIDEST_BAR, width - `${head} [] ${tail}`.length);
  const hasBar = event.total !== null && event.total > 0 && room >= NARROWEST_BAR;
  const bar = hasBar ? ` ${drawnBar(event.done / event.total, room)}` : '';
  return `${head}${bar} ${tail}`.slice(0, Math.max(0, width));
}

function drawnBar(share: number, width: number): string {
  const full = Math.min(width, Math.floor(share * width));
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}]`;
}
