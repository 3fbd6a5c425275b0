import { exportModel } from '@leukoscope/engine';
import { resnetFeatures } from '../src/models/resnet.ts';
import type { StartWeights } from '../src/models/start-weights.ts';

/** The features of a ResNet18 as another program might export them: float32 images in, one output. */
export function resnetOnnx({ tensors }: Pick<StartWeights, 'tensors'>, sizePx: number): Uint8Array {
  return exportModel({
    network: (scope, x) => resnetFeatures(scope, x, 'resnet18', { frozenNorm: true }),
    item: { dtype: 'float32', shape: [3, sizePx, sizePx] },
    state: { tensors },
    outputs: (x, network) => new Map([['features', network(x)]]),
  });
}
