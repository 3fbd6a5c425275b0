import type { ProgressEvent, ProgressStage } from '../../progress/progress.ts';
import type { ProgressRenderer, RendererDevice } from './progress-renderer.ts';

const LINE_EVERY_MS = 200;

/** Each event as one line `{"progress": {…}}`, for programs: the first and the last of a stage, at most five a second between. */
export class JsonRenderer implements ProgressRenderer {
  readonly #device: RendererDevice;
  #lastMs = Number.NEGATIVE_INFINITY;
  #stage: ProgressStage | null = null;

  constructor(device: RendererDevice) {
    this.#device = device;
  }

  show(event: ProgressEvent): void {
    const now = this.#device.nowMs();
    const due = event.ended || event.stage !== this.#stage || now - this.#lastMs >= LINE_EVERY_MS;
    if (!due) return;
    this.#lastMs = now;
    this.#stage = event.ended ? null : event.stage;
    this.#device.write(`${JSON.stringify({ progress: event })}\n`);
  }

  /** Lines stay. */
  clear(): void {
    return;
  }
}
