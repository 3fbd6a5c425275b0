import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { writeCells } from './cell-pictures.ts';
import { fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';
import { type Ended, leukoscope, requireBuild } from './program.ts';

/** What the tests of a file share: a data set, a model trained on it by the built program, and that program. */
export interface TrainedRun {
  readonly place: string;
  /** Data set of 8 patients with 10 cells of each group. */
  readonly cells: string;
  /** Folder of the run; its model calls every cell right. */
  readonly run: string;
  readonly model: string;
  readonly split: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs the program without progress, in `place`. */
  readonly lk: (...args: readonly string[]) => Ended;
  /** As `lk`, within this process: see `here`. */
  readonly here: (...args: readonly string[]) => Promise<Ended>;
}

/** Enough for the network to be sure of each cell; one thread, as two stall where others use the machine too. */
export const QUICK = ['--model', 'cnn', '--epochs', '8', '--lr', '0.005', '--threads', '1'] as const;

/** For where it does not matter what is learnt. */
export const BRIEF = ['--model', 'cnn', '--epochs', '1', '--threads', '1'] as const;

/** Called outside of the tests, and ready when the first of them begins. @param options of `train`. */
export function trainedRun(options: readonly string[] = QUICK): TrainedRun {
  const place = fastFolderOfFile();
  const [cells, run] = [join(place, 'cells'), join(place, 'run')];
  const env = { LEUKOSCOPE_CACHE: join(place, 'cache') };
  const lk = (...args: readonly string[]) => leukoscope([...args, '--progress', 'none'], { cwd: place, env });
  const inPlace = (...args: readonly string[]) => here([...args, '--progress', 'none'], { cwd: place, env });
  beforeAll(() => {
    requireBuild();
    writeCells(cells, { patients: 8, cellsEach: 10 });
    const { exitCode, err } = lk('train', cells, '--out', run, ...options);
    if (exitCode !== 0) throw new Error(`training for the tests failed: ${err}`);
  });
  return { place, cells, run, model: join(run, 'model.onnx'), split: join(run, 'split.json'), env, lk, here: inPlace };
}
