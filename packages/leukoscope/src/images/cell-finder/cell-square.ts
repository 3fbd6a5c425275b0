import type { BoxPx, SizePx } from '../resize.ts';

/**
 * The square that a cell fills: its side is the longer one of the cell's box and `margin` of that on either side. A
 * square that would leave the picture is moved inside, and made as small as the picture's shorter side if need be: a
 * border is never invented. Of an odd rest one pixel more lies at the right or the bottom.
 */
export function squareAround(cell: BoxPx, picture: SizePx, margin: number): BoxPx {
  const longer = Math.max(cell.widthPx, cell.heightPx);
  const side = Math.min(picture.widthPx, picture.heightPx, Math.round(longer * (1 + 2 * margin)));
  return {
    leftPx: placed(cell.leftPx, cell.widthPx, { side, within: picture.widthPx }),
    topPx: placed(cell.topPx, cell.heightPx, { side, within: picture.heightPx }),
    widthPx: side,
    heightPx: side,
  };
}

function placed(start: number, length: number, { side, within }: { side: number; within: number }): number {
  return Math.max(0, Math.min(within - side, Math.floor(start + (length - side) / 2)));
}
