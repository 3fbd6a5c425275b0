import { type Arrow, cycles, isNoCode, type Sources } from './import-graph.ts';
import type { ImportRules, PackageRules } from './rules.ts';

interface Place {
  readonly package: string;
  readonly rules: PackageRules;
  /** Below the package's source folder. */
  readonly path: string;
  /** First folder below the source folder; '' for a file that lies directly in it. */
  readonly folder: string;
}

/** One sentence for each breach of the rules, in the order of the files. */
export function violations(sources: Sources, arrows: readonly Arrow[], rules: ImportRules): string[] {
  return [
    ...[...sources.keys()].flatMap((path) => misplaced(path, rules)),
    ...arrows.flatMap((arrow) =>
      [lost, crossPackage, layered, closed, helper, oneFileOnly, browserSafe]
        .map((check) => check(arrow, rules))
        .filter((text) => text !== null)
        .map((text) => `${arrow.from}:${arrow.line} imports ${arrow.specifier}: ${text}`),
    ),
    ...cycles(arrows).map((files) => `these files import each other in a circle: ${files.join(', ')}`),
  ];
}

function placeOf(file: string, rules: ImportRules): Place | null {
  for (const [name, packageRules] of Object.entries(rules.packages)) {
    if (!file.startsWith(`${packageRules.source}/`)) continue;
    const path = file.slice(packageRules.source.length + 1);
    return { package: name, rules: packageRules, path, folder: path.includes('/') ? path.split('/')[0]! : '' };
  }
  return null;
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}

function rowOf({ rules, folder }: Place): number {
  return rules.layers?.findIndex((row) => row.includes(folder)) ?? -1;
}

function isBrowserSafe(file: string, rules: ImportRules): boolean {
  const place = placeOf(file, rules);
  if (place === null || file.endsWith(rules.nodeOnlySuffix) || place.rules.nodeOnly.includes(place.path)) return false;
  return place.rules.browserSafe.some((prefix) => place.path.startsWith(prefix));
}

function misplaced(file: string, rules: ImportRules): string[] {
  const place = placeOf(file, rules);
  if (place === null) return [`${file}: its package is not in the list of packages`];
  if (place.rules.layers === null || rowOf(place) >= 0) return [];
  if (place.folder === '' && place.rules.entryFiles.includes(place.path.replace('.test.ts', '.ts'))) return [];
  return [`${file}: ${place.folder === '' ? 'the file' : `the folder ${place.folder}/`} is not in the list`];
}

function lost({ target, specifier }: Arrow): string | null {
  if (target.kind !== 'unknown') return null;
  return specifier === null ? 'the name is computed, so nothing can be said of it' : 'there is no such file or name';
}

function crossPackage({ from, target, relative }: Arrow, rules: ImportRules): string | null {
  const place = placeOf(from, rules);
  if (place === null || !('package' in target)) return null;
  if (target.package === place.package) return relative ? null : 'a package does not import itself by name';
  if (relative) return 'another package is imported by its name';
  return place.rules.mayImport.includes(target.package) ? null : `${place.package} may not import ${target.package}`;
}

function layered({ from, target }: Arrow, rules: ImportRules): string | null {
  const place = placeOf(from, rules);
  const aim = target.kind === 'file' ? placeOf(target.path, rules) : null;
  if (place === null || aim === null || place.package !== aim.package || place.rules.layers === null) return null;
  if (place.folder === '' || place.folder === aim.folder) return null;
  const row = rowOf(place);
  if (aim.folder !== '' && rowOf(aim) < row) return null;
  const allowed = place.rules.layers.slice(0, Math.max(row, 0)).flat();
  return `${place.folder} may import only ${allowed.join(', ') || 'nothing'}`;
}

function closed({ from, target }: Arrow, rules: ImportRules): string | null {
  const place = placeOf(from, rules);
  if (place === null || isTest(from) || !place.rules.closedFolders.includes(place.folder)) return null;
  const inside = target.kind === 'file' && placeOf(target.path, rules)?.folder === place.folder;
  return inside ? null : `${place.folder} imports nothing`;
}

function helper({ from, target }: Arrow): string | null {
  return target.kind !== 'test-helper' || isTest(from) ? null : 'only tests may import what is there for tests';
}

function oneFileOnly({ from, target }: Arrow, rules: ImportRules): string | null {
  if (target.kind !== 'package' && target.kind !== 'node') return null;
  const only = rules.oneFileOnly[target.name];
  return only === undefined || only === from || isTest(from) ? null : `only ${only} may`;
}

function browserSafe({ from, target }: Arrow, rules: ImportRules): string | null {
  if (isTest(from) || !isBrowserSafe(from, rules)) return null;
  if (target.kind === 'node') return 'the file must run in a browser, so it may not use Node';
  if (target.kind === 'package' && !rules.browserSafePackages.includes(target.name)) {
    return `the file must run in a browser, and ${target.name} is not in the list of packages that do`;
  }
  const nodeFile = target.kind === 'file' && !isNoCode(target.path) && !isBrowserSafe(target.path, rules);
  return nodeFile ? 'the file must run in a browser, and this one does not' : null;
}
