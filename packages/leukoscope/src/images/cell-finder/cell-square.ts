import type { BoxPx, SizePx } from '../resize.ts';

/** Side of the square that a cell fills, with `margin` of the longer side of its box left on either side; in pixels. */
export function filledSide(cell: BoxPx, margin: number): number {
  return Math.max(cell.widthPx, cell.heightPx) * (1 + 2 * margin);
}

/**
 * The square of whole pixels around a cell. One that would leave the picture is moved inside, and made as small as the
 * picture's shorter side if need be: a border is never invented. Of an odd rest one pixel more lies at the right or the
 * bottom.
 *
 * @param sidePx wanted side; rounded
 */
export function squareAround(cell: BoxPx, picture: SizePx, sidePx: number): BoxPx {
  const side = Math.max(1, Math.min(picture.widthPx, picture.heightPx, Math.round(sidePx)));
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
