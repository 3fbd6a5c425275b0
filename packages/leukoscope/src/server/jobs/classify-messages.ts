import type { LookSums } from '../../evaluation/promises/cell-look.ts';
import type { PredictionRow } from '../../store/rows.ts';

/** What the thread that classifies is given. */
export interface ClassifyRequest {
  /** As found before; `undefined` where nobody has looked. */
  readonly micronsPerPixel: number | null | undefined;
  /** All images of the case, by whose red cells the scale is told. */
  readonly scalePaths: readonly string[];
  readonly modelFile: string;
  /** For errors. */
  readonly modelName: string;
  /** The cells still to be classified, each with the place of its image. */
  readonly images: readonly { readonly number: number; readonly path: string }[];
}

/** What it sends. */
export type FromWorker =
  | {
      readonly kind: 'batch';
      readonly predictions: readonly PredictionRow[];
      /** Codes of the reasons why images could not be used. */
      readonly rejected: readonly string[];
      /** Of the images that look like cells. */
      readonly looks: LookSums | null;
    }
  | { readonly kind: 'scale'; readonly micronsPerPixel: number | null }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly code: string; readonly details: unknown };
