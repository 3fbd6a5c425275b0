import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** Whether a small disk can be mounted: root, in a container that lets it. */
export const canMount: boolean = isRoot() && works('unshare', '--mount', 'true');

/** Whether a program can be run as the user nobody. */
export const canBeNobody: boolean = isRoot() && works('setpriv', '--version');

/** The path of a new, empty disk of its own that holds so many KiB; gone when the running test ends. */
export function smallDisk(kibibytes: number): string {
  const disk = temporaryFolder();
  tool('mount', '-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', disk);
  onTestFinished(() => tool('umount', disk));
  return disk;
}

/** Makes room on a small disk, as someone does who deletes files. */
export function growDisk(disk: string, kibibytes: number): void {
  tool('mount', '-o', `remount,size=${kibibytes}k`, disk);
}

/** A new folder that everybody may read and only its owner may write. */
export function readableFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}

/** Runs this Node as the user nobody, without any capability. */
export function nodeAsNobody(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const nobody = ['--reuid=nobody', '--regid=nogroup', '--clear-groups', '--inh-caps=-all'];
  const setpriv = 'setpriv';
  return spawnSync(setpriv, [...nobody, process.execPath, ...args], { encoding: 'utf8', cwd: '/', env });
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function works(name: string, ...args: string[]): boolean {
  return spawnSync(name, args).status === 0;
}

function tool(name: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
}
