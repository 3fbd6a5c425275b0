import type { Cell } from '../../cells/cell.ts';
import type { UnknownLabels } from '../../cells/resolve-label.ts';
import type { Scheme } from '../../cells/scheme.ts';
import type { ColumnFilter } from '../column-filter.ts';
import type { IgnoredFiles } from '../image-files.ts';
import type { UnpackOptions } from '../unpacked/unpack-options.ts';

/** What lies at the path that the user gave. */
export interface DatasetSource {
  /** As the user wrote it, for messages. */
  readonly given: string;
  /** Absolute. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Names of what the folder holds directly; empty for a file. */
  readonly entries: ReadonlySet<string>;
}

export interface ReadOptions {
  readonly scheme: Scheme;
  readonly exclude: readonly ColumnFilter[];
  /** For `labelResolver`. */
  readonly unknownLabels: UnknownLabels;
  readonly unpack: UnpackOptions;
}

export interface ReadCells {
  /** The folder's own name unless given. */
  readonly name?: string;
  /** Absolute; every cell's id is relative to it, but for files that were unpacked. */
  readonly folder: string;
  /** In the data set's own order if it has one, otherwise by id. */
  readonly cells: readonly Cell[];
  readonly ignored: IgnoredFiles;
  /** Whether the data set says the groups itself, so that the scheme decides none; no unless given. */
  readonly statesGroups?: boolean;
}

/** How a data set is laid out on disk. A new layout is one file here and one line in `readers.ts`. */
export interface DatasetReader<Kind extends string = string> {
  readonly kind: Kind;
  /** Decides by the names of files and folders only, without reading a file. */
  readonly recognises: (source: DatasetSource) => boolean | Promise<boolean>;
  /**
   * @throws LeukoscopeError in one sentence for what is wrong with the data as a whole; a single image that cannot be
   * decoded is not the reader's concern.
   */
  readonly read: (source: DatasetSource, options: ReadOptions) => Promise<ReadCells>;
}
