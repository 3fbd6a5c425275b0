import type { SizePx } from '../../images/resize.ts';

const SHORT = 3;
const LONG = 4;
const CHANNELS = 3;
const ENTRY_BYTES = 12;
const DIRECTORY_START = 8;

/**
 * All of an uncompressed 8-bit RGB TIFF file that stands before its pixels, which follow row by row, red, green, blue.
 * TIFF 6.0, little-endian, one strip.
 */
export function rgbTiffHead({ widthPx, heightPx }: SizePx): Uint8Array {
  const entries: (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, LONG, 1, widthPx],
    [257, LONG, 1, heightPx],
    [258, SHORT, CHANNELS, 0], // bits of each channel: they do not fit in here, and stand behind the directory
    [259, SHORT, 1, 1], // not compressed
    [262, SHORT, 1, 2], // RGB
    [273, LONG, 1, 0], // where the pixels start
    [277, SHORT, 1, CHANNELS],
    [278, LONG, 1, heightPx],
    [279, LONG, 1, widthPx * heightPx * CHANNELS],
    [284, SHORT, 1, 1], // channels side by side
  ];
  const bitsStart = DIRECTORY_START + 2 + entries.length * ENTRY_BYTES + 4;
  const pixelStart = bitsStart + CHANNELS * 2;
  const outside: Readonly<Record<number, number>> = { 258: bitsStart, 273: pixelStart };

  const head = new Uint8Array(pixelStart);
  const view = new DataView(head.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, DIRECTORY_START, true);
  view.setUint16(DIRECTORY_START, entries.length, true);
  entries.forEach(([tag, type, count, value], at) => {
    const entry = DIRECTORY_START + 2 + at * ENTRY_BYTES;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, count, true);
    view.setUint32(entry + 8, outside[tag] ?? value, true);
  });
  for (let channel = 0; channel < CHANNELS; channel++) view.setUint16(bitsStart + channel * 2, 8, true);
  return head;
}
