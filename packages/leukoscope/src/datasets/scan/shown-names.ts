import type { DataScan } from './data-scan.ts';
import { masked } from './mask.ts';

/** How names are shown: those that may tell who a person is are masked, wherever they stand. */
export interface ShownNames {
  /** A cell's id or another relative path. */
  readonly path: (id: string) => string;
  readonly patient: (name: string) => string;
  /** What stands in a field of an image file. */
  readonly value: (text: string) => string;
}

/** @param asTheyAre whether the user asked to see them */
export function shownNames({ names }: Pick<DataScan, 'names'>, asTheyAre: boolean): ShownNames {
  const plain = (text: string) => text;
  if (asTheyAre) return { path: plain, patient: plain, value: plain };
  const telling = new Set(names.flatMap((found) => found.names));
  const part = (name: string) => (telling.has(name) || telling.has(stemOf(name)) ? masked(name) : name);
  return { path: (id) => id.split('/').map(part).join('/'), patient: part, value: masked };
}

function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
