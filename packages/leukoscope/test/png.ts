import { crc32, deflateSync } from 'node:zlib';

/** An 8-bit RGB picture as a PNG file, written by hand so that no decoder of ours has a part in it. */
export function png(widthPx: number, heightPx: number, rgb: Uint8Array): Buffer {
  const rows = Buffer.alloc(heightPx * (1 + 3 * widthPx));
  for (let row = 0; row < heightPx; row++) {
    rows.set(rgb.subarray(row * 3 * widthPx, (row + 1) * 3 * widthPx), row * (1 + 3 * widthPx) + 1);
  }
  return pngOf(header(widthPx, heightPx), rows);
}

function pngOf(head: Buffer, rows: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A small PNG whose header claims a size that it has no pixels for. */
export function pngOfClaimedSize(widthPx: number, heightPx: number): Buffer {
  return pngOf(header(widthPx, heightPx), Buffer.alloc(0));
}

/** The same picture, declared to be the first of two of an animation. */
export function animated(picture: Buffer): Buffer {
  const afterHeader = 8 + 25;
  const control = chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])); // two pictures, for ever
  return Buffer.concat([picture.subarray(0, afterHeader), control, picture.subarray(afterHeader)]);
}

function header(widthPx: number, heightPx: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(widthPx, 0);
  bytes.writeUInt32BE(heightPx, 4);
  bytes.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  return bytes;
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
