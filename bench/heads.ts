/**
 * Heads fitted to what a frozen ResNet18 sees of JHU's cells (128 px, bench/splits/jhu-baselines.csv): seconds to fit, with
 * the choice of their settings, and ROC AUC on the validation patients; beside it scikit-learn on the same features with
 * the settings we chose.
 *
 * Usage: npm run bench -- heads     needs ../shared, and /usr/bin/python3 with scikit-learn
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { nodeRuntime } from '@leukoscope/engine/node';
import { DEFAULT_SCHEME } from '../packages/leukoscope/src/cells/scheme.ts';
import { openDataset } from '../packages/leukoscope/src/datasets/dataset.ts';
import { readSplit } from '../packages/leukoscope/src/datasets/splits/split-file.ts';
import { NO_AUGMENTATION } from '../packages/leukoscope/src/images/augmentation.ts';
import { openImageStore } from '../packages/leukoscope/src/images/image-store.node.ts';
import type { FittedHead } from '../packages/leukoscope/src/models/fitted-head.ts';
import { NETWORKS } from '../packages/leukoscope/src/models/networks.ts';
import { readStartWeights } from '../packages/leukoscope/src/models/start-weights.node.ts';
import type { LearningInputs } from '../packages/leukoscope/src/training/learning-inputs.ts';
import { openInputs } from '../packages/leukoscope/src/training/open-inputs.ts';
import { RunFolder } from '../packages/leukoscope/src/training/run-folder.ts';
import { runTraining } from '../packages/leukoscope/src/training/run-training.ts';
import type { TrainSettings } from '../packages/leukoscope/src/training/train-settings.ts';
import { GROUP_CLASSES } from '../packages/leukoscope/src/training/training-classes.ts';
import { prepareTrainingData, type TrainingCell } from '../packages/leukoscope/src/training/training-data.ts';
import type { TrainingJob } from '../packages/leukoscope/src/training/training-job.ts';

const SHARED = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');
const SPLIT = join(import.meta.dirname, 'splits/jhu-baselines.csv');
const SKLEARN = join(import.meta.dirname, 'peers/sklearn_heads.py');
const FEATURES = 512;

const { spec, normalisation } = NETWORKS.resnet18;
const SETTINGS: TrainSettings = {
  network: spec,
  preprocessing: { sizePx: 128, crop: { kind: 'whole' }, kernel: 'area', ...normalisation },
  classes: 'groups',
  start: { kind: 'weights', id: null, sha256: '0'.repeat(64), licence: null },
  fineTune: 'head',
  head: 'svm',
  testViews: 1,
  views: 1,
  epochs: 1,
  batch: 1,
  optimizer: { name: 'adam', weightDecay: 0 },
  learningRate: 1,
  schedule: { name: 'constant' },
  layerDecay: 1,
  averageDecay: null,
  convForms: {},
  clipNorm: null,
  balance: 'none',
  labelSmoothing: 0,
  augmentation: NO_AUGMENTATION,
  best: 'last',
  patience: null,
};

const scratch = mkdtempSync(join(tmpdir(), 'leukoscope-heads-'));
const quiet = { progress: { report: () => undefined }, signal: new AbortController().signal };
const store = await openImageStore({ cacheFolder: join(scratch, 'cache'), preprocessing: SETTINGS.preprocessing });
try {
  const dataset = await openDataset(join(SHARED, 'data/jhu'), { scheme: DEFAULT_SCHEME, exclude: [] });
  const split = await readSplit(SPLIT);
  const prepare = { dataset, store, planSplit: () => ({ given: split }), allowLeaks: false, allowRejected: false };
  const { images, cells } = await prepareTrainingData({ ...prepare, ...quiet });
  const weights = join(SHARED, 'weights/resnet18.imagenet.safetensors');
  const job: TrainingJob = {
    settings: SETTINGS,
    seed: 1,
    fingerprint: '',
    train: cells.train,
    validation: cells.validation,
    classes: GROUP_CLASSES,
    images,
    start: await readStartWeights(weights, spec, null),
    teacher: null,
    cacheFolder: join(scratch, 'cache'),
    runtime: nodeRuntime(),
    folder: new RunFolder(scratch),
    nowMs: () => performance.now(),
    ...quiet,
  };
  const inputs = await timed('features', () => openInputs(job));
  writeFeatures('train', cells.train, inputs);
  writeFeatures('validation', cells.validation, inputs);
  inputs.close();
  for (const head of ['logistic', 'svm', 'knn'] as const) {
    const { network, validation } = await timed(head, () => runTraining({ ...job, settings: { ...SETTINGS, head } }));
    const fitted = 'fitted' in network ? network.fitted! : null;
    console.log(`${head}: ${settingOf(fitted!)}, validation ROC AUC ${validation!.rocAuc!.toFixed(4)}`);
    spawnSync('/usr/bin/python3', [SKLEARN, scratch, head, String(chosenOf(fitted!))], { stdio: 'inherit' });
  }
  images.close();
} finally {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function timed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work();
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

function writeFeatures(part: string, of: readonly TrainingCell[], inputs: LearningInputs): void {
  const values = inputs.allocate(of.length) as Float32Array;
  for (const [at, { image }] of of.entries()) inputs.read(image, values, at);
  if (values.length !== of.length * FEATURES) throw new Error(`expected ${FEATURES} features of each cell`);
  writeFileSync(join(scratch, `${part}.f32`), values);
  writeFileSync(
    join(scratch, `${part}.u8`),
    Uint8Array.from(of, ({ cell }) => Number(cell.group === 'atypical')),
  );
}

function chosenOf(fitted: FittedHead): number {
  return fitted.kind === 'nearest' ? fitted.neighbours : fitted.c;
}

function settingOf(fitted: FittedHead): string {
  return fitted.kind === 'nearest' ? `${fitted.neighbours} neighbours` : `C = ${fitted.c.toPrecision(2)}`;
}
