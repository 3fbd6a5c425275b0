import { randomStream } from '@leukoscope/engine';
import type { Raster } from '../../raster.ts';
import type { Mask } from '../mask.ts';

/** A disc; lengths are shares of the picture's side, from its top left corner. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface DrawnCell {
  readonly cytoplasm: Disc;
  /** Lobes, in any number. */
  readonly nucleus: readonly Disc[];
}

export interface Smear {
  readonly sidePx: number;
  readonly cells: readonly DrawnCell[];
  readonly redCells: readonly Disc[];
  /** Multiplies all light; 1 unless given. */
  readonly brightness?: number;
}

const COLOURS = {
  glass: [253, 228, 202],
  redCell: [178, 128, 140],
  pallor: [215, 180, 170],
  cytoplasm: [170, 165, 200],
  nucleus: [95, 50, 130],
} as const;
/** Levels; of the camera's noise, and of the texture of chromatin. */
const NOISE = { camera: 4, chromatin: 24 };
/** Each pixel is the mean of so many by so many points. */
const POINTS = 3;

/** A picture whose cells are known: what is drawn last covers what was drawn before. */
export function drawSmear({ sidePx, cells, redCells, brightness = 1 }: Smear): Raster {
  const random = randomStream('smear', sidePx);
  const data = new Uint8Array(sidePx * sidePx * 3);
  const colourAt = (x: number, y: number): readonly number[] => {
    if (cells.some(({ nucleus }) => nucleus.some((lobe) => isIn(lobe, x, y)))) return COLOURS.nucleus;
    if (cells.some(({ cytoplasm }) => isIn(cytoplasm, x, y))) return COLOURS.cytoplasm;
    const redCell = redCells.find((disc) => isIn(disc, x, y));
    if (redCell === undefined) return COLOURS.glass;
    return isIn({ ...redCell, radius: redCell.radius * 0.4 }, x, y) ? COLOURS.pallor : COLOURS.redCell;
  };
  for (let at = 0; at < sidePx * sidePx; at++) {
    const sums = [0, 0, 0];
    let chromatin = 0;
    forPoints(at, sidePx, (x, y) => {
      const colour = colourAt(x, y);
      chromatin += Number(colour === COLOURS.nucleus);
      colour.forEach((level, channel) => {
        sums[channel]! += level;
      });
    });
    const points = POINTS * POINTS;
    const texture = (chromatin / points) * NOISE.chromatin * (random() - 0.5);
    for (let channel = 0; channel < 3; channel++) {
      const light = (sums[channel]! / points + texture) * brightness + NOISE.camera * (random() - 0.5);
      data[3 * at + channel] = Math.max(0, Math.min(255, Math.round(light)));
    }
  }
  return { widthPx: sidePx, heightPx: sidePx, data };
}

/** The pixels of which at least half lies in one of the discs. */
export function maskOfDiscs(sidePx: number, discs: readonly Disc[]): Mask {
  const data = new Uint8Array(sidePx * sidePx);
  for (let at = 0; at < data.length; at++) {
    let inside = 0;
    forPoints(at, sidePx, (x, y) => {
      inside += Number(discs.some((disc) => isIn(disc, x, y)));
    });
    data[at] = Number(2 * inside > POINTS * POINTS);
  }
  return { widthPx: sidePx, heightPx: sidePx, data };
}

/** Share of the pixels of either that both have. */
export function overlap(a: Mask, b: Mask): number {
  let [both, either] = [0, 0];
  for (let at = 0; at < a.data.length; at++) {
    both += a.data[at]! & b.data[at]!;
    either += a.data[at]! | b.data[at]!;
  }
  return both / either;
}

function isIn(disc: Disc, x: number, y: number): boolean {
  return (x - disc.x) ** 2 + (y - disc.y) ** 2 < disc.radius ** 2;
}

function forPoints(at: number, sidePx: number, use: (x: number, y: number) => void): void {
  for (let point = 0; point < POINTS * POINTS; point++) {
    const x = (at % sidePx) + ((point % POINTS) + 0.5) / POINTS;
    const y = Math.floor(at / sidePx) + (Math.floor(point / POINTS) + 0.5) / POINTS;
    use(x / sidePx, y / sidePx);
  }
}
