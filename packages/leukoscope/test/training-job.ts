import { createHash } from 'node:crypto';
import { randomStream } from '@leukoscope/engine';
import type { Group } from '../src/cells/scheme.ts';
import { makeCell } from '../src/datasets/testing/make-cell.ts';
import { noConversions } from '../src/images/conversions.ts';
import type { PreparedImages } from '../src/images/prepared-images.node.ts';
import { RunFolder } from '../src/training/run-folder.ts';
import { GROUP_CLASSES } from '../src/training/training-classes.ts';
import type { TrainingCell } from '../src/training/training-data.ts';
import type { TrainingJob } from '../src/training/training-job.ts';
import { fastFolder } from './fast-folder.ts';
import { TINY_RUNTIME, tinySettings } from './tiny-model.ts';

const SIDE_PX = 16;
const BYTES_EACH = SIDE_PX ** 2 * 3;

/** Cells of these groups, the image of each at its place in the list. */
export function trainingCells(groups: readonly Group[], first = 0): TrainingCell[] {
  return groups.map((group, at) => ({ cell: { ...makeCell({ id: `c${first + at}` }), group }, image: first + at }));
}

/** `count` cells, typical and atypical in turn. */
export function mixedCells(count: number, first = 0): TrainingCell[] {
  return trainingCells(
    Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 'typical' : 'atypical')),
    first,
  );
}

export interface MemoryImagesOptions {
  /** Told of each read, as a chance to break off in the middle. */
  readonly onRead?: () => unknown;
}

/** Pictures in memory for cells in turn typical (dark) and atypical (bright), with noise. */
export function memoryImages(count: number, { onRead = () => undefined }: MemoryImagesOptions = {}): PreparedImages {
  const pictures = Array.from({ length: count }, (_, index) => {
    const random = randomStream('picture', index);
    const brightness = index % 2 === 0 ? 60 : 130;
    return Uint8Array.from({ length: BYTES_EACH }, () => brightness + 60 * random());
  });
  return {
    sizePx: SIDE_PX,
    count,
    rejected: [],
    conversions: noConversions(),
    imageHash: (index) => createHash('sha256').update(`picture ${index}`).digest('hex'),
    read(index, target, offset) {
      onRead();
      target.set(pictures[index]!, offset);
    },
    close: () => undefined,
  };
}

/** A training of 20 cells (a last batch of 4) with 10 to validate, in a folder that is gone when the test ends. */
export function tinyJob(changes: Partial<TrainingJob> = {}): TrainingJob {
  return {
    settings: tinySettings({ learningRate: 0.01 }),
    seed: 1,
    fingerprint: 'a run',
    train: mixedCells(20),
    validation: mixedCells(10, 20),
    classes: GROUP_CLASSES,
    images: memoryImages(30),
    start: null,
    teacher: null,
    cacheFolder: null,
    runtime: TINY_RUNTIME,
    folder: new RunFolder(fastFolder()),
    progress: { report: () => undefined },
    signal: new AbortController().signal,
    nowMs: () => 0,
    ...changes,
  };
}
