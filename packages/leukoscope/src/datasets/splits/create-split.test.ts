import { randomStream } from '@leukoscope/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, SPLIT_PARTS } from '../../cells/cell.ts';
import { assignParts } from '../split.ts';
import { cellsOf, makeCell } from '../testing/make-cell.ts';
import { createSplit, type SplitOptions } from './create-split.ts';

const OPTIONS: SplitOptions = { validationFraction: 0.2, testFraction: 0.2, seed: 1, stratify: true };

/** Patients with up to 40 cells of each group. */
const cohort = fc
  .array(fc.record({ typical: fc.nat(40), atypical: fc.nat(40) }), { minLength: 3, maxLength: 40 })
  .map((counts) =>
    counts.flatMap(({ typical, atypical }, at) => cellsOf(`P${at}`, { typical: typical + 1, atypical })),
  );
const options = fc.record({
  validationFraction: fc.constantFrom(0, 0.1, 0.25),
  testFraction: fc.constantFrom(0, 0.1, 0.4),
  seed: fc.oneof(fc.integer(), fc.string()),
  stratify: fc.boolean(),
});

/** A cohort as hospitals have them: 82 patients, few cells to very many, mostly typical to mostly atypical. */
function unevenCohort(seed: number): Cell[] {
  const random = randomStream(seed, 'cohort');
  return Array.from({ length: 82 }, (_, at) => {
    const total = 10 + Math.floor(300 * random() ** 3);
    const atypical = Math.floor(total * random());
    return cellsOf(`P${at}`, { typical: total - atypical, atypical });
  }).flat();
}

function countsIn(cells: readonly Cell[], given: SplitOptions) {
  const parts = assignParts(createSplit(cells, given), cells);
  return SPLIT_PARTS.map((part) => {
    const inPart = cells.filter((_, at) => parts[at] === part);
    const atypical = inPart.filter(({ group }) => group === 'atypical').length;
    const patients = new Set(inPart.map(({ patient }) => patient)).size;
    return { part, cells: inPart.length, atypical, patients };
  });
}

describe('a split by patient', () => {
  it('never has a patient on two sides, leaves no cell out and no part that was asked for empty', () => {
    fc.assert(
      fc.property(cohort, options, (cells, given) => {
        const split = createSplit(cells, given);
        const names = SPLIT_PARTS.flatMap((part) => split.parts[part]);
        expect(split.by).toBe('patient');
        expect(names.toSorted()).toEqual([...new Set(cells.map(({ patient }) => patient))].toSorted());
        expect(assignParts(split, cells)).not.toContain(null);
        expect(split.parts.train.length).toBeGreaterThan(0);
        expect(split.parts.validation.length > 0).toBe(given.validationFraction > 0);
        expect(split.parts.test.length > 0).toBe(given.testFraction > 0);
      }),
    );
  });

  it('is the same for the same seed in any order of the cells', () => {
    fc.assert(
      fc.property(
        cohort.chain((cells) => fc.tuple(fc.constant(cells), fc.shuffledSubarray(cells, { minLength: cells.length }))),
        options,
        ([cells, shuffled], given) => {
          expect(createSplit(shuffled, given)).toEqual(createSplit(cells, given));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is another for another seed', () => {
    const cells = unevenCohort(1);
    const hashes = [1, 2, 3, 4, 5].map((seed) => createSplit(cells, { ...OPTIONS, seed }).hash);
    expect(new Set(hashes).size).toBe(5);
  });

  it('stays the same from version to version', () => {
    const { parts } = createSplit(unevenCohort(1), { ...OPTIONS, validationFraction: 0.05, testFraction: 0 });
    expect(parts.validation).toMatchInlineSnapshot(`
      [
        "P13",
        "P19",
        "P32",
        "P52",
      ]
    `);
  });

  it('stratified: each part has its fraction of the cells, of the patients and of the atypical cells', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const cells = unevenCohort(seed);
      const atypicalShare = cells.filter(({ group }) => group === 'atypical').length / cells.length;
      for (const counts of countsIn(cells, { ...OPTIONS, seed })) {
        const fraction = counts.part === 'train' ? 0.6 : 0.2;
        expect(Math.abs(counts.cells / cells.length - fraction)).toBeLessThan(0.005);
        expect(Math.abs(counts.atypical / counts.cells - atypicalShare)).toBeLessThan(0.01);
        expect(Math.abs(counts.patients / 82 - fraction)).toBeLessThan(0.03);
      }
    }
  });

  it('stratified: is close to the most balanced of all placements, where these can be tried out', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const random = randomStream(seed, 'small');
      const patients = Array.from(
        { length: 12 },
        () => [1 + Math.floor(60 * random()), Math.floor(60 * random())] as const,
      );
      const cells = patients.flatMap(([typical, atypical], at) => cellsOf(`P${10 + at}`, { typical, atypical }));
      const total = [0, 1].map((group) => patients.reduce((sum, counts) => sum + counts[group as 0]!, 0));
      const imbalanceOf = (inValidation: (at: number) => boolean): number => {
        let imbalance = 0;
        for (const [side, fraction] of [
          [true, 0.25],
          [false, 0.75],
        ] as const) {
          const members = patients.filter((_, at) => inValidation(at) === side);
          const held = [
            ...[0, 1].map((group) => members.reduce((sum, of) => sum + of[group as 0]!, 0)),
            members.length,
          ];
          for (const [at, whole] of [...total, 12].entries()) imbalance += (held[at]! / (fraction * whole) - 1) ** 2;
        }
        return imbalance;
      };
      const all = Array.from({ length: 2 ** 12 - 2 }, (_, at) =>
        imbalanceOf((patient) => ((at + 1) >> patient) % 2 === 1),
      );
      const given = { ...OPTIONS, seed, validationFraction: 0.25, testFraction: 0 };
      const validation = new Set(createSplit(cells, given).parts.validation);
      const ours = imbalanceOf((at) => validation.has(`P${10 + at}`));
      const better = all.filter((imbalance) => imbalance < ours - 1e-12).length;
      expect(better / all.length, `seed ${seed}`).toBeLessThan(0.01);
    }
  });

  it('stratified: does not always train on the patient with the most cells', () => {
    const cells = [...unevenCohort(3), ...cellsOf('Large', { typical: 300, atypical: 300 })];
    const sides = Array.from({ length: 30 }, (_, seed) => {
      const { parts } = createSplit(cells, { ...OPTIONS, seed });
      return SPLIT_PARTS.find((part) => parts[part].includes('Large'));
    });
    expect(new Set(sides).size).toBe(3);
  });

  it('not stratified: cuts the patients in random order at their fractions', () => {
    const counts = countsIn(unevenCohort(1), { ...OPTIONS, stratify: false });
    expect(counts.map(({ patients }) => patients)).toEqual([50, 16, 16]);
  });

  it('takes no notice of excluded cells', () => {
    const cells = unevenCohort(1);
    const excluded = [
      makeCell({ id: 'x', patient: null, group: null, excluded: 'filter' }),
      makeCell({ id: 'y', patient: 'Nobody', group: null, excluded: 'scheme' }),
    ];
    expect(createSplit([...cells, ...excluded], OPTIONS)).toEqual(createSplit(cells, OPTIONS));
  });
});

