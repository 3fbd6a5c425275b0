import { resolve } from 'node:path';
import { defaultStoreFolder } from '../store/store-folder.ts';
import type { CommandContext } from './command-context.ts';

/** The data folder that a command works on. */
export function dataFolderOf(given: string | undefined, { cwd, env }: CommandContext): string {
  return given === undefined ? defaultStoreFolder(env) : resolve(cwd, given);
}
