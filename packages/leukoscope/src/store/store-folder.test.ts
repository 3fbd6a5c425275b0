import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultStoreFolder } from './store-folder.ts';

it.each([
  [{ XDG_DATA_HOME: '/data' }, '/data/leukoscope'],
  [{ XDG_DATA_HOME: '' }, join(homedir(), '.local', 'share', 'leukoscope')],
  [{}, join(homedir(), '.local', 'share', 'leukoscope')],
])('the data folder with %o is %s', (env, folder) => {
  expect(defaultStoreFolder(env)).toBe(folder);
});
