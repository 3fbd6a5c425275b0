import { describe } from 'vitest';
import { checkRuntime } from '../../test/runtime-contract.ts';
import { webRuntime } from './web.ts';

describe('webRuntime on webgpu', () => {
  // The provider is the one of runtime/node-webgpu.test.ts, where all are run.
  checkRuntime(() => webRuntime({ device: 'webgpu', threads: 1 }), {
    trainings: /^residual network, sgd, class loss$/,
  });
});
