import { existsSync } from 'node:fs';

/** Debian's package `chromium`; `null` where it is missing. */
export const CHROMIUM = ['/usr/bin/chromium'].find((path) => existsSync(path)) ?? null;

/** It asks nobody for anything, and has WebGPU by its driver in software. */
export const CHROMIUM_FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
  ...['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
] as const;
