import { API_ROOT } from '../api/client.ts';

const SIDES = [64, 96, 128, 256] as const;

/** Address of a cell's picture, as sharp as the screen shows it and no larger. */
export function imageAddress(hash: string, sidePx: number, pixelRatio: number): string {
  const needed = sidePx * pixelRatio;
  const side = SIDES.find((one) => one >= needed) ?? 'full';
  return `${API_ROOT}/images/${hash}?side=${side}`;
}
