import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type LockedPackages,
  missingPackages,
  PARTS_FILE,
  partsSource,
  platformOf,
  softwareParts,
} from '../scripts/complete-lockfile.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const manifest = (path: string): Manifest => JSON.parse(read(path));
const manifests = ['package.json', ...globSync('packages/*/package.json', { cwd: ROOT })];

describe('package-lock.json', () => {
  const { packages }: { packages: LockedPackages & Record<string, { hasInstallScript?: boolean }> } = JSON.parse(
    read('package-lock.json'),
  );

  it('names no registry host', () => {
    const hosts = Object.values(packages).filter(({ resolved, link }) => resolved !== undefined && !link);
    expect(hosts).toEqual([]);
  });

  it('holds the packages of every platform, so that npm ci works on each (npm run lockfile)', () => {
    expect(Object.keys(missingPackages(packages))).toEqual([]);
  });

  it('is what the list of software parts in model cards says (npm run lockfile)', () => {
    expect(read(PARTS_FILE)).toBe(partsSource(packages));
    const named = new Set(softwareParts(packages).map(([name]) => name));
    const own = new Set(manifests.map((path) => manifest(path).name));
    const dependencies = manifests.slice(1).flatMap((path) => Object.keys(manifest(path).dependencies ?? {}));
    expect(dependencies.filter((name) => !own.has(name) && !named.has(name))).toEqual([]);
    expect([...named].filter((name) => name in (manifest('package.json').devDependencies ?? {}))).toEqual([
      '@types/node',
    ]);
  });

  it('brings no install script that allowScripts does not decide on', () => {
    const withScript = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = withScript.map(([place]) => place.replace(/^.*node_modules\//, ''));
    expect(names.toSorted()).toEqual(Object.keys(manifest('package.json').allowScripts ?? {}).toSorted());
  });
});

describe('softwareParts', () => {
  it('leaves out tools of development and links, names nested packages, and each version once', () => {
    expect(
      softwareParts({
        '': { version: '1.0.0' },
        'node_modules/a': { version: '1.0.0', license: 'MIT' },
        'node_modules/b/node_modules/a': { version: '1.0.0', license: 'MIT' },
        'node_modules/b/node_modules/@s/c': { version: '2.0.0', os: ['linux'] },
        'node_modules/d': { version: '1.0.0', dev: true },
        'node_modules/e': { link: true },
        'packages/e': { version: '0.1.0' },
      }),
    ).toEqual([
      ['a', '1.0.0', 'MIT', false],
      ['@s/c', '2.0.0', null, true],
    ]);
  });
});

describe('missingPackages', () => {
  const parent = { version: '1.0.0', dev: true, optionalDependencies: { '@a/b-linux-x64-musl': '1.0.0' } };

  it('finds an optional package that is not in the lock file, with its platform', () => {
    expect(missingPackages({ 'node_modules/@a/b': parent })).toEqual({
      'node_modules/@a/b-linux-x64-musl': {
        version: '1.0.0',
        dev: true,
        optional: true,
        os: ['linux'],
        cpu: ['x64'],
        libc: ['musl'],
      },
    });
  });

  it('puts it beside a parent that lies within another package', () => {
    const places = Object.keys(missingPackages({ 'node_modules/knip/node_modules/b': parent }));
    expect(places).toEqual(['node_modules/knip/node_modules/@a/b-linux-x64-musl']);
  });

  it('leaves alone what is there', () => {
    const packages = { 'node_modules/@a/b': parent, 'node_modules/@a/b-linux-x64-musl': { version: '1.0.0' } };
    expect(missingPackages(packages)).toEqual({});
  });

  it.each([
    ['@a/binding-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@a/binding-linux-arm64-gnu', { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] }],
    ['@a/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
    ['@a/binding-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
  ])('reads the platform of %s', (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });

  it('refuses a name that gives no platform', () => {
    expect(() => platformOf('@a/plain')).toThrow('its name gives no platform');
  });
});

describe('the packages', () => {
  it.each(manifests)('%s asks for exact versions', (path) => {
    const { dependencies = {}, devDependencies = {} } = manifest(path);
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, v]) => !/^\d+\.\d+\.\d+$/.test(v));
    expect(loose).toEqual([]);
  });

  it('run on Node 24, whatever npm runs on', () => {
    expect(process.versions.node).toBe(manifest('package.json').devDependencies?.node);
  });
});

describe.each(['README.md', 'README.es.md'])('%s', (path) => {
  const text = read(path);

  it.each(['npm ci && npm run demo', 'npm ci && npm test'])('holds the line %s', (line) => {
    expect(text.split('\n')).toContain(line);
  });

  it('names only files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target!);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(globSync(link, { cwd: ROOT }), link).toHaveLength(1);
  });

  it('names only scripts that exist', () => {
    const names = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
    expect(Object.keys(manifest('package.json').scripts ?? {})).toEqual(expect.arrayContaining(names));
  });
});

it('the two READMEs give the same commands', () => {
  // What stands behind a command explains it, in the reader's language.
  const commands = (path: string): string[] =>
    [...read(path).matchAll(/^```\n([^`]*)^```$/gm)].map(([, code]) => code!.replace(/ +# .*$/gm, ''));
  expect(commands('README.es.md')).toEqual(commands('README.md'));
  expect(commands('README.md').length).toBeGreaterThan(2);
});

it('CI runs the test command of the README', () => {
  expect(read('.ci/run')).toContain('{ npm ci && npm test; }');
});
