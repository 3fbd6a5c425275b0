import type { Group } from './scheme.ts';

/**
 * One nucleated-cell image with what is known of it before any prediction. Two cells may share an image file's bytes
 * (`imageHash`); a cell is identified by `id`, unique within its data set.
 */
export interface Cell {
  /**
   * Unique within the data set, with `/` between its parts, and the same on every machine: the path relative to the data
   * set's folder, or `train/00012-basophil` for an image that is unpacked from an archive.
   */
  readonly id: string;
  /** Absolute path of the image file. */
  readonly path: string;
  /** The label as the data set gives it, untranslated; `null` where the data set has none. */
  readonly label: string | null;
  /** Code of the cell's type in the scheme (of a `CellType`, or one of the scheme's own), where the data set names one. */
  readonly cellCode: string | null;
  /** Ground truth for typical/atypical; `null` where the cell is excluded (counted and shown, not rejected). */
  readonly group: Group | null;
  /** Why the cell is excluded; `null` exactly where `group` is not. */
  readonly excluded: ExclusionReason | null;
  /** Who the cell is from; `null` where the data set does not say. */
  readonly patient: string | null;
  /** The split the data set itself prescribes, if any. */
  readonly presetSplit: SplitPart | null;
  /** Further columns of the manifest, kept as written. */
  readonly extra: Readonly<Record<string, string>>;
}

/** What a cell is when types are told apart: the code of its type, else its label; `null` where it has neither. */
export function typeOf({ cellCode, label }: Pick<Cell, 'cellCode' | 'label'>): string | null {
  return cellCode ?? label;
}

/**
 * Why a cell takes no part: the manifest's `group` is empty (`no-group`); the scheme excludes its type (`scheme`); its
 * label is known to be no type of white blood cell in the scheme's sense, such as a platelet (`neither`); it has no label
 * (`unlabelled`); the user filtered it out (`filter`); its label is not known, and the data set was opened only to be
 * looked at (`unknown`).
 */
export const EXCLUSION_REASONS = ['no-group', 'scheme', 'neither', 'unlabelled', 'filter', 'unknown'] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

export const SPLIT_PARTS = ['train', 'validation', 'test'] as const;
export type SplitPart = (typeof SPLIT_PARTS)[number];
