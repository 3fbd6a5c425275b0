/** An 8-bit RGB picture in memory, browser-safe: no file, no colour profile, no orientation. */
export interface Raster {
  readonly widthPx: number;
  readonly heightPx: number;
  /** `[heightPx, widthPx, 3]`, row by row, red first, values 0..255. */
  readonly data: Uint8Array;
}
