import type { FoundCell } from './find-cell.ts';
import { areaOf, type Mask } from './mask.ts';

/** What can be measured of a cell that was found. Sizes are 0 to infinity; colours 0 to 255. */
export interface CellMeasures {
  readonly nucleusAreaUm2: number;
  /** Of the disc of the same area. */
  readonly nucleusDiameterUm: number;
  /** Of the disc of the same area. */
  readonly cellDiameterUm: number;
  /** Area of the nucleus over area of the cell, nucleus included: 0 to 1. */
  readonly nucleusShareOfCell: number;
  /** Mean red, green and blue. */
  readonly nucleusColour: readonly [number, number, number];
  /** The same outside the nucleus; `null` where nothing of the cell is. */
  readonly cytoplasmColour: readonly [number, number, number] | null;
  /** Standard deviation of green, in which chromatin stands out most, within the nucleus: how coarse the chromatin is. */
  readonly nucleusGreenDeviation: number;
}

/** @param micronsPerPixel of the picture that the cell was found in */
export function measureCell(found: FoundCell, micronsPerPixel: number): CellMeasures {
  const { nucleus, cell, looked, nucleusShareOfCell } = found;
  const nucleusDiameterUm = found.nucleusDiameterPx * micronsPerPixel;
  const cytoplasm: Mask = { ...cell, data: cell.data.map((inside, at) => inside & (1 - nucleus.data[at]!)) };
  const nucleusColour = meanColour(looked.data, nucleus)!;
  return {
    nucleusAreaUm2: (Math.PI / 4) * nucleusDiameterUm * nucleusDiameterUm,
    nucleusDiameterUm,
    cellDiameterUm: found.cellDiameterPx * micronsPerPixel,
    nucleusShareOfCell,
    nucleusColour,
    cytoplasmColour: meanColour(looked.data, cytoplasm),
    nucleusGreenDeviation: greenDeviation(looked.data, nucleus, nucleusColour[1]),
  };
}

function meanColour(rgb: Uint8Array, mask: Mask): [number, number, number] | null {
  const area = areaOf(mask);
  if (area === 0) return null;
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < mask.data.length; at++) {
    if (mask.data[at] === 0) continue;
    for (let channel = 0; channel < 3; channel++) sums[channel]! += rgb[3 * at + channel]!;
  }
  return [sums[0] / area, sums[1] / area, sums[2] / area];
}

function greenDeviation(rgb: Uint8Array, mask: Mask, mean: number): number {
  let sum = 0;
  for (let at = 0; at < mask.data.length; at++) {
    if (mask.data[at] === 1) sum += (rgb[3 * at + 1]! - mean) * (rgb[3 * at + 1]! - mean);
  }
  return Math.sqrt(sum / areaOf(mask));
}
