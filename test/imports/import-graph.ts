import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { readImports } from './read-imports.ts';
import type { ImportRules } from './rules.ts';

/** Text of each file by its path from the project's root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

/**
 * What an import names: a file of ours, one of a package's `test` folder, a package or Node module from outside, or
 * nothing that can be found.
 */
export type Target =
  | { readonly kind: 'file'; readonly path: string; readonly package: string }
  | { readonly kind: 'test-helper'; readonly package: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'unknown' };

export interface Arrow {
  readonly from: string;
  readonly line: number;
  readonly specifier: string | null;
  readonly target: Target;
  /** Whether the import is written as a path (`./x.ts`) and not as a package's name. */
  readonly relative: boolean;
}

/** The file behind each public name of the workspace's packages, `@leukoscope/engine/node` say. */
export type PublicNames = ReadonlyMap<string, { readonly path: string; readonly package: string }>;

/** Reads every TypeScript file of every package that the rules name, and of any that they forgot. */
export function readSources(root: string): Sources {
  const paths = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Reads the public names off the `source` conditions of the packages' `exports`. */
export function readPublicNames(root: string): PublicNames {
  const names = new Map<string, { path: string; package: string }>();
  for (const file of globSync('packages/*/package.json', { cwd: root })) {
    const manifest: { name: string; exports?: Record<string, { source?: string }> } = JSON.parse(
      readFileSync(join(root, file), 'utf8'),
    );
    for (const [subpath, { source }] of Object.entries(manifest.exports ?? {})) {
      if (source === undefined) continue;
      const path = posix.join(posix.dirname(file.replaceAll('\\', '/')), source);
      names.set(posix.join(manifest.name, subpath), { path, package: manifest.name });
    }
  }
  return names;
}

/** All arrows out of all files. */
export function readArrows(sources: Sources, publicNames: PublicNames, rules: ImportRules): Arrow[] {
  const arrows: Arrow[] = [];
  for (const [from, text] of sources) {
    for (const { specifier, line } of readImports(from, text)) {
      const target: Target = specifier === null ? { kind: 'unknown' } : resolve(specifier);
      arrows.push({ from, line, specifier, target, relative: specifier?.startsWith('.') ?? false });

      function resolve(name: string): Target {
        if (name.startsWith('.')) return fileTarget(posix.join(posix.dirname(from), name));
        const ours = publicNames.get(name);
        if (ours !== undefined) return { kind: 'file', ...ours };
        const packageName = packageOf(name);
        if (packageName in rules.packages) return { kind: 'unknown' };
        return isBuiltin(name) ? { kind: 'node', name } : { kind: 'package', name: packageName };
      }
    }
  }
  return arrows;

  function fileTarget(path: string): Target {
    for (const [name, { source }] of Object.entries(rules.packages)) {
      if (path.startsWith(`${posix.dirname(source)}/test/`)) return { kind: 'test-helper', package: name };
      const known = path.startsWith(`${source}/`) && (sources.has(path) || isNoCode(path));
      if (known) return { kind: 'file', path, package: name };
    }
    return { kind: 'unknown' };
  }
}

/** Data and style sheets, which import nothing. */
export function isNoCode(path: string): boolean {
  return path.endsWith('.json') || path.endsWith('.css');
}

function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** Groups of files that import each other in a circle, each group sorted (Tarjan 1972, doi 10.1137/0201010). */
export function cycles(arrows: readonly Arrow[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, target } of arrows) {
    if (target.kind === 'file') next.set(from, [...(next.get(from) ?? []), target.path]);
  }
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return found.toSorted();

  function visit(file: string): void {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    open.push(file);
    for (const target of next.get(file) ?? []) {
      if (!order.has(target)) visit(target);
      if (open.includes(target)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(target)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = open.splice(open.indexOf(file));
    const importsItself = next.get(file)?.includes(file) ?? false;
    if (group.length > 1 || importsItself) found.push(group.toSorted());
  }
}
