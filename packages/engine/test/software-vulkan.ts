import { existsSync } from 'node:fs';

/** SwiftShader, a Vulkan driver in software, as Debian's `chromium` package brings it. */
const DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
/** Debian's `libvulkan1`, which finds drivers. */
const LOADERS = ['/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib/aarch64-linux-gnu/libvulkan.so.1'];

/** Whether graphs can run on WebGPU here without a graphics card; slow, but with the same results as on one. */
export const HAS_SOFTWARE_VULKAN = existsSync(DRIVER) && LOADERS.some((path) => existsSync(path));

/** Makes the software driver the one that is used; to be called before the first session is made on WebGPU. */
export function useSoftwareVulkan(): void {
  process.env.VK_ICD_FILENAMES = DRIVER;
}
