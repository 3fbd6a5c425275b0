import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { violations } from './imports/check-imports.ts';
import { readArrows, readPublicNames, readSources } from './imports/import-graph.ts';
import { readImports } from './imports/read-imports.ts';
import { RULES } from './imports/rules.ts';

const ROOT = resolve(import.meta.dirname, '..');
const publicNames = readPublicNames(ROOT);

function violationsOf(files: Record<string, string>): string[] {
  const sources = new Map(Object.entries(files));
  return violations(sources, readArrows(sources, publicNames, RULES), RULES);
}

describe('the imports of this repository', () => {
  const sources = readSources(ROOT);
  const arrows = readArrows(sources, publicNames, RULES);

  it('are all read', () => {
    expect(sources.size).toBeGreaterThan(20);
    expect(arrows.length).toBeGreaterThan(sources.size);
  });

  it('follow the rules', () => {
    expect(violations(sources, arrows, RULES)).toEqual([]);
  });

  it('are checked by the compiler as browser code where the rules say so', () => {
    const { include, exclude } = JSON.parse(readFileSync(resolve(ROOT, 'tsconfig.browser.json'), 'utf8'));
    const packages = Object.values(RULES.packages).filter((p) => p.browserProject === 'tsconfig.browser.json');
    const pattern = (path: string) => (path.endsWith('.ts') ? path : `${path}**/*.ts`);
    expect(include).toEqual(packages.flatMap((p) => p.browserSafe.map((path) => `${p.source}/${pattern(path)}`)));
    expect(exclude).toEqual([
      '**/*.test.ts',
      `**/*${RULES.nodeOnlySuffix}`,
      ...packages.flatMap((p) => p.nodeOnly.map((path) => `${p.source}/${path}`)),
    ]);
  });
});

describe('the project of the web page', () => {
  it('is compiled without the types of Node', () => {
    const { include, compilerOptions } = JSON.parse(readFileSync(resolve(ROOT, 'packages/web/tsconfig.json'), 'utf8'));
    expect(compilerOptions.types).toEqual(['vite/client']);
    expect(include).toEqual(['src/**/*.ts', 'src/**/*.tsx', 'test/**/*.ts']);
  });
});

describe('a file that keeps the rules', () => {
  it.each<[string, Record<string, string>]>([
    [
      'imports lower folders, errors and the engine',
      {
        'packages/leukoscope/src/errors/table.ts': '',
        'packages/leukoscope/src/cells/cell.ts': `import '../errors/table.ts';`,
        'packages/leukoscope/src/training/run.ts': `import '../cells/cell.ts'; import '@leukoscope/engine/node';`,
      },
    ],
    ['uses Node above the browser-safe folders', { 'packages/leukoscope/src/datasets/a.ts': `import 'node:fs';` }],
    ['uses Node by its name', { 'packages/leukoscope/src/images/cache.node.ts': `import 'node:fs';` }],
    ['is the one that may', { 'packages/leukoscope/src/images/codec.node.ts': `import 'sharp';` }],
    ['uses Node in a test', { 'packages/leukoscope/src/cells/a.test.ts': `import 'node:fs'; import 'vitest';` }],
    ['uses a helper in a test', { 'packages/engine/src/nn/a.test.ts': `import '../../test/golden.ts';` }],
    [
      'is of the web page and uses what runs in a browser',
      {
        'packages/web/src/review/gallery.tsx': `import './gallery.module.css'; import '../parts/button.tsx'; import 'react';`,
        'packages/web/src/parts/button.tsx': `import 'leukoscope/browser';`,
        'packages/leukoscope/src/browser.ts': `export type * from './server/api/cases.ts';`,
        'packages/leukoscope/src/server/api/cases.ts': `import 'zod';`,
      },
    ],
    [
      'is the package’s list of exports',
      {
        'packages/leukoscope/src/index.ts': `export * from './server/app.ts';`,
        'packages/leukoscope/src/server/app.ts': '',
      },
    ],
  ])('%s', (_, files) => {
    expect(violationsOf(files)).toEqual([]);
  });
});

