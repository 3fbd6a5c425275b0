/**
 * A body that has learnt from pictures without labels, to start a training from (`leukoscope train --weights FILE`): two views
 * of each cell, varied apart, are to lie nearer to one another than to those of the other cells of the batch (Chen et al. 2020,
 * arXiv:2002.05709). It learns from all of JHU's pictures of the split's training patients, those of no group too.
 *
 * Usage: npm run bench -- self-supervised SPLIT.json OUT.safetensors [EPOCHS, default 20]     needs ../shared
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  adamW,
  add,
  classLoss,
  classTargets,
  gemm,
  type Loss,
  layers,
  multiply,
  type Network,
  oneCycleRate,
  randomStream,
  reshape,
  shuffled,
  Trainer,
  writeSafetensors,
} from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import { DEFAULT_SCHEME } from '../packages/leukoscope/src/cells/scheme.ts';
import { openDataset } from '../packages/leukoscope/src/datasets/dataset.ts';
import { readSplit } from '../packages/leukoscope/src/datasets/splits/split-file.ts';
import { openImageStore } from '../packages/leukoscope/src/images/image-store.node.ts';
import type { Preprocessing } from '../packages/leukoscope/src/images/preprocessing.ts';
import { buildNetwork, HEAD, NETWORKS } from '../packages/leukoscope/src/models/networks.ts';
import { itemsOf } from '../packages/leukoscope/src/training/drawn-cells.ts';
import { PixelInputs } from '../packages/leukoscope/src/training/learning-inputs.ts';
import { pixelsOf } from '../packages/leukoscope/src/training/learning-part.ts';

const [splitFile, out, epochsGiven = '20'] = process.argv.slice(2);
if (splitFile === undefined || out === undefined) throw new Error('expected SPLIT.json OUT.safetensors [EPOCHS]');
const EPOCHS = Number(epochsGiven);
const SEED = 1;
/** Cells of a batch; two views of each. */
const CELLS = 64;
const VIEWS = 2 * CELLS;
/** Of the projection, in which views are compared. */
const DIMENSIONS = 64;
const TEMPERATURE = 0.2;
/** Stronger than for labels: what two views share is all that is learnt. */
const AUGMENTATION = {
  ...{ flips: true, rightAngles: false, rotateDegrees: 180, shiftFraction: 0.1 },
  ...{ colour: 0.3, stain: 0.3 },
};

const { spec, normalisation } = NETWORKS['cell-resnet8'];
const preprocessing: Preprocessing = {
  ...{ sizePx: 48, crop: { kind: 'centre', fraction: 0.69 }, kernel: 'area' },
  ...normalisation,
};
const SHARED = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');

/** Projections of mean 0 and variance 1 over their dimensions, so that their products are cosines times the dimensions. */
const network: Network = (scope, x) => {
  const projected = buildNetwork(spec, preprocessing, { classes: DIMENSIONS })(scope, x);
  const items = projected.shape[0]!;
  const normed = layers.groupNorm(scope.child('sphere'), reshape(projected, [items, DIMENSIONS, 1, 1]), { groups: 1 });
  return reshape(normed, [items, DIMENSIONS]);
};

/** Fed `partners`, the target of each view, and `itself`, which keeps a view from being compared with itself. */
const contrastiveLoss: Loss = {
  targetTypes: ([items]) => {
    const type = { dtype: 'float32', shape: [items!, items!] } as const;
    return { partners: type, itself: type };
  },
  build(projections, { partners, itself }) {
    const { graph } = projections;
    const cosines = multiply(
      gemm(projections, projections, { transposeB: true }),
      graph.scalar(1 / (DIMENSIONS * TEMPERATURE)),
    );
    return classLoss.build(add(cosines, itself!), { targets: partners! });
  },
};

const partners = classTargets(
  Array.from({ length: VIEWS }, (_, view) => (view + CELLS) % VIEWS),
  { classes: VIEWS },
);
const itself = Float32Array.from({ length: VIEWS ** 2 }, (_, at) => (at % (VIEWS + 1) === 0 ? -1e4 : 0));

const split = await readSplit(splitFile);
const training = new Set(split.parts.train);
const dataset = await openDataset(join(SHARED, 'data/jhu'), { scheme: DEFAULT_SCHEME, exclude: [] });
const cells = dataset.cells.filter(({ patient }) => patient !== null && training.has(patient));
const store = await openImageStore({ cacheFolder: process.env.LEUKOSCOPE_CACHE ?? null, preprocessing });
const images = await store.prepare(cells.map(({ path }) => path));
const inputs = new PixelInputs(images, AUGMENTATION);
const trainer = new Trainer({
  runtime: nodeRuntime(),
  network,
  item: pixelsOf(preprocessing.sizePx),
  loss: contrastiveLoss,
  optimizer: adamW({ weightDecay: 0.05 }),
  seed: SEED,
});

const stepsPerEpoch = Math.floor(cells.length / CELLS);
const schedule = oneCycleRate(0.002, { steps: EPOCHS * stepsPerEpoch });
console.log(`${cells.length} cells of ${training.size} patients, ${EPOCHS} epochs of ${stepsPerEpoch} steps`);
for (let epoch = 0; epoch < EPOCHS; epoch++) {
  const start = performance.now();
  const order = shuffled(cells.length, randomStream(SEED, 'self-supervised', epoch));
  let sum = 0;
  for (let step = 0; step < stepsPerEpoch; step++) {
    const drawn = [...order.subarray(step * CELLS, (step + 1) * CELLS)];
    const x = itemsOf({ images: [...drawn, ...drawn], seed: SEED, epoch, first: step * VIEWS, mixing: null }, inputs);
    sum += (await trainer.step({ x, targets: { partners, itself } }, schedule(epoch * stepsPerEpoch + step))).loss;
  }
  const seconds = (performance.now() - start) / 1000;
  const rate = (stepsPerEpoch * VIEWS) / seconds;
  console.log(`epoch ${epoch + 1}/${EPOCHS}: loss ${(sum / stepsPerEpoch).toFixed(3)}, ${rate.toFixed(0)} views/s`);
}
const { tensors } = await trainer.state();
const body = [...tensors].filter(
  ([name]) => !name.includes('#') && !name.startsWith(`${HEAD}.`) && !name.startsWith('sphere'),
);
writeFileSync(
  out,
  writeSafetensors(new Map(body.map(([name, { shape, data }]) => [name, { dtype: 'F32', shape, data }]))),
);
images.close();
await store.close();
