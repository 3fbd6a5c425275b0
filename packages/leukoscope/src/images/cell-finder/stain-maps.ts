import type { BoxPx } from '../resize.ts';
import { type Density, UNIT } from './density.ts';
import { emptyMask, type Mask } from './mask.ts';

/** What a red cell's density in red and green is, for each unit of density in blue. */
export interface RedCellColour {
  readonly red: number;
  readonly green: number;
}

/** Medians over the pictures of three laboratories, for a picture without red cells. */
const USUAL: RedCellColour = { red: 1.1, green: 1.7 };

/** Densities that a red cell's pixels have; nuclei and blue cytoplasm are denser in red than in blue. */
const RED_CELL = { leastTotal: 0.35 * UNIT, mostTotal: 2.6 * UNIT, mostBlueness: 0.1 * UNIT, leastBlueShare: 0.15 };
const LEAST_SHARE_OF_RED_CELLS = 0.01;

/** The colour of this picture's own red cells, which differs between laboratories and smears. */
export function redCellColour(density: Density): RedCellColour {
  const sums = { pixels: 0, red: 0, green: 0, blue: 0 };
  for (let at = 0; at < density.red.length; at++) {
    const [red, green, blue] = [density.red[at]!, density.green[at]!, density.blue[at]!];
    const total = red + green + blue;
    if (total < RED_CELL.leastTotal || total > RED_CELL.mostTotal) continue;
    if (red < 0 || red - blue > RED_CELL.mostBlueness || blue < RED_CELL.leastBlueShare * total) continue;
    sums.pixels++;
    sums.red += red;
    sums.green += green;
    sums.blue += blue;
  }
  if (sums.pixels < LEAST_SHARE_OF_RED_CELLS * density.red.length) return USUAL;
  return { red: sums.red / sums.blue, green: sums.green / sums.blue };
}

/** Density in red that no single red cell reaches: nuclei so dark that their colour is lost. */
const BLACK = 1.2 * UNIT;
/** The least that makes a pixel part of a nucleated cell; on red cells the deviation is about 0.04. */
const LEAST_FOREIGN = 0.075 * UNIT;
const LEAST_TOTAL = 0.12 * UNIT;

/**
 * Density in red and green beyond what a red cell of the same density in blue has: the dyes of nucleus and cytoplasm
 * take little blue light, haemoglobin takes much. About 0 on glass and on red cells of any thickness.
 */
export function foreignAt({ red, green, blue }: Density, at: number, colour: RedCellColour): number {
  return red[at]! > BLACK ? 2 * BLACK : red[at]! + green[at]! - (colour.red + colour.green) * blue[at]!;
}

/** Pixels that are neither glass nor red cell. */
export function stainedMask(density: Density, colour: RedCellColour): Mask {
  const mask = emptyMask(density);
  const { red, green, blue } = density;
  for (let at = 0; at < mask.data.length; at++) {
    const isDense = red[at]! + green[at]! + blue[at]! > LEAST_TOTAL;
    mask.data[at] = Number(isDense && foreignAt(density, at, colour) > LEAST_FOREIGN);
  }
  return mask;
}

/** Half the range of {@link chromatinIn} lies above this density. */
const HALF = 1.5 * UNIT;
const RANGE = 1024;

/**
 * How much each pixel in a part of the picture looks like chromatin, 0 to 1024: density in red and green, and once
 * more what makes blue of it. Compressed at the dense end, so that texture within nuclei weighs less than the step from
 * cytoplasm to nucleus.
 *
 * @returns `[box.heightPx, box.widthPx]`
 */
export function chromatinIn(density: Density, box: BoxPx, colour: RedCellColour): Int16Array {
  const chromatin = new Int16Array(box.widthPx * box.heightPx);
  for (let y = 0, to = 0; y < box.heightPx; y++) {
    let at = (box.topPx + y) * density.widthPx + box.leftPx;
    for (let x = 0; x < box.widthPx; x++, at++, to++) {
      const blueness = density.red[at]! - colour.red * density.blue[at]!;
      const sum = Math.max(0, density.red[at]! + density.green[at]! + 2 * Math.max(0, blueness));
      chromatin[to] = (RANGE * sum) / (sum + HALF);
    }
  }
  return chromatin;
}
