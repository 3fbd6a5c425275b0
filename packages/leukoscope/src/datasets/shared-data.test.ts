import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labelResolver } from '../cells/resolve-label.ts';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { parseColumnFilter } from './column-filter.ts';
import { openDataset } from './dataset.ts';
import { assignParts } from './split.ts';
import { createSplit } from './splits/create-split.ts';
import { readSplit } from './splits/split-file.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const SHARED = resolve(import.meta.dirname, '../../../..', process.env.LEUKOSCOPE_SHARED ?? '../shared', 'data');
const byDefault = { scheme: DEFAULT_SCHEME };

/** Counts from DATA.md of the shared data; without the data these tests are skipped by name. */
describe.skipIf(!existsSync(SHARED))('the shared data', () => {
  it.each([
    ['jhu', { cells: 12_101, typical: 5636, atypical: 3958, excluded: 2507 }, 82],
    ['pbc', { cells: 3180, typical: 1860, atypical: 1240, excluded: 80 }, 0],
    ['lmu', { cells: 172, typical: 95, atypical: 70, excluded: 7 }, 0],
  ])('%s: has the counts that it is known to have', async (name, counts, patients) => {
    const { kind, summary } = await openDataset(resolve(SHARED, name), byDefault);
    expect(summary).toMatchObject(counts);
    expect([kind, summary.byPatient.length, summary.ignored.imagesLeftOut]).toEqual(['manifest', patients, 0]);
  });

  it.each(['jhu', 'pbc', 'lmu'])(
    '%s: labels alone give the groups and codes that its manifest states',
    async (name) => {
      const { cells } = await openDataset(resolve(SHARED, name), byDefault);
      const resolver = labelResolver(DEFAULT_SCHEME);
      for (const { label, group, cellCode } of cells) {
        expect(resolver.label(label!), label!).toMatchObject({ group, cellCode });
      }
    },
  );

  it('jhu: 60 cells show no clear nucleus and can be excluded', async () => {
    const exclude = [parseColumnFilter('low_nucleus=1')];
    const { summary } = await openDataset(resolve(SHARED, 'jhu'), { ...byDefault, exclude });
    expect(summary.excludedBy.filter).toBe(60);
  });

  it('jhu: the split of the baselines is a CSV file of 13 rows', async () => {
    const { cells } = await openDataset(resolve(SHARED, 'jhu'), byDefault);
    const validation = [10, 40, 45, 47, 54, 59, 65, 66, 70, 76, 77, 81].map((n) => `Patient_${n},validation\n`);
    await using folder = await temporaryFolder({ 'split.csv': `patient,split\n${validation.join('')}*,train\n` });
    const parts = assignParts(await readSplit(folder.file('split.csv')), cells);
    const inPart = (part: string) => cells.filter((_, at) => parts[at] === part);
    expect(inPart('validation')).toHaveLength(1344);
    expect(inPart('train')).toHaveLength(8250);
    expect(new Set(inPart('train').map(({ patient }) => patient)).size).toBe(70);
  });

  it('jhu: a stratified split by patient has the right size and the same share of atypical cells in each part', async () => {
    const { cells } = await openDataset(resolve(SHARED, 'jhu'), byDefault);
    for (const seed of [1, 2, 3, 4, 5]) {
      const split = createSplit(cells, { validationFraction: 0.15, testFraction: 0.15, seed, stratify: true });
      const parts = assignParts(split, cells);
      expect(split.by).toBe('patient');
      for (const [part, fraction] of [
        ['train', 0.7],
        ['validation', 0.15],
        ['test', 0.15],
      ] as const) {
        const inPart = cells.filter((_, at) => parts[at] === part);
        const atypical = inPart.filter(({ group }) => group === 'atypical').length / inPart.length;
        expect(Math.abs(inPart.length / 9594 - fraction)).toBeLessThan(0.002);
        expect(Math.abs(atypical - 3958 / 9594)).toBeLessThan(0.005);
        expect(Math.abs(split.parts[part].length - 82 * fraction)).toBeLessThan(2);
      }
    }
  });
});
