import type { Cell } from '../../cells/cell.ts';
import type { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { ConversionCounts } from '../../images/conversions.ts';
import type { Dataset } from '../dataset.ts';
import type { RaterAgreement } from '../lmu/rater-agreement.ts';
import type { FolderLeftovers } from './folder-leftovers.ts';
import type { NameKind } from './identifying-names.ts';
import type { MetadataKind } from './metadata-leftovers.ts';
import type { PatientConflicts } from './patient-conflicts.ts';
import type { SamePair, SamePicture } from './same-pictures.ts';

/** All that a scan found in a data set. */
export interface DataScan {
  readonly dataset: Dataset;
  readonly files: FileCounts;
  readonly conversions: ConversionCounts;
  readonly rejected: readonly { readonly cell: Cell; readonly reason: LeukoscopeError }[];
  /** Copies of one picture, positions in `dataset.cells`; the pairs tell how near each copy is. */
  readonly same: readonly SamePicture[];
  readonly pairs: readonly SamePair[];
  readonly patients: PatientConflicts;
  readonly metadata: readonly MetadataFinding[];
  readonly names: readonly NameFinding[];
  /** Columns of the manifest whose heading says that they tell who a person is. */
  readonly columns: readonly string[];
  /** `null` for data that was unpacked or drawn, where the folder is ours. */
  readonly folder: FolderLeftovers | null;
  /** Labels that the scheme does not know, with how many cells each has. */
  readonly unknownLabels: readonly { readonly label: string | null; readonly cells: number }[];
  readonly agreement: RaterAgreement | null;
}

export interface FileCounts {
  readonly bytes: number;
  /** By format, most frequent first. */
  readonly formats: readonly { readonly format: string; readonly images: number }[];
  /** By size in pixels, most frequent first; images whose header says none are not among them. */
  readonly sizes: readonly { readonly widthPx: number; readonly heightPx: number; readonly images: number }[];
}

/** A field that image files have beside the picture. */
export interface MetadataFinding {
  readonly kind: MetadataKind;
  readonly field: string;
  readonly images: number;
  /** The first cell that has it, and what it says there. */
  readonly example: { readonly cell: string; readonly value: string };
}

export const NAMED_THINGS = ['file', 'folder', 'patient'] as const;
export type NamedThing = (typeof NAMED_THINGS)[number];

/** Names that may tell who a person is. */
export interface NameFinding {
  readonly kind: NameKind;
  readonly of: NamedThing;
  /** All of them, as they are: to be masked before they are shown. */
  readonly names: readonly string[];
}
