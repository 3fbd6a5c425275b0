import { existsSync } from 'node:fs';

/** SwiftShader, a Vulkan driver in software, as Debian's package `chromium` brings it. */
const DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
/** Of Debian's `libvulkan1`, which finds drivers. */
const LOADERS = ['x86_64', 'aarch64'].map((processor) => `/usr/lib/${processor}-linux-gnu/libvulkan.so.1`);

/**
 * The environment in which graphs run on WebGPU without a graphics card: slow, but a test of that path. Empty where the
 * driver is missing; tests then see no `VK_ICD_FILENAMES` and are skipped.
 */
export const SOFTWARE_VULKAN: Record<string, string> =
  existsSync(DRIVER) && LOADERS.some((path) => existsSync(path)) ? { VK_ICD_FILENAMES: DRIVER } : {};
