import type { FeatureMatrix } from '../../heads/feature-matrix.ts';
import type { FileTraits } from './file-traits.ts';

/** Traits that a program or a camera decides, and the cell in the picture does not. */
export const FILE_TRAITS = [
  'format',
  'widthPx',
  'heightPx',
  'pngColourType',
  'brightnessTable',
  'colourTable',
  'sampling',
  'progressive',
  'device',
] as const;
export type FileTrait = (typeof FILE_TRAITS)[number];

const VALUE_OF: Readonly<Record<FileTrait, (traits: FileTraits) => number | string>> = {
  format: ({ format }) => format,
  widthPx: ({ widthPx }) => widthPx,
  heightPx: ({ heightPx }) => heightPx,
  pngColourType: ({ pngColourType }) => pngColourType,
  brightnessTable: ({ jpeg }) => jpeg?.brightnessTable ?? -1,
  colourTable: ({ jpeg }) => jpeg?.colourTable ?? -1,
  sampling: ({ jpeg }) => (jpeg === null ? -1 : jpeg.sampling),
  progressive: ({ jpeg }) => Number(jpeg?.isProgressive ?? -1),
  device: ({ device }) => device,
};

/** Words are numbered by how often they occur: trees need an order, and any will do. */
export function fileFeatures(files: readonly FileTraits[]): FeatureMatrix {
  const columns = FILE_TRAITS.length;
  const values = new Float64Array(files.length * columns);
  for (const [column, trait] of FILE_TRAITS.entries()) {
    const own = files.map(VALUE_OF[trait]);
    const numbers = numbersOf(own);
    own.forEach((value, row) => {
      values[row * columns + column] = typeof value === 'number' ? value : numbers.get(value)!;
    });
  }
  return { rows: files.length, columns, values };
}

/** How large the file is: what it shows decides that too, since noise and detail take room. */
export function sizeFeatures(files: readonly FileTraits[]): FeatureMatrix {
  return { rows: files.length, columns: 1, values: Float64Array.from(files, ({ bytes }) => bytes) };
}

/** Traits in which files differ at all; a page names them. */
export function varyingTraits(files: readonly FileTraits[]): FileTrait[] {
  return FILE_TRAITS.filter((trait) => new Set(files.map(VALUE_OF[trait])).size > 1);
}

function numbersOf(values: readonly (number | string)[]): ReadonlyMap<number | string, number> {
  const words = values.filter((value) => typeof value === 'string');
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const order = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return new Map(order.map(([word], number) => [word, number]));
}