/** Each rule broken once: without these the check above could be one that never fails. */
describe('a planted violation is found:', () => {
  const inLeukoscope = (path: string): string => `packages/leukoscope/src/${path}`;

  it.each<[string, Record<string, string>, string]>([
    [
      'an arrow up',
      { [inLeukoscope('cells/a.ts')]: `\nimport '../cli/b.ts';`, [inLeukoscope('cli/b.ts')]: '' },
      'packages/leukoscope/src/cells/a.ts:2 imports ../cli/b.ts: cells may import only errors, files, progress, downloads',
    ],
    [
      'an arrow up, of a type',
      {
        [inLeukoscope('models/a.ts')]: `export type A = import('../training/b.ts').B;`,
        [inLeukoscope('training/b.ts')]: '',
      },
      'models may import only errors, files, progress, downloads, cells, heads, images, evaluation, synthetic, datasets',
    ],
    [
      'an arrow up, in a test',
      { [inLeukoscope('cells/a.test.ts')]: `import '../training/b.ts';`, [inLeukoscope('training/b.ts')]: '' },
      'cells may import only errors, files, progress, downloads',
    ],
    [
      'an arrow to the neighbour',
      { [inLeukoscope('evaluation/a.ts')]: `import '../images/b.ts';`, [inLeukoscope('images/b.ts')]: '' },
      'evaluation may import only errors, files, progress, downloads, cells',
    ],
    [
      'an arrow to the list of exports',
      { [inLeukoscope('cells/a.ts')]: `import '../index.ts';`, [inLeukoscope('index.ts')]: '' },
      'cells may import only errors, files, progress, downloads',
    ],
    [
      'errors import something',
      { [inLeukoscope('errors/a.ts')]: `import 'zod'; import '@leukoscope/engine';` },
      'errors imports nothing',
    ],
    ['the engine knows of cells', { 'packages/engine/src/a.ts': `import 'leukoscope';` }, 'may not import leukoscope'],
    [
      'the engine reaches over',
      { 'packages/engine/src/a.ts': `import '../../leukoscope/src/cells/b.ts';`, [inLeukoscope('cells/b.ts')]: '' },
      'another package is imported by its name',
    ],
    [
      'a package imports itself by name',
      { 'packages/engine/src/nn/a.ts': `import '@leukoscope/engine';` },
      'does not import itself by name',
    ],
    [
      'a private path of the engine',
      { [inLeukoscope('models/a.ts')]: `import '@leukoscope/engine/src/graph.ts';` },
      'no such file or name',
    ],
    ['Node in a browser-safe file', { [inLeukoscope('evaluation/a.ts')]: `import 'node:fs';` }, 'may not use Node'],
    ['Node without its prefix', { [inLeukoscope('evaluation/a.ts')]: `import 'fs';` }, 'may not use Node'],
    [
      'Node by a side door',
      { [inLeukoscope('models/a.ts')]: `process.getBuiltinModule('node:fs');` },
      'may not use Node',
    ],
    ['Node in the engine', { 'packages/engine/src/nn/a.ts': `import 'node:os';` }, 'may not use Node'],
    [
      'Node through another file',
      {
        [inLeukoscope('images/a.ts')]: `import './b.node.ts';`,
        [inLeukoscope('images/b.node.ts')]: `import 'node:fs';`,
      },
      'and this one does not',
    ],
    [
      'Node through the engine',
      { [inLeukoscope('models/a.ts')]: `import '@leukoscope/engine/node';` },
      'and this one does not',
    ],
    [
      'Node through a folder above',
      { [inLeukoscope('models/a.ts')]: `import '../datasets/b.ts';`, [inLeukoscope('datasets/b.ts')]: '' },
      'and this one does not',
    ],
    [
      'a package that needs Node',
      { [inLeukoscope('cells/a.ts')]: `import 'csv-parse';` },
      'csv-parse is not in the list of packages',
    ],
    ['a second file with sharp', { [inLeukoscope('datasets/a.ts')]: `import 'sharp';` }, 'codec.node.ts may'],
    [
      'a second file with onnxruntime-node',
      { [inLeukoscope('training/a.ts')]: `await import('onnxruntime-node');` },
      'packages/engine/src/runtime/node.ts may',
    ],
    [
      'a second file with onnxruntime-web',
      { 'packages/engine/src/a.ts': `import 'onnxruntime-web/webgpu';` },
      'packages/engine/src/runtime/web.ts may',
    ],
    [
      'a second file with the database',
      { [inLeukoscope('store/a.ts')]: `import 'node:sqlite';` },
      'sqlite.node.ts may',
    ],
    [
      'two files in a circle',
      { [inLeukoscope('cells/a.ts')]: `import './b.ts';`, [inLeukoscope('cells/b.ts')]: `export * from './a.ts';` },
      'in a circle: packages/leukoscope/src/cells/a.ts, packages/leukoscope/src/cells/b.ts',
    ],
    [
      'a file that imports itself',
      { [inLeukoscope('cells/a.ts')]: `import './a.ts';` },
      'in a circle: packages/leukoscope/src/cells/a.ts',
    ],
    [
      'a helper of the tests outside a test',
      { 'packages/engine/src/nn/a.ts': `import '../../test/golden.ts';` },
      'only tests may import what is there for tests',
    ],
    [
      'a helper of another package’s tests',
      { [inLeukoscope('models/a.test.ts')]: `import '../../../engine/test/golden.ts';` },
      'another package is imported by its name',
    ],
    [
      'the web page on all of leukoscope',
      { 'packages/web/src/api/a.ts': `import 'leukoscope';`, [inLeukoscope('index.ts')]: '' },
      'and this one does not',
    ],
    [
      'the web page in the server',
      {
        'packages/web/src/api/a.ts': `import '../../../leukoscope/src/server/api/b.ts';`,
        [inLeukoscope('server/api/b.ts')]: '',
      },
      'another package is imported by its name',
    ],
    [
      'an arrow up in the web page',
      { 'packages/web/src/parts/a.tsx': `import '../review/b.ts';`, 'packages/web/src/review/b.ts': '' },
      'parts may import only base, api',
    ],
    ['Node in the web page', { 'packages/web/src/review/a.ts': `import 'node:fs';` }, 'may not use Node'],
    ['an unknown folder', { [inLeukoscope('helpers/a.ts')]: '' }, 'the folder helpers/ is not in the list'],
    ['an unknown file at the top', { [inLeukoscope('a.ts')]: '' }, 'the file is not in the list'],
    ['an unknown package', { 'packages/other/src/a.ts': '' }, 'its package is not in the list'],
    ['a file that is not there', { [inLeukoscope('cells/a.ts')]: `import './gone.ts';` }, 'no such file or name'],
    ['a computed name', { [inLeukoscope('cli/a.ts')]: 'await import(process.argv[2]);' }, 'the name is computed'],
  ])('%s', (_, files, sentence) => {
    expect(violationsOf(files).join('\n')).toContain(sentence);
  });
});

describe('readImports', () => {
  it.each([
    `import { a } from './x.ts';`,
    `import type { A } from './x.ts';`,
    `import './x.ts';`,
    `export { a } from './x.ts';`,
    `export type * from './x.ts';`,
    `const x = await import('./x.ts');`,
    'const x = await import(`./x.ts`);',
    `let x: import('./x.ts').X;`,
    `let x: typeof import('./x.ts');`,
    `import x = require('./x.ts');`,
    `const x = require('./x.ts');`,
    `new Worker(new URL('./x.ts', import.meta.url));`,
    `import.meta.resolve('./x.ts');`,
  ])('reads %s', (text) => {
    expect(readImports('a.ts', text)).toEqual([{ specifier: './x.ts', line: 1 }]);
  });

  it.each([
    `// import './x.ts'`,
    `const text = "import './x.ts'";`,
    `new URL('./x.json', import.meta.url);`,
    `new URL('./x.ts', base);`,
  ])('sees no import in %s', (text) => {
    expect(readImports('a.ts', text)).toEqual([]);
  });

  it('refuses a file that it cannot parse', () => {
    expect(() => readImports('a.ts', 'import {')).toThrow(SyntaxError);
  });
});
