import type { ProgressEvent } from '../../progress/progress.ts';

/** Shows progress somewhere; as many events as the work reports, few of them drawn. */
export interface ProgressRenderer {
  show(event: ProgressEvent): void;
  /** Makes room for a message: takes away what is drawn; the next event draws it again. */
  clear(): void;
}

export const noRenderer: ProgressRenderer = { show: () => undefined, clear: () => undefined };

/** What a renderer draws with. */
export interface RendererDevice {
  readonly write: (text: string) => void;
  /** Milliseconds, never running backwards. */
  readonly nowMs: () => number;
  /** Width of the terminal now: it may change while the work runs. */
  readonly columns: () => number;
}
