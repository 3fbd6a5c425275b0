import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loseAsJpeg } from './jpeg-loss.ts';

const SIDE = 48;

/** As golden/jpeg.py draws it. */
function picture(): Uint8Array {
  return Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => {
    const channel = at % 3;
    const [row, column] = [Math.floor(at / (3 * SIDE)), Math.floor(at / 3) % SIDE];
    const coarse = (row * 7 + column * 3 + ((row * column) % 11) * 4 + channel * 40) % 256;
    const inDisc = (row - 24) ** 2 + (column - 20) ** 2 < 150;
    const smooth = inDisc ? 60 + channel * 40 : 180 + channel * 20 + Math.floor(row / 4);
    return Math.floor(0.85 * smooth + 0.15 * coarse);
  });
}

function greys(data: Uint8Array): number[] {
  return Array.from(
    { length: data.length / 3 },
    (_, at) => 0.299 * data[3 * at]! + 0.587 * data[3 * at + 1]! + 0.114 * data[3 * at + 2]!,
  );
}

function rmsLoss(quality: number): number {
  const data = picture();
  loseAsJpeg(data, SIDE, quality);
  const before = greys(picture());
  const squares = greys(data).map((grey, at) => (grey - before[at]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

describe('loseAsJpeg', () => {
  const golden: { losses: { quality: number; rms: number }[] } = JSON.parse(
    readFileSync(join(import.meta.dirname, 'golden/jpeg.json'), 'utf8'),
  );

  it.each(golden.losses)('loses as much of the brightness as Pillow does at quality $quality', ({ quality, rms }) => {
    expect(rmsLoss(quality) / rms).toBeGreaterThan(0.93);
    expect(rmsLoss(quality) / rms).toBeLessThan(1.07);
  });

  it.each([16, 17, 20])('leaves an even picture of %i px even, whole blocks or not', (side) => {
    const data = new Uint8Array(side * side * 3).fill(200);
    loseAsJpeg(data, side, 75);
    expect(Math.max(...data) - Math.min(...data)).toBeLessThanOrEqual(1);
    expect(Math.abs(data[0]! - 200)).toBeLessThanOrEqual(2);
  });
});
