import { describe, expect, it } from 'vitest';
import { drawnState } from '../../test/drawn-state.ts';
import { runOfCells } from '../../test/run-of-cells.ts';
import { TINY_RUNTIME, tinyCard, tinySettings } from '../../test/tiny-model.ts';
import { mixedCells, tinyJob } from '../../test/training-job.ts';
import { openPredictor } from '../classify/predictor.ts';
import { writeModelFile } from '../models/model-file.ts';
import { buildNetwork, type NetworkSpec } from '../models/networks.ts';
import type { StartWeights } from '../models/start-weights.ts';
import { fitNearestHead } from './fit-nearest-head.ts';
import type { HeadTask } from './head-task.ts';
import { runTraining } from './run-training.ts';
import { scoreByModel } from './scoring.ts';
import { resumeRun, startRun } from './start-run.ts';
import type { TrainSettings } from './train-settings.ts';

const NETWORK: NetworkSpec = { name: 'cell-resnet8', hidden: 100, frozenNorm: false };
const FITTED = ['svm', 'logistic', 'knn'] as const;

/** A small ResNet that has learnt nothing: what it sees still differs between dark and bright pictures. */
function drawnStart(): StartWeights {
  const { preprocessing } = tinySettings();
  const state = drawnState(buildNetwork(NETWORK, preprocessing, { classes: 2 }), {
    dtype: 'uint8',
    shape: [16, 16, 3],
  });
  const tensors = new Map([...state].filter(([name]) => !name.startsWith('head.')));
  return { tensors, sha256: '0'.repeat(64), id: null, licence: 'none' };
}

const START = drawnStart();

function settingsFor(head: TrainSettings['head'], changes: Partial<TrainSettings> = {}): TrainSettings {
  const start = { kind: 'weights', id: null, sha256: START.sha256, licence: START.licence } as const;
  return tinySettings({ network: NETWORK, start, fineTune: 'head', head, ...changes });
}

describe.each(FITTED)('a %s head', (head) => {
  const jobOf = () => tinyJob({ settings: settingsFor(head), start: START });

  it('tells apart what the frozen network sees, and the model file says the same of the pixels', async () => {
    const job = jobOf();
    const { network, state, validation, epoch } = await runTraining(job);
    expect(epoch).toBe(0);
    expect(validation!.rocAuc).toBe(1);
    const bytes = await writeModelFile(tinyCard({ network }), state);
    const predictor = await openPredictor(bytes, { path: 'model.onnx', runtime: TINY_RUNTIME });
    const scored = await scoreByModel(job.validation, { images: job.images, predictor });
    await predictor.close();
    for (const [at, { probability }] of scored.entries()) {
      expect(probability).toBeCloseTo(validation!.cells[at]!.probability, 5);
    }
  });

  it('is the same to the bit again', async () => {
    const [one, other] = [await runTraining(jobOf()), await runTraining(jobOf())];
    expect(other.network).toEqual(one.network);
    for (const [name, { data }] of one.state.tensors) expect(other.state.tensors.get(name)!.data, name).toEqual(data);
  });

  it('says in the card what it is, and nothing of training in steps', async () => {
    const run = runOfCells();
    const request = { ...run.request, settings: settingsFor(head), start: START };
    const { card } = await startRun(request, run.folder, run.world);
    expect(card.network).toMatchObject({ hidden: null, fitted: { kind: head === 'knn' ? 'nearest' : 'linear' } });
    expect(card.training.settings).toMatchObject({ head, start: { licence: 'none' } });
    expect(card.training.settings).not.toHaveProperty('epochs');
    expect(card.training.epochs).toBe(0);
  });
});

it('a run that is interrupted while a head is fitted goes on to the same model', async () => {
  const [whole, broken] = [runOfCells(), runOfCells()];
  const requestOf = (run: typeof whole) => ({ ...run.request, settings: settingsFor('svm'), start: START });
  const expected = await startRun(requestOf(whole), whole.folder, whole.world);
  const controller = new AbortController();
  const report: typeof broken.world.progress.report = ({ stage, done }) => {
    if (stage === 'train' && done === 7) controller.abort();
  };
  const stopping = { ...broken.world, signal: controller.signal, progress: { report } };
  await expect(startRun(requestOf(broken), broken.folder, stopping)).rejects.toThrow('aborted');
  const { card, outcome } = await resumeRun(broken.folder, broken.world);
  expect(card).toEqual(expected.card);
  expect(outcome.state.tensors.get('head.weight')).toEqual(expected.outcome.state.tensors.get('head.weight'));
});

it('balanced classes move a logistic regression towards the rarer one', async () => {
  const train = mixedCells(20).filter((_, at) => at % 2 === 0 || at < 4);
  const meanOf = async (balance: TrainSettings['balance']) => {
    const { validation } = await runTraining(
      tinyJob({ settings: settingsFor('logistic', { balance }), start: START, train }),
    );
    return validation!.cells.reduce((sum, { probability }) => sum + probability, 0);
  };
  expect(await meanOf('weights')).toBeGreaterThan(await meanOf('none'));
});

it('of too many cells the bank of neighbours gets as many as fit, drawn by the seed', async () => {
  const rows = Uint32Array.from({ length: 40 }, (_, at) => at);
  const features = { rows: 40, columns: 2, values: Float32Array.from({ length: 80 }, (_, at) => at) };
  const scaling = { mean: new Float64Array(2), deviation: Float64Array.of(1, 1) };
  const task: HeadTask = {
    features,
    rows,
    labels: Uint8Array.from(rows, (row) => row % 2),
    classes: 2,
    units: rows,
    seed: 1,
    runtime: TINY_RUNTIME,
    onModel: async () => undefined,
  };
  const small = { scaling, mostBytes: 12 * 2 * 4 + 7 };
  const { head, tensors } = await fitNearestHead(task, small);
  expect(head).toMatchObject({ bank: 12 });
  const kept = Array.from(tensors.get('bank')!.data).filter((_, at) => at % 2 === 0);
  expect(new Set(kept).size).toBe(12);
  expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  const other = await fitNearestHead({ ...task, seed: 2 }, small);
  expect(other.tensors.get('bank')).not.toEqual(tensors.get('bank'));
});
