import type { ProgressUpdate } from '../../progress/progress.ts';

/** How a data set that is no image files becomes such: an archive is unpacked, generated cells are drawn. */
export interface UnpackOptions {
  /** Where unpacked sets are kept and found again; `null` for a place among the system's temporary files. */
  readonly folder: string | null;
  readonly onProgress?: (progress: ProgressUpdate) => void;
  readonly signal?: AbortSignal;
}
