import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The absolute paths of the images that a folder's manifest.csv names, in its order. No field may be quoted. */
export function readManifestPaths(folder: string): string[] {
  const text = readFileSync(join(folder, 'manifest.csv'), 'utf8');
  if (text.includes('"'))
    throw new Error(`${folder}/manifest.csv: got a quoted field, which this benchmark cannot read`);
  const [header, ...rows] = text.trimEnd().split(/\r?\n/);
  const column = header!.split(',').indexOf('path');
  return rows.map((row) => join(folder, row.split(',')[column]!));
}
