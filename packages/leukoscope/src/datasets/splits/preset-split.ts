import { type Cell, SPLIT_PARTS, type SplitPart } from '../../cells/cell.ts';
import type { Split } from '../split.ts';
import { sealSplit } from './split-hash.ts';

/**
 * The split that the data set itself prescribes (the manifest's column `split`), by image; `null` if it prescribes none.
 * Cells for which it says nothing are told by `assignParts`.
 */
export function presetSplitOf(cells: readonly Cell[]): Split | null {
  if (cells.every(({ presetSplit }) => presetSplit === null)) return null;
  const idsIn = (part: SplitPart) => cells.filter(({ presetSplit }) => presetSplit === part).map(({ id }) => id);
  const [train, validation, test] = SPLIT_PARTS.map(idsIn);
  return sealSplit({
    format: 'leukoscope-split',
    version: 1,
    by: 'image',
    seed: null,
    stratified: false,
    fractions: null,
    rest: null,
    parts: { train: train!, validation: validation!, test: test! },
  });
}
