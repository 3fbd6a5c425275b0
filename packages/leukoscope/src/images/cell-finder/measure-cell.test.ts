import { expect, it } from 'vitest';
import { findCell } from './find-cell.ts';
import { measureCell } from './measure-cell.ts';
import { drawSmear } from './testing/draw-smear.ts';

/** A cell 13 µm wide with a nucleus of 8 µm in a picture of 25 µm. */
const cell = { cytoplasm: { x: 0.48, y: 0.52, radius: 0.26 }, nucleus: [{ x: 0.45, y: 0.5, radius: 0.16 }] };

it.each([128, 400])('sizes are in micrometres and colours as drawn, whatever the pixels: %d px', (sidePx) => {
  const found = findCell(drawSmear({ sidePx, cells: [cell], redCells: [] }));
  if (found.kind === 'not-found') throw new Error(found.reason);
  const measures = measureCell(found, 25 / sidePx);
  expect(Math.abs(measures.nucleusDiameterUm - 8)).toBeLessThan(0.25);
  expect(Math.abs(measures.cellDiameterUm - 13)).toBeLessThan(0.4);
  expect(measures.nucleusAreaUm2).toBeCloseTo((Math.PI / 4) * measures.nucleusDiameterUm ** 2, 9);
  expect(measures.nucleusShareOfCell).toBe(found.nucleusShareOfCell);
  [95, 50, 130].forEach((level, channel) => {
    expect(Math.abs(measures.nucleusColour[channel]! - level)).toBeLessThan(5);
  });
  [170, 165, 200].forEach((level, channel) => {
    expect(Math.abs(measures.cytoplasmColour![channel]! - level)).toBeLessThan(8);
  });
  expect(measures.nucleusGreenDeviation).toBeGreaterThan(2);
});
