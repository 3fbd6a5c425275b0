import type { Group } from './scheme.ts';

/**
 * One nucleated-cell image with what is known of it before any prediction. Two cells may share an image file's bytes
 * (`imageHash`); a cell is identified by `id`, unique within its data set.
 */
export interface Cell {
  /** Unique within the data set; the path as written in the manifest, or relative to the data set's folder. */
  readonly id: string;
  /** Absolute path of the image file. */
  readonly path: string;
  /** The label as the data set gives it, untranslated; `null` where the data set has none. */
  readonly label: string | null;
  /** Code of a `CellType`, where the label or the data set names one. */
  readonly cellCode: string | null;
  /** Ground truth for typical/atypical; `null` where the cell is neither (counted and shown as excluded). */
  readonly group: Group | null;
  /** Who the cell is from; `null` where the data set does not say. */
  readonly patient: string | null;
  /** The split the data set itself prescribes, if any. */
  readonly presetSplit: SplitPart | null;
  /** Further columns of the manifest, kept as written. */
  readonly extra: Readonly<Record<string, string>>;
}

export const SPLIT_PARTS = ['train', 'validation', 'test'] as const;
export type SplitPart = (typeof SPLIT_PARTS)[number];
