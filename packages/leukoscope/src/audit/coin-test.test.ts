import { randomStream } from '@leukoscope/engine';
import { describe, expect, it } from 'vitest';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { coinTest } from './coin-test.ts';
import type { CellOfGroup } from './read-audit-cells.ts';
import { boostedTrees } from './shallow/boosted-trees.ts';

const PATIENTS = 24;
const EACH = 20;

/** Cells that look like their patient and nothing else. */
const cells = Array.from(
  { length: PATIENTS * EACH },
  (_, at) => makeCell({ id: `${at}`, patient: `P${at % PATIENTS}`, group: 'typical' }) as CellOfGroup,
);
const random = randomStream('looks');
const looks = Array.from({ length: PATIENTS }, () => [random(), random(), random()]);
const features = {
  rows: cells.length,
  columns: 3,
  values: Float64Array.from(cells.flatMap((_, at) => looks[at % PATIENTS]!.map((value) => value + 0.02 * random()))),
};
const rows = Uint32Array.from(cells.keys());
const task = {
  features,
  units: rows.map((at) => at % PATIENTS),
  learner: boostedTrees({ rounds: 30, learningRate: 0.2, mostLeaves: 15, leastRows: 5 }),
  coins: 12,
  seed: 3,
  signal: new AbortController().signal,
};
const apart = { train: rows.filter((at) => at % PATIENTS < 14), test: rows.filter((at) => at % PATIENTS >= 14) };
const mixed = { train: rows.filter((at) => at < 300), test: rows.filter((at) => at >= 300) };

describe('the patient-coin test', () => {
  it('finds chance where patients are apart', async () => {
    const found = await coinTest(cells, { ...task, trial: apart });
    expect(found).toMatchObject({ trainPatients: 14, heldOutPatients: 10 });
    expect(found!.mean).toBeGreaterThan(0.35);
    expect(found!.mean).toBeLessThan(0.65);
    expect(found!.low).toBeLessThan(0.5);
    expect(found!.high).toBeGreaterThan(0.5);
  });

  it('finds nearly all coins where each patient is on both sides', async () => {
    const found = await coinTest(cells, { ...task, coins: 3, trial: mixed });
    expect(found!.low).toBeGreaterThan(0.9);
    expect(found!.aucs).toHaveLength(3);
  });

  it('throws the same coins for the same seed, others for another', async () => {
    const thrown = async (seed: number) => (await coinTest(cells, { ...task, coins: 3, seed, trial: apart }))!.aucs;
    expect(await thrown(1)).toEqual(await thrown(1));
    expect(await thrown(1)).not.toEqual(await thrown(2));
  });

  it('says nothing with a single patient on a side, nor of cells that have none', async () => {
    const alone = { ...apart, test: rows.filter((at) => at % PATIENTS === 20) };
    expect(await coinTest(cells, { ...task, trial: alone })).toBeNull();
    const nobody = cells.map((cell) => ({ ...cell, patient: null }));
    expect(await coinTest(nobody, { ...task, trial: apart })).toBeNull();
  });

  it('stops when asked to', async () => {
    await expect(coinTest(cells, { ...task, trial: apart, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});
