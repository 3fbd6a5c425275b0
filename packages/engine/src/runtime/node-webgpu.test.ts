import { describe, expect, test } from 'vitest';
import { checkRuntime } from '../../test/runtime-contract.ts';
import { deviceProblem, nodeRuntime } from './node.ts';

// vitest.config.ts sets it where there is a driver in software.
const hasVulkan = process.env.VK_ICD_FILENAMES !== undefined;

describe.skipIf(!hasVulkan)('nodeRuntime on webgpu (needs chromium and libvulkan1)', () => {
  checkRuntime(() => nodeRuntime({ threads: 1, device: 'webgpu' }));
});

describe('deviceProblem', () => {
  test('is none on the processor', async () => {
    expect(await deviceProblem('cpu')).toBeNull();
  });

  test.skipIf(!hasVulkan)('is none on webgpu (needs chromium and libvulkan1)', async () => {
    expect(await deviceProblem('webgpu')).toBeNull();
  });
});
