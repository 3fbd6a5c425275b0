/** An 8-bit RGB picture in memory, browser-safe: no file, no colour profile, no orientation. */
export interface Raster {
  readonly widthPx: number;
  readonly heightPx: number;
  /** `[heightPx, widthPx, 3]`, row by row, red first, values 0..255. */
  readonly data: Uint8Array;
}

/** @throws RangeError if the sizes are not positive integers or do not fit the data. */
export function assertRaster(raster: Raster): void {
  const { widthPx, heightPx, data } = raster;
  if (!Number.isInteger(widthPx) || !Number.isInteger(heightPx) || widthPx < 1 || heightPx < 1) {
    throw new RangeError(`raster: got ${widthPx} x ${heightPx} px, expected positive integers`);
  }
  if (data.length !== widthPx * heightPx * 3) {
    throw new RangeError(
      `raster.data: got ${data.length} bytes, expected ${widthPx * heightPx * 3} (${heightPx} x ${widthPx} x 3)`,
    );
  }
}
