/**
 * Which file may import what. This is the whole list; `check-imports.ts` applies it and `import-arrows.test.ts` shows
 * that each rule can fail. Move a boundary here when the code shows that it is wrong, with a page in docs/decisions.
 */
export interface ImportRules {
  /** Where each package's code lies. A relative import never leaves its package; packages import by name. */
  readonly packages: Readonly<Record<string, PackageRules>>;
  /** npm packages and Node modules that exactly one file touches, by that file. */
  readonly oneFileOnly: Readonly<Record<string, string>>;
  /** npm packages that run in a browser; browser-safe files import no others. */
  readonly browserSafePackages: readonly string[];
  /** Names of files that are for Node only, wherever they lie. */
  readonly nodeOnlySuffix: string;
}

export interface PackageRules {
  readonly source: string;
  /**
   * Folders below `source` from the bottom up. A file imports from its own folder and from lower rows, never from a
   * higher row nor from its neighbour in the same row. `null`: the folders of this package are free of order.
   */
  readonly layers: readonly (readonly string[])[] | null;
  /** Files directly in `source`; nothing imports them from within, and they may import every folder. */
  readonly entryFiles: readonly string[];
  /** Folders whose files import nothing from outside their folder. */
  readonly closedFolders: readonly string[];
  /** Names of the workspace's packages that this one may import. */
  readonly mayImport: readonly string[];
  /** Paths below `source` whose files use no Node module and import browser-safe files only. */
  readonly browserSafe: readonly string[];
  /** The exceptions below `browserSafe`, beside all files with the Node-only suffix. */
  readonly nodeOnly: readonly string[];
  /** The project by which the compiler checks that the files in `browserSafe` need no Node. */
  readonly browserProject: 'tsconfig.browser.json' | 'packages/web/tsconfig.json';
}

export const RULES: ImportRules = {
  packages: {
    '@leukoscope/engine': {
      source: 'packages/engine/src',
      layers: null,
      entryFiles: [],
      closedFolders: [],
      mayImport: [],
      browserSafe: [''],
      nodeOnly: ['runtime/node.ts'],
      browserProject: 'tsconfig.browser.json',
    },
    leukoscope: {
      source: 'packages/leukoscope/src',
      layers: [
        ['errors'],
        ['files', 'progress'],
        ['downloads'],
        ['cells', 'heads'],
        ['images', 'evaluation'],
        ['synthetic'],
        ['datasets'],
        ['models'],
        ['classify'],
        ['training'],
        ['explain', 'audit', 'profiling'],
        ['reports'],
        ['experiments'],
        ['store'],
        ['server'],
        ['cli'],
      ],
      entryFiles: ['index.ts', 'browser.ts'],
      closedFolders: ['errors'],
      mayImport: ['@leukoscope/engine'],
      browserSafe: [
        'errors/',
        'cells/',
        'heads/',
        'images/',
        'evaluation/',
        'synthetic/',
        'models/',
        'explain/maps/',
        'reports/markup/',
        'reports/plots/',
        'reports/page/',
        'reports/model-page/',
        'reports/report-parts.ts',
        'reports/report-texts.ts',
        'reports/promise-texts.ts',
        'reports/synthetic-use.ts',
        'training/train-settings.ts',
        'server/api/',
        'reports/blast-texts.ts',
        'reports/differential-texts.ts',
        'reports/patient-answer-texts.ts',
        'browser.ts',
      ],
      nodeOnly: [],
      browserProject: 'tsconfig.browser.json',
    },
    '@leukoscope/web': {
      source: 'packages/web/src',
      layers: [
        ['base'],
        ['api'],
        ['parts'],
        ['models', 'session', 'audit', 'users'],
        ['cases', 'learn'],
        ['review'],
        ['app'],
      ],
      entryFiles: ['main.tsx'],
      closedFolders: [],
      mayImport: ['leukoscope'],
      browserSafe: [''],
      nodeOnly: [],
      browserProject: 'packages/web/tsconfig.json',
    },
  },
  oneFileOnly: {
    'onnxruntime-node': 'packages/engine/src/runtime/node.ts',
    'onnxruntime-web': 'packages/engine/src/runtime/web.ts',
    sharp: 'packages/leukoscope/src/images/codec.node.ts',
    'node:sqlite': 'packages/leukoscope/src/store/sqlite.node.ts',
  },
  browserSafePackages: [
    ...['@bufbuild/protobuf', 'd3-scale', 'd3-shape', 'onnxruntime-common', 'onnxruntime-web', 'zod'],
    ...['@base-ui/react', '@tanstack/react-query', '@tanstack/react-virtual', 'react', 'react-dom'],
  ],
  nodeOnlySuffix: '.node.ts',
};
