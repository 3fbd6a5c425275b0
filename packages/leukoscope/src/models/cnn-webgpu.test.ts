import { nodeRuntime } from '@leukoscope/engine/node';
import { describe } from 'vitest';
import { checkCnn } from '../../test/check-cnn.ts';

const possible = process.env.VK_ICD_FILENAMES !== undefined && process.env.LEUKOSCOPE_FULL === '1';

// Its shaders take a driver in software up to a minute to compile; the engine's small networks stand for it otherwise.
describe.skipIf(!possible)('on webgpu (needs LEUKOSCOPE_FULL=1, chromium and libvulkan1)', { timeout: 300_000 }, () => {
  checkCnn(() => nodeRuntime({ threads: 1, device: 'webgpu' }), ['cnn-32-b8']);
});
