import { beforeAll, describe } from 'vitest';
import { checkRuntime } from '../../test/runtime-contract.ts';
import { HAS_SOFTWARE_VULKAN, useSoftwareVulkan } from '../../test/software-vulkan.ts';
import { nodeRuntime } from './node.ts';

describe.skipIf(!HAS_SOFTWARE_VULKAN)('nodeRuntime on webgpu (needs chromium and libvulkan1)', () => {
  beforeAll(useSoftwareVulkan);
  checkRuntime(() => nodeRuntime({ threads: 1, device: 'webgpu' }));
});
