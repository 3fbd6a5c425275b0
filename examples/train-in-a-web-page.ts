import {
  classLoss,
  classTargets,
  exportModel,
  flatten,
  layers,
  type Network,
  normalizeImage,
  relu,
  sgd,
  Trainer,
} from '@leukoscope/engine';
import { webRuntime } from '@leukoscope/engine/web';

const item = { dtype: 'uint8', shape: [16, 16, 1] } as const;
const network: Network = (scope, pixels) => {
  const x = normalizeImage(pixels, { mean: [0.5], deviation: [0.25] }); // [N, 1, 16, 16]
  const features = relu(layers.pooledConv2d(scope.child('conv'), x, { filters: 8, kernel: 5 })); // [N, 8, 6, 6]
  return layers.linear(scope.child('head'), flatten(features), 2); // [N, 2]
};

/** Trains on batches as they come and gives the model, an `.onnx` file; the page stays alive between steps. */
export async function trainInPage(batches: Iterable<Batch>, tell: (loss: number) => void): Promise<Uint8Array> {
  const optimizer = sgd({ momentum: 0.9, weightDecay: 1e-3 });
  const trainer = new Trainer({ runtime: webRuntime(), network, item, loss: classLoss, optimizer, seed: 1 });
  for (const { x, labels } of batches) {
    const { loss } = await trainer.step({ x, targets: { targets: classTargets(labels, { classes: 2 }) } }, 0.02);
    tell(loss);
    await new Promise((resume) => setTimeout(resume));
  }
  const model = exportModel({ network, item, state: await trainer.state() });
  await trainer.dispose();
  return model;
}

/** Grey pixels of pictures end to end, and what is on each: 0 or 1. */
interface Batch {
  readonly x: Uint8Array;
  readonly labels: readonly number[];
}
