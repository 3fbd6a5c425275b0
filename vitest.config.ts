import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const shared = resolve(import.meta.dirname, process.env.LEUKOSCOPE_SHARED ?? '../shared');

export default defineConfig({
  // The workspace's packages are read as TypeScript, not as what was last built.
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'test/**/*.test.ts'],
    env: existsSync(shared) ? { LEUKOSCOPE_SHARED: shared } : {},
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
