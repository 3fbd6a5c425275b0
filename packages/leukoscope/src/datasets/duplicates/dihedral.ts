/** The eight ways in which a square picture covers itself: quarter turns to the right, and mirrored ones. */
export const DIHEDRAL = [
  'identity',
  'turn-90',
  'turn-180',
  'turn-270',
  /** Left and right exchanged. */
  'mirror-x',
  /** Top and bottom exchanged. */
  'mirror-y',
  /** Rows and columns exchanged. */
  'transpose',
  'anti-transpose',
] as const;
export type Dihedral = (typeof DIHEDRAL)[number];

/** Where the pixel that is seen at (x, y) after the transformation stood before, in a square whose last index is `last`. */
const SOURCES: Readonly<Record<Dihedral, (x: number, y: number, last: number) => readonly [x: number, y: number]>> = {
  identity: (x, y) => [x, y],
  'turn-90': (x, y, last) => [y, last - x],
  'turn-180': (x, y, last) => [last - x, last - y],
  'turn-270': (x, y, last) => [last - y, x],
  'mirror-x': (x, y, last) => [last - x, y],
  'mirror-y': (x, y, last) => [x, last - y],
  transpose: (x, y) => [y, x],
  'anti-transpose': (x, y, last) => [last - y, last - x],
};

/** @returns for each pixel of the transformed square, row by row, the index of the pixel that it shows */
export function dihedralIndex(transform: Dihedral, sidePx: number): Uint32Array {
  return Uint32Array.from({ length: sidePx * sidePx }, (_, at) => {
    const [x, y] = SOURCES[transform](at % sidePx, Math.floor(at / sidePx), sidePx - 1);
    return y * sidePx + x;
  });
}
