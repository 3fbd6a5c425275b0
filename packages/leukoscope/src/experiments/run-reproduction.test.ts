import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runOfCells } from '../../test/run-of-cells.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { ReproductionFolder } from './reproduction-folder.ts';
import { planRuns } from './reproduction-plan.ts';
import type { ReproductionRecord } from './reproduction-record.ts';
import { type ReproductionJob, runReproduction } from './run-reproduction.ts';

test('a training that diverges is recorded, not begun again, and leaves the next ones as they are', async () => {
  const { cells, folder: run, request, world } = runOfCells({ patients: 5, cellsEach: 4 });
  const folder = new ReproductionFolder(run.path);
  mkdirSync(folder.path, { recursive: true });
  const record: ReproductionRecord = {
    ...{ format: 'leukoscope-reproduction', version: 1, dataset: { path: cells, exclude: [] }, scheme: request.scheme },
    ...{ seed: 1, epochsFactor: 0.02, ids: [2, 3], splits: ['image'], pretrained: [], allowRejected: false },
    machine: { device: 'cpu', threads: 1 },
  };
  const runs = planRuns({ ids: [2, 3], splits: ['image'], pretrained: new Set() });
  const told: string[] = [];
  const details = { epoch: 1, step: 2, learningRate: 0.001 };
  const work = (report: ReproductionJob['world']['progress']['report']) =>
    runReproduction({
      ...{ folder, record, runs, world: { ...world, progress: { report } } },
      onDone: async ({ experiment }, _, isNew) => void told.push(`${experiment.id} done ${isNew}`),
      onDiverged: async ({ experiment }, { epoch }, isNew) =>
        void told.push(`${experiment.id} diverged in ${epoch} ${isNew}`),
    });

  await work(({ stage, note }) => {
    if (stage === 'train' && note?.experiment === 3) throw new LeukoscopeError('training.diverged', details);
  });
  expect(told.splice(0)).toEqual(['3 diverged in 1 true', '2 done true']);
  await work(() => undefined);
  expect(told).toEqual(['3 diverged in 1 false', '2 done false']);
});
