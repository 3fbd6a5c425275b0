import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where decoded images and unpacked data sets are kept between runs: `LEUKOSCOPE_CACHE`, else in the user's cache folder. */
export function cacheFolderOf(env: NodeJS.ProcessEnv): string {
  return env.LEUKOSCOPE_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'leukoscope');
}
