import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM, CHROMIUM_FLAGS } from './scripts/testing/chromium.ts';
import { SOFTWARE_VULKAN } from './scripts/testing/software-vulkan.ts';

const shared = resolve(import.meta.dirname, process.env.LEUKOSCOPE_SHARED ?? '../shared');
/** Tests of one module beside it: they leave nothing behind, so a process is kept for many of them. */
const UNITS = ['packages/*/src/**/*.test.ts'];
/**
 * But for those that put another module in a module's place, measure what memory their process takes, or count on the
 * smallest floats: a network that ran in the process before may have told its thread to take them for 0.
 */
const ALONE = [
  'packages/leukoscope/src/images/image-{cache,cache-faults,store}.node.test.ts',
  'packages/leukoscope/src/reports/large-evaluation.test.ts',
  'packages/engine/src/state/safetensors.test.ts',
];
/** Tests of the whole. */
const WHOLE = ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'];
/** Held to times that no other test may take from them: the full counts run alone, after all others. */
const TIMED =
  process.env.LEUKOSCOPE_FULL === '1'
    ? ['test/review-app/large-gallery.test.ts', 'packages/leukoscope/test/serve-rate.test.ts']
    : [];
const browserTests = ['packages/*/{src,test}/**/*.browser.test.ts', 'test/**/*.browser.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      onNode({ name: 'units', include: UNITS, exclude: [...browserTests, ...ALONE], isolate: false }),
      onNode({ name: 'node', include: [...WHOLE, ...ALONE], exclude: [...browserTests, ...TIMED], isolate: true }),
      ...TIMED.map((file, at) =>
        onNode({
          ...{ name: `timed ${at + 1}`, include: [file], exclude: [], isolate: true },
          sequence: { groupOrder: at + 1 },
        }),
      ),
      ...(CHROMIUM === null ? [] : [inBrowser(CHROMIUM)]),
    ],
  },
});

interface NodeTests {
  name: string;
  include: string[];
  exclude: string[];
  isolate: boolean;
  sequence?: { groupOrder: number };
}

function onNode(test: NodeTests) {
  return {
    // The workspace's packages are read as TypeScript, not as what was last built.
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source', 'node'] } },
    test: {
      ...test,
      env: { ...(existsSync(shared) && { LEUKOSCOPE_SHARED: shared }), ...SOFTWARE_VULKAN },
      testTimeout: 60_000,
      hookTimeout: 60_000,
      pool: 'forks' as const,
    },
  };
}

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
