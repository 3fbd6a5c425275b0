/**
 * Completes package-lock.json after `npm install`: npm leaves out an optional, platform-specific package whose registry
 * it cannot reach, and `npm ci` then refuses the file, here and on every other platform. Each missing package is entered
 * with the version its parent asks for and the platform its name gives, so that only that platform fetches it. Then
 * writes the list of software parts that model cards show: an installed package has no lock file to read it from.
 *
 * Usage: npm run lockfile
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The part of a package-lock.json entry that this script and its test read or write. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly license?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export type LockedPackages = Readonly<Record<string, LockedPackage>>;

const OPERATING_SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Reads the platform off a package's name, as in `@scope/binding-linux-x64-musl`. @throws Error if it names none. */
export function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = posix.basename(name).split('-');
  const os = words.find((word) => OPERATING_SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (os === undefined || cpu === undefined) {
    throw new Error(`${name} is missing from package-lock.json and its name gives no platform; add it by hand`);
  }
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return { cpu: [cpu], ...(libc === undefined ? {} : { libc: [libc] }), os: [os] };
}

/** The optional packages that the lock file asks for and does not hold, by the place where npm would put them. */
export function missingPackages(packages: LockedPackages): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {};
  for (const [place, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    const folder = place.slice(0, place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (`${folder}${name}` in packages || `${place}/node_modules/${name}` in packages) continue;
      missing[`${folder}${name}`] = { version, ...(dev ? { dev } : {}), optional: true, ...platformOf(name) };
    }
  }
  return missing;
}

/** Where the list of software parts is written. */
export const PARTS_FILE = 'packages/leukoscope/src/reports/model-page/generated/software-parts.ts';

/** Name, version, licence and whether only some platforms have it, of all that users of the packages get from others. */
export type LockedPart = readonly [name: string, version: string, licence: string | null, platform: boolean];

export function softwareParts(packages: LockedPackages): LockedPart[] {
  const parts = Object.entries(packages).flatMap(([place, { version, license, dev, link, os }]): LockedPart[] => {
    const [, name] = /.*node_modules\/(.+)$/.exec(place) ?? [];
    if (name === undefined || version === undefined || dev || link) return [];
    return [[name, version, license ?? null, os !== undefined]];
  });
  return [...new Map(parts.map((part) => [part.join(' '), part])).values()];
}

/** The source file of that list. */
export function partsSource(packages: LockedPackages): string {
  const rows = softwareParts(packages).map((part) => `  ${JSON.stringify(part)},\n`);
  return `/** Written by \`npm run lockfile\` from package-lock.json: name, version, licence, whether only some platforms have it. */
export const SOFTWARE_PARTS: readonly (readonly [string, string, string | null, boolean])[] = [
${rows.join('')}];
`;
}

if (import.meta.main) {
  const file = 'package-lock.json';
  const lock: { packages: LockedPackages } = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingPackages(lock.packages);
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  writeFileSync(PARTS_FILE, partsSource(lock.packages));
  console.log(`${file}: ${Object.keys(missing).length} packages of other platforms added`);
}
