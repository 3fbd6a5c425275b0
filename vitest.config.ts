import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM, CHROMIUM_FLAGS } from './scripts/testing/chromium.ts';
import { SOFTWARE_VULKAN } from './scripts/testing/software-vulkan.ts';

const shared = resolve(import.meta.dirname, process.env.LEUKOSCOPE_SHARED ?? '../shared');
const tests = ['packages/*/{src,test}/**/*.test.ts', 'test/**/*.test.ts'];
const browserTests = ['packages/*/{src,test}/**/*.browser.test.ts', 'test/**/*.browser.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        // The workspace's packages are read as TypeScript, not as what was last built.
        resolve: { conditions: ['source'] },
        ssr: { resolve: { conditions: ['source', 'node'] } },
        test: {
          name: 'node',
          include: tests,
          exclude: browserTests,
          env: { ...(existsSync(shared) && { LEUKOSCOPE_SHARED: shared }), ...SOFTWARE_VULKAN },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
        },
      },
      ...(CHROMIUM === null ? [] : [inBrowser(CHROMIUM)]),
    ],
  },
});

/** Tests of what runs in a web page, in a real browser, each file in a page of its own. */
function inBrowser(executablePath: string) {
  const launchOptions = { executablePath, args: [...CHROMIUM_FLAGS] };
  return {
    resolve: { conditions: ['source'] },
    // Threads need a page that is isolated from other origins.
    server: {
      headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
    },
    optimizeDeps: { exclude: ['onnxruntime-web'] },
    test: {
      name: 'browser',
      include: browserTests,
      testTimeout: 60_000,
      hookTimeout: 60_000,
      fileParallelism: availableParallelism() > 2,
      browser: {
        enabled: true,
        headless: true,
        provider: playwright({ launchOptions }),
        instances: [{ browser: 'chromium' as const }],
        screenshotFailures: false,
      },
    },
  };
}