describe('a split by image', () => {
  const cells = Array.from({ length: 18_360 }, (_, at) =>
    makeCell({ id: `${at}.tiff`, group: at % 5 === 0 ? 'atypical' : 'typical' }),
  );

  it("not stratified is the paper's: 3,672 of 18,360 images at random", () => {
    const given = { ...OPTIONS, validationFraction: 0, stratify: false };
    const [train, , test] = countsIn(cells, given);
    expect([train?.cells, test?.cells]).toEqual([14_688, 3672]);
    // 734.4 are expected; 5 deviations of the hypergeometric distribution are 108.
    expect(Math.abs(test!.atypical - 734.4)).toBeLessThan(108);
    expect(test!.atypical).not.toBe(734);
  });

  it('stratified has the same share of each group everywhere, to the cell', () => {
    const fractions = { train: 0.7, validation: 0.1, test: 0.2 };
    for (const counts of countsIn(cells, { ...OPTIONS, validationFraction: fractions.validation })) {
      expect(Math.abs(counts.cells - 18_360 * fractions[counts.part])).toBeLessThan(1);
      expect(Math.abs(counts.atypical - 3672 * fractions[counts.part])).toBeLessThan(1);
    }
  });

  it('is chosen where no cell has a patient, and can be asked for where they have', () => {
    expect(createSplit(cells.slice(0, 10), OPTIONS).by).toBe('image');
    const split = createSplit(cellsOf('P1', { typical: 5, atypical: 5 }), { ...OPTIONS, by: 'image' });
    expect(split.by).toBe('image');
    expect(split.parts.validation).toHaveLength(2);
  });
});

describe('identical images', () => {
  it('stay on one side by image, and so do the patients who share one by patient', () => {
    fc.assert(
      fc.property(cohort, fc.constantFrom('patient' as const, 'image' as const), fc.integer(), (cells, by, seed) => {
        const identityOf = (cell: Cell) => (cell.id.endsWith('-0') ? `${cell.patient!.slice(0, 2)}` : null);
        const given = { ...OPTIONS, by, seed, validationFraction: 0.3, testFraction: 0 };
        const units = new Set(cells.map((cell) => (by === 'patient' ? cell.patient!.slice(0, 2) : cell.id)));
        fc.pre(units.size > 3);
        const parts = assignParts(createSplit(cells, { ...given, identityOf }), cells);
        const partsOfImage = Map.groupBy(cells.keys(), (at) => identityOf(cells[at]!));
        for (const [image, members] of partsOfImage) {
          if (image !== null) expect(new Set(members.map((at) => parts[at])).size).toBe(1);
        }
      }),
    );
  });
});

describe('a split is refused', () => {
  const some = cellsOf('P1', { typical: 3, atypical: 3 });

  it('by patient if some have none', () => {
    const mixed = [...some, makeCell({ id: 'z' })];
    expect(() => createSplit(mixed, OPTIONS)).toThrowError(
      expect.objectContaining({
        code: 'split.patient-unknown',
        exitCode: 3,
        message: 'cannot split by patient: 1 of 7 cells have no patient.',
      }),
    );
  });

  it('with fewer patients than parts', () => {
    expect(() => createSplit(some, OPTIONS)).toThrowError(
      expect.objectContaining({
        code: 'split.too-few',
        exitCode: 3,
        message: 'cannot split 1 patient into 3 parts: expected at least one for each.',
      }),
    );
  });

  it.each([
    [-0.1, 0],
    [1, 0],
    [0, 1.5],
    [0.5, 0.5],
    [Number.NaN, 0],
  ])('with fractions of %d and %d', (validationFraction, testFraction) => {
    const failed = expect.objectContaining({ code: 'split.fractions', exitCode: 2 });
    expect(() => createSplit(some, { ...OPTIONS, validationFraction, testFraction })).toThrowError(failed);
  });
});
