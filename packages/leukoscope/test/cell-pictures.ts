import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomStream } from '@leukoscope/engine';
import { png } from './png.ts';

const SIDE_PX = 32;

/**
 * A picture that a small network can learn to sort: a violet nucleus on a pink ground, small and dark in a typical cell,
 * large and pale in an atypical one, both with noise, no two alike.
 *
 * @param tint what another laboratory's light makes of red, green and blue: factors, 1 at most.
 */
export function cellPicture(
  group: 'typical' | 'atypical',
  index: number,
  tint: readonly [number, number, number] = [1, 1, 1],
): Buffer {
  const random = randomStream('cell picture', group, index);
  const [centreX, centreY] = [13 + 6 * random(), 13 + 6 * random()];
  const radius = (group === 'atypical' ? 10 : 6) + 2 * random();
  const nucleus = group === 'atypical' ? [150, 110, 190] : [90, 50, 150];
  const rgb = new Uint8Array(SIDE_PX * SIDE_PX * 3);
  for (let at = 0; at < SIDE_PX * SIDE_PX; at++) {
    const inside = Math.hypot((at % SIDE_PX) - centreX, Math.floor(at / SIDE_PX) - centreY) < radius;
    const colour = inside ? nucleus : [225, 190, 205];
    for (let channel = 0; channel < 3; channel++)
      rgb[3 * at + channel] = tint[channel]! * (colour[channel]! + 30 * random());
  }
  return png(SIDE_PX, SIDE_PX, rgb);
}

export interface PictureSet {
  readonly patients: number;
  /** Cells of each group for each patient. */
  readonly cellsEach: number;
  /** Of `cellPicture`. */
  readonly tint?: readonly [number, number, number];
  /** Number of the first picture, so that two sets share none. Default 0. */
  readonly firstPicture?: number;
  /** Default true; else nobody is named for the cells. */
  readonly named?: boolean;
}

/** Writes a data set with a manifest: patients P0, P1, … with as many typical (NGS) as atypical cells (MYO). */
export function writeCells(folder: string, set: PictureSet): string {
  const { patients, cellsEach, tint, firstPicture = 0, named = true } = set;
  const rows = ['path,label,patient'];
  for (let patient = 0; patient < patients; patient++) {
    for (let cell = 0; cell < cellsEach; cell++) {
      for (const [label, group] of [
        ['NGS', 'typical'],
        ['MYO', 'atypical'],
      ] as const) {
        const path = `P${patient}/${label}-${cell}.png`;
        writeWithFolders(join(folder, path), cellPicture(group, firstPicture + patient * cellsEach + cell, tint));
        rows.push(`${path},${label},${named ? `P${patient}` : ''}`);
      }
    }
  }
  writeFileSync(join(folder, 'manifest.csv'), `${rows.join('\n')}\n`);
  return folder;
}

function writeWithFolders(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
