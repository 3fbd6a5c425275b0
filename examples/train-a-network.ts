import { writeFileSync } from 'node:fs';
import {
  classLoss,
  classTargets,
  exportModel,
  flatten,
  layers,
  type Network,
  normalizeImage,
  randomStream,
  relu,
  sgd,
  Trainer,
} from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';

const random = randomStream('stripes');
const item = { dtype: 'uint8', shape: [16, 16, 1] } as const;
const network: Network = (scope, pixels) => {
  const x = normalizeImage(pixels, { mean: [0.5], deviation: [0.25] }); // [N, 1, 16, 16]
  const features = relu(layers.pooledConv2d(scope.child('conv'), x, { filters: 8, kernel: 5 })); // [N, 8, 6, 6]
  return layers.linear(scope.child('head'), flatten(features), 2); // [N, 2]
};
const optimizer = sgd({ momentum: 0.9, weightDecay: 1e-3 });
const trainer = new Trainer({ runtime: nodeRuntime(), network, item, loss: classLoss, optimizer, seed: 1 });

for (let step = 0; step < 150; step++) {
  const { x, labels } = drawStripes(32);
  await trainer.step({ x, targets: { targets: classTargets(labels, { classes: 2 }) } }, 0.02);
}
const { x, labels } = drawStripes(1000);
const logits = await trainer.logits(x);
const right = labels.filter((label, i) => Number(logits[2 * i + 1]! > logits[2 * i]!) === label).length;
console.log(`${right} of 1000 new pictures right after ${trainer.steps} steps`);
if (right < 950) throw new Error(`accuracy: got ${right / 1000}, expected at least 0.95`);
writeFileSync(process.argv[2] ?? 'stripes.onnx', exportModel({ network, item, state: await trainer.state() }));

/** Pictures of 16 x 16 grey pixels: stripes that run down (label 0) or across (1), shifted by chance, under noise. */
function drawStripes(count: number): { x: Uint8Array; labels: number[] } {
  const pictures = Array.from({ length: count }, () => ({ label: Number(random() < 0.5), shift: 4 * random() }));
  const stripe = (along: number, shift: number) => (Math.floor(along + shift) % 4 < 2 ? 50 : 0);
  const x = Uint8Array.from({ length: count * 256 }, (_, i) => {
    const { label, shift } = pictures[i >> 8]!;
    return 205 * random() + stripe(label === 0 ? i % 16 : (i >> 4) % 16, shift);
  });
  return { x, labels: pictures.map(({ label }) => label) };
}
