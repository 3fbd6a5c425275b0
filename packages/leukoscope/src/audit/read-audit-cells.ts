import type { Cell } from '../cells/cell.ts';
import type { Group } from '../cells/scheme.ts';
import { PIXELS as COMPARED_PIXELS } from '../datasets/duplicates/picture-size.ts';
import type { FeatureMatrix } from '../heads/feature-matrix.ts';
import type { ImageStore, RejectedImage } from '../images/image-store.node.ts';
import type { Preprocessing } from '../images/preprocessing.ts';
import type { Progress } from '../progress/progress.ts';
import { type FileTrait, fileFeatures, sizeFeatures, varyingTraits } from './features/file-features.ts';
import { readFileTraits } from './features/file-traits.ts';
import {
  FEATURE_SIDE_PX,
  FRAME_ONLY,
  MEAN_COLOUR,
  type PictureFeatures,
  WHOLE_PICTURE,
} from './features/picture-features.ts';

export type CellOfGroup = Cell & { readonly group: Group };

/** What a model is shown of a cell: all of the picture, or something that should not tell what the cell is. */
export const VIEWS = ['whole', 'border', 'meanColour', 'file', 'fileSize'] as const;
export type View = (typeof VIEWS)[number];

/** Cells whose images could be read, with all that the audit looks at; every list is in the order of `cells`. */
export interface AuditCells {
  readonly cells: readonly CellOfGroup[];
  /** sha256 of each file's bytes. */
  readonly imageHashes: readonly string[];
  /** `[cells, 32, 32, 3]`, for finding copies. */
  readonly pictures: Uint8Array;
  readonly features: Readonly<Record<View, FeatureMatrix>>;
  /** In which traits the files differ. */
  readonly fileTraits: readonly FileTrait[];
  readonly rejected: readonly RejectedImage[];
}

/** How the store that is given to `readAuditCells` must read pictures. */
export const AUDITED_PICTURES: Preprocessing = {
  sizePx: FEATURE_SIDE_PX,
  crop: { kind: 'whole' },
  kernel: 'area',
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
};

export interface ReadOptions {
  /** As `AUDITED_PICTURES` says. */
  readonly store: ImageStore;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const BATCH = 256;

/**
 * Reads each picture once and keeps only numbers of it.
 *
 * @throws LeukoscopeError as `readFileTraits`; the signal's reason if it aborts.
 */
export async function readAuditCells(
  asked: readonly CellOfGroup[],
  { store, progress, signal }: ReadOptions,
): Promise<AuditCells> {
  const total = asked.length;
  const cells: CellOfGroup[] = [];
  const imageHashes: string[] = [];
  const rejected: RejectedImage[] = [];
  const pictures = new Uint8Array(total * COMPARED_PIXELS * 3);
  const writers = [new FeatureWriter(WHOLE_PICTURE, total), new FeatureWriter(FRAME_ONLY, total)] as const;
  const meanColour = new FeatureWriter(MEAN_COLOUR, total);
  const bytesEach = FEATURE_SIDE_PX ** 2 * 3;
  progress.report({ stage: 'decode', unit: 'images', done: 0, total });
  const paths = asked.map(({ path }) => path);
  for await (const batch of store.stream(paths, { batch: BATCH, signal })) {
    rejected.push(...batch.rejected);
    for (const [at, index] of batch.accepted.entries()) {
      const pixels = batch.pixels.subarray(at * bytesEach, (at + 1) * bytesEach);
      halve(pixels, pictures, cells.length * COMPARED_PIXELS * 3);
      for (const writer of [...writers, meanColour]) writer.write(pixels, cells.length);
      cells.push(asked[index]!);
      imageHashes.push(batch.imageHashes[at]!);
    }
    progress.report({ stage: 'decode', unit: 'images', done: batch.first + batch.count, total });
  }
  const files = await readFileTraits(cells, {
    signal,
    onFile: (done) => progress.report({ stage: 'scan', unit: 'files', done, total: cells.length }),
  });
  const [whole, border] = writers.map((writer) => writer.matrix(cells.length));
  return {
    cells,
    imageHashes,
    rejected,
    pictures: pictures.subarray(0, cells.length * COMPARED_PIXELS * 3),
    features: {
      whole: whole!,
      border: border!,
      meanColour: meanColour.matrix(cells.length),
      file: fileFeatures(files),
      fileSize: sizeFeatures(files),
    },
    fileTraits: varyingTraits(files),
  };
}

class FeatureWriter {
  readonly #kind: PictureFeatures;
  readonly #values: Float64Array;

  constructor(kind: PictureFeatures, rows: number) {
    this.#kind = kind;
    this.#values = new Float64Array(rows * kind.length);
  }

  write(pixels: Uint8Array, row: number): void {
    this.#kind.write(pixels, this.#values, row * this.#kind.length);
  }

  matrix(rows: number): FeatureMatrix {
    const { length: columns } = this.#kind;
    return { rows, columns, values: this.#values.subarray(0, rows * columns) };
  }
}

/** Each pixel of half the size is the mean of four, rounded half up. */
function halve(pixels: Uint8Array, target: Uint8Array, to: number): void {
  const line = FEATURE_SIDE_PX * 3;
  let next = to;
  for (let y = 0; y < FEATURE_SIDE_PX; y += 2) {
    for (let x = 0; x < line; x += 6) {
      const from = y * line + x;
      for (let channel = 0; channel < 3; channel++) {
        const at = from + channel;
        const sum = pixels[at]! + pixels[at + 3]! + pixels[at + line]! + pixels[at + line + 3]!;
        target[next++] = (sum + 2) >> 2;
      }
    }
  }
}
