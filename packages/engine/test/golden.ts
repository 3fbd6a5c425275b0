import { readFileSync } from 'node:fs';

/** Values stored in `golden/<name>.json`; `golden/<name>.py` beside it made them. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as T;
}
