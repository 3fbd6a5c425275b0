/** Pictures that show no cell, drawn or made of a cell's picture: what a model must not call. */
import { randomStream } from '@leukoscope/engine';
import type { Raster } from '../../packages/leukoscope/src/images/raster.ts';
import { resizeBilinear } from '../../packages/leukoscope/src/images/resize.ts';

type Random = () => number;
/** One kind: a picture from a cell's picture, which most do not look at. */
type Make = (cell: Raster, random: Random) => Raster;

const SIDE_PX = 128;

function drawn(colourAt: (x: number, y: number) => readonly number[], sidePx = SIDE_PX): Raster {
  const data = new Uint8ClampedArray(3 * sidePx * sidePx);
  for (let at = 0; at < sidePx * sidePx; at++) {
    data.set(colourAt((at % sidePx) / sidePx, Math.floor(at / sidePx) / sidePx), 3 * at);
  }
  return { widthPx: sidePx, heightPx: sidePx, data: new Uint8Array(data) };
}

const colour = (random: Random) => [0, 1, 2].map(() => Math.floor(256 * random()));
const changed = ({ data, ...size }: Raster, change: (rgb: Uint8Array) => readonly number[]): Raster => {
  const result = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 3) result.set(change(data.subarray(at, at + 3)), at);
  return { ...size, data: new Uint8Array(result) };
};
const part = ({ widthPx, data }: Raster, left: number, top: number, sidePx: number): Raster => {
  const cut = new Uint8Array(3 * sidePx * sidePx);
  for (let row = 0; row < sidePx; row++) {
    const from = 3 * ((top + row) * widthPx + left);
    cut.set(data.subarray(from, from + 3 * sidePx), 3 * row * sidePx);
  }
  return { widthPx: sidePx, heightPx: sidePx, data: cut };
};

/** Glyphs of 5 x 7 dots at random, in lines, as text looks from afar. */
function text(random: Random): Raster {
  const [paper, ink] = [
    [235, 235, 230],
    [30, 30, 40],
  ];
  const dots = Array.from({ length: 10 * 8 * 35 }, () => random() < 0.45);
  const isBlank = Array.from({ length: 80 }, () => random() < 0.15);
  return drawn((x, y) => {
    const [column, row] = [Math.floor(x * 64), Math.floor(y * 80)];
    const glyph = Math.floor(row / 10) * 8 + Math.floor(column / 8);
    const [inX, inY] = [column % 8, row % 10];
    if (inX >= 5 || inY >= 7 || isBlank[glyph]) return paper;
    return dots[glyph * 35 + inY * 5 + inX] ? ink : paper;
  });
}

/** Sums of ever finer noise, each half as strong: the statistics of landscapes. */
function cloud(random: Random): Raster {
  let sum = new Float64Array(3 * SIDE_PX * SIDE_PX).fill(128);
  for (let cells = 2, strength = 90; cells <= 64; cells *= 2, strength /= 2) {
    const coarse = {
      widthPx: cells,
      heightPx: cells,
      data: Uint8Array.from({ length: 3 * cells * cells }, () => 256 * random()),
    };
    const { data } = resizeBilinear(coarse, { widthPx: SIDE_PX, heightPx: SIDE_PX });
    sum = sum.map((value, at) => value + (strength * (data[at]! - 128)) / 128);
  }
  return { widthPx: SIDE_PX, heightPx: SIDE_PX, data: new Uint8Array(Uint8ClampedArray.from(sum)) };
}

function stripes(random: Random): Raster {
  const [first, second, turn, width] = [colour(random), colour(random), 2 * Math.PI * random(), 0.02 + 0.13 * random()];
  return drawn((x, y) => {
    const across = Math.floor((x * Math.cos(turn) + y * Math.sin(turn)) / width);
    return Math.abs(across) % 2 === 0 ? first : second;
  });
}

function mosaic(random: Random): Raster {
  const tiles = Array.from({ length: 12 }, () => ({ x: random(), y: random(), colour: colour(random) }));
  return drawn((x, y) => {
    const distance = (tile: (typeof tiles)[number]) => Math.hypot(tile.x - x, tile.y - y);
    return tiles.reduce((best, tile) => (distance(tile) < distance(best) ? tile : best)).colour;
  });
}

function gradient(random: Random): Raster {
  const [from, to, turn] = [colour(random), colour(random), 2 * Math.PI * random()];
  return drawn((x, y) => {
    const share = 0.5 + ((x - 0.5) * Math.cos(turn) + (y - 0.5) * Math.sin(turn)) / Math.SQRT2;
    return from.map((value, channel) => value + share * (to[channel]! - value));
  });
}

/** The picture's sixteenths in another order. */
function scrambled(cell: Raster, random: Random): Raster {
  const side = Math.floor(cell.widthPx / 4);
  const order = Array.from({ length: 16 }, (_, at) => ({ at, key: random() })).sort((a, b) => a.key - b.key);
  const data = new Uint8Array(3 * (4 * side) ** 2);
  order.forEach(({ at: from }, to) => {
    const tile = part(cell, (from % 4) * side, Math.floor(from / 4) * side, side);
    for (let row = 0; row < side; row++) {
      const start = 3 * ((Math.floor(to / 4) * side + row) * 4 * side + (to % 4) * side);
      data.set(tile.data.subarray(3 * row * side, 3 * (row + 1) * side), start);
    }
  });
  return { widthPx: 4 * side, heightPx: 4 * side, data };
}

function blurred(cell: Raster): Raster {
  const side = Math.floor(cell.widthPx / 4);
  const coarse = drawn((x, y) => {
    const { data } = part(cell, Math.floor(4 * x) * side, Math.floor(4 * y) * side, side);
    return [0, 1, 2].map((channel) => mean(data.filter((_, at) => at % 3 === channel)));
  }, 4);
  return resizeBilinear(coarse, { widthPx: cell.widthPx, heightPx: cell.heightPx });
}

const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** In the order of the table. */
export const NON_CELLS: Readonly<Record<string, Make>> = {
  'plain colour': (_, random) => {
    const plain = colour(random);
    return drawn(() => plain);
  },
  'colour gradient': (_, random) => gradient(random),
  noise: (_, random) => drawn(() => colour(random)),
  stripes: (_, random) => stripes(random),
  mosaic: (_, random) => mosaic(random),
  text: (_, random) => text(random),
  'cloud (noise of all sizes)': (_, random) => cloud(random),
  "a cell's picture, channels exchanged": (cell) => changed(cell, ([r, g, b]) => [g!, b!, r!]),
  "a cell's picture, negative": (cell) => changed(cell, (rgb) => Array.from(rgb, (value) => 255 - value)),
  "a cell's picture, grey": (cell) => changed(cell, (rgb) => [0, 1, 2].map(() => mean(rgb))),
  "a cell's picture, blurred to 4 x 4 places": (cell) => blurred(cell),
  "the corner of a cell's picture, magnified": (cell) =>
    resizeBilinear(part(cell, 0, 0, Math.floor(cell.widthPx / 3)), { widthPx: cell.widthPx, heightPx: cell.heightPx }),
  "a cell's picture, its sixteenths in another order": scrambled,
};

/** The same pictures for the same seed and cells. */
export function nonCells(kind: string, cells: readonly Raster[], seed: number): Raster[] {
  const random = randomStream(seed, 'non-cells', kind);
  return cells.map((cell) => NON_CELLS[kind]!(cell, random));
}
