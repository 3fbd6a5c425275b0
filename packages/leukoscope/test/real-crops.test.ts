/** Real cells are found, are as large beside their frames as DATA.md says, and red cells tell the scale. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SCHEME } from '../src/cells/scheme.ts';
import { openDataset } from '../src/datasets/dataset.ts';
import { estimateScale } from '../src/images/cell-finder/estimate-scale.ts';
import { createCellFinder } from '../src/images/cell-finder/find-cell.ts';
import { redCellDiametersPx } from '../src/images/cell-finder/red-cells.ts';
import { decodeEach } from '../src/images/codec.node.ts';

const shared = process.env.LEUKOSCOPE_SHARED;

interface SetOfCells {
  readonly name: string;
  /** Every so many cells of each type are looked at, every lymphocyte up to 300. */
  readonly every: number;
  readonly lymphocyte: string;
  /** Types that have no nucleus, or whose pictures often show none. */
  readonly without: readonly string[];
  /** Median lymphocyte nucleus over the width of the frame: DATA.md. */
  readonly nucleusShare: number;
  /** By what part the median may differ: of a few lymphocytes it is less sure. */
  readonly tolerance: number;
  readonly micronsPerPixel: readonly [low: number, high: number];
}

const SETS: readonly SetOfCells[] = [
  {
    name: 'jhu',
    every: 30,
    lymphocyte: 'lymphocyte',
    without: ['erythroblast', 'thrombocyte_aggregation', 'giant_thrombocyte', 'smudge_cell', 'neutrophil_band'],
    nucleusShare: 102 / 361,
    tolerance: 0.05,
    micronsPerPixel: [0.27, 0.295],
  },
  {
    name: 'pbc',
    every: 10,
    lymphocyte: 'lymphocyte',
    without: ['platelet'],
    nucleusShare: 96 / 360,
    tolerance: 0.03,
    micronsPerPixel: [0.212, 0.23],
  },
  {
    name: 'lmu',
    every: 1,
    lymphocyte: 'LYT',
    without: [],
    nucleusShare: 134 / 400,
    tolerance: 0.08,
    micronsPerPixel: [0.068, 0.077],
  },
];

const LYMPHOCYTES = 300;

interface Found {
  readonly label: string;
  /** Over the width of the frame; `null` where no cell was found. */
  readonly nucleusShare: number | null;
  readonly redCellsPx: readonly number[];
}

async function lookAt({ name, every, lymphocyte }: SetOfCells): Promise<Found[]> {
  const { cells } = await openDataset(join(shared!, 'data', name), { scheme: DEFAULT_SCHEME });
  const counts = new Map<string, number>();
  const chosen = cells.filter(({ label }) => {
    const count = counts.get(label!) ?? 0;
    counts.set(label!, count + 1);
    return count % every === 0 || (label === lymphocyte && count < LYMPHOCYTES);
  });
  const files = chosen.map(({ path }) => ({ bytes: readFileSync(path), name: path }));
  const findCell = createCellFinder();
  const found = await decodeEach(files, ({ raster }, index): Found => {
    const cell = findCell(raster);
    const nucleusShare = cell.kind === 'found' ? cell.nucleusDiameterPx / raster.widthPx : null;
    return { label: chosen[index]!.label!, nucleusShare, redCellsPx: redCellDiametersPx(raster) };
  });
  return found as Found[];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

describe.skipIf(shared === undefined)('cells of real sets (needs ../shared)', () => {
  test.each(SETS)('$name', async (set) => {
    const all = await lookAt(set);
    const nucleated = all.filter(({ label }) => !set.without.includes(label));
    const missing = nucleated.filter(({ nucleusShare }) => nucleusShare === null);
    expect(nucleated.length).toBeGreaterThan(150);
    expect(missing.length / nucleated.length).toBeLessThanOrEqual(0.005);

    const lymphocytes = all.flatMap(({ label, nucleusShare }) =>
      label === set.lymphocyte && nucleusShare !== null ? [nucleusShare] : [],
    );
    expect(Math.abs(median(lymphocytes) / set.nucleusShare - 1)).toBeLessThan(set.tolerance);

    const { micronsPerPixel } = estimateScale(all.map(({ redCellsPx }) => redCellsPx))!;
    expect(micronsPerPixel).toBeGreaterThan(set.micronsPerPixel[0]);
    expect(micronsPerPixel).toBeLessThan(set.micronsPerPixel[1]);
  });
});
