import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_TYPES } from '../cells/cell-types.ts';
import { drawCell, GENERATOR_VERSION, type SyntheticCell } from './draw-cell.ts';
import { generatePatient } from './patient.ts';
import { syntheticDataset } from './synthetic-dataset.ts';

const pixelHash = ({ raster }: SyntheticCell): string => createHash('sha256').update(raster.data).digest('hex');

describe('drawCell', () => {
  // Made by scripts/draw-synthetic.ts. Other pixels need another GENERATOR_VERSION, or old files are taken for new ones.
  it('draws the same pixels on every machine until the version of the generator changes', () => {
    const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/cells.json'), 'utf8'));
    expect(golden.version).toBe(GENERATOR_VERSION);
    const drawn = CELL_TYPES.map(({ code }, index) => {
      const cell = drawCell({ seed: 1, patient: index, index, code, sizePx: 64 });
      return { code, sha256: pixelHash(cell) };
    });
    expect(drawn).toEqual(golden.cells);
  });

  it.each([
    ['index', { index: -1 }],
    ['index', { index: 0.5 }],
    ['sizePx', { sizePx: 15 }],
    ['sizePx', { sizePx: 1025 }],
    ['sizePx', { sizePx: 64.5 }],
    ['patient', { patient: -1 }],
  ])('names %s when it is out of range: %j', (name, wrong) => {
    expect(() => drawCell({ seed: 1, patient: 0, index: 0, sizePx: 32, ...wrong })).toThrow(RangeError);
    expect(() => drawCell({ seed: 1, patient: 0, index: 0, sizePx: 32, ...wrong })).toThrow(name);
  });

  it('differs by seed, patient, index and type', () => {
    const base = { seed: 1, patient: 0, index: 0, code: 'NGS', sizePx: 32 } as const;
    const others = [{}, { seed: 2 }, { patient: 2 }, { index: 1 }, { code: 'LYT' }] as const;
    const hashes = others.map((change) => pixelHash(drawCell({ ...base, ...change })));
    expect(new Set(hashes).size).toBe(others.length);
  });

  it('keeps red cells, litter and light when only the type changes', () => {
    const draw = (code: 'LYT' | 'KSC') => drawCell({ seed: 6, patient: 1, index: 4, code, sizePx: 96 });
    const [small, smudge] = [draw('LYT'), draw('KSC')];
    const border = [...small.masks.redCells.keys()].filter((at) => at < 96 * 8 || at >= 96 * 88);
    const same = border.filter((at) => small.masks.redCells[at] === smudge.masks.redCells[at]);
    // Only those that the larger cell touches have moved.
    expect(same.length).toBeGreaterThan(0.93 * border.length);
  });

  it('is the same at another size but for the pixels', () => {
    const [small, large] = [64, 160].map((sizePx) =>
      drawCell({ seed: 2, patient: 3, index: 5, code: 'MON', sizePx }),
    ) as [SyntheticCell, SyntheticCell];
    expect(small.truth.cellDiameterUm).toBeCloseTo(large.truth.cellDiameterUm, 0);
    expect(small.truth.micronsPerPixel * 64).toBeCloseTo(large.truth.micronsPerPixel * 160, 9);
  });

  it('excludes a smudge cell, as the default scheme does, and gives it no ratio', () => {
    const cell = drawCell({ seed: 1, patient: 0, index: 0, code: 'KSC', sizePx: 32 });
    expect(cell.group).toBeNull();
    expect(cell.truth.nucleusCytoplasmRatio).toBeNull();
    expect(cell.masks.nucleus).toEqual(cell.masks.cell);
  });
});

describe('the speed of drawing', () => {
  it('is at least 20 cells of 128 px a second in the best of several short runs, on a slow machine that does other things', () => {
    const dataset = syntheticDataset({ seed: 9, patients: 10, cells: 120, sizePx: 128 });
    const perSecond = [0, 1, 2, 3, 4, 5].map((run) => {
      const start = performance.now();
      for (let index = 0; index < 20; index++) dataset.at(20 * run + index);
      return 20_000 / (performance.now() - start);
    });
    expect(Math.max(...perSecond)).toBeGreaterThan(20);
  });
});

describe('the masks', () => {
  const cells = CELL_TYPES.filter(({ code }) => code !== 'KSC').flatMap(({ code }) =>
    [0, 1, 2, 3].map((index) => drawCell({ seed: 4, patient: index, index, code, sizePx: 96 })),
  );

  it('put the nucleus in the cell, and red cells and other white cells outside it', () => {
    for (const { masks } of cells) {
      expect(masks.nucleus.every((pixel, at) => pixel <= masks.cell[at]!)).toBe(true);
      expect(masks.otherCells.every((pixel, at) => pixel === 0 || masks.cell[at] === 0)).toBe(true);
      // A red cell may lie on the rim of a white one, no further.
      const both = masks.redCells.filter((pixel, at) => pixel === 1 && masks.nucleus[at] === 1).length;
      expect(both).toBeLessThan(0.05 * masks.nucleus.reduce((sum, pixel) => sum + pixel, 0));
    }
  });

  it('lie where the picture is coloured so: nucleus darker than cytoplasm, both darker than bare glass', () => {
    for (const { masks, raster } of cells) {
      const green = (inside: (at: number) => boolean): number => {
        const levels = [...masks.cell.keys()].filter(inside).map((at) => raster.data[3 * at + 1]!);
        return levels.reduce((sum, level) => sum + level, 0) / levels.length;
      };
      const { nucleus, cell, redCells, otherCells } = masks;
      const nuclear = green((at) => nucleus[at] === 1);
      const cytoplasm = green((at) => cell[at] === 1 && nucleus[at] === 0);
      const glass = green((at) => cell[at] === 0 && redCells[at] === 0 && otherCells[at] === 0);
      expect(nuclear).toBeLessThan(cytoplasm);
      expect(cytoplasm).toBeLessThan(glass);
    }
  });
});

describe('syntheticDataset', () => {
  it('draws each cell alone as it does in any order', () => {
    fc.assert(
      fc.property(
        fc.record({ seed: fc.nat(), patients: fc.integer({ min: 1, max: 5 }), cells: fc.integer({ min: 1, max: 8 }) }),
        (options) => {
          const dataset = syntheticDataset({ ...options, sizePx: 16 });
          const backwards = Array.from({ length: dataset.length }, (_, index) => dataset.length - 1 - index)
            .map((index) => dataset.at(index))
            .toReversed();
          expect([...dataset]).toEqual(backwards);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('says of each cell what drawing it says', () => {
    const dataset = syntheticDataset({ seed: 5, patients: 3, cells: 20, sizePx: 16 });
    for (let index = 0; index < dataset.length; index++) {
      const { patient, code } = dataset.at(index);
      expect(dataset.labelOf(index)).toEqual({ patient, code });
    }
  });

  it('shares the cells out among the patients in turn', () => {
    const dataset = syntheticDataset({ seed: 5, patients: 3, cells: 8, sizePx: 16 });
    const patients = Array.from({ length: 8 }, (_, index) => dataset.labelOf(index).patient);
    expect(Object.values(Object.groupBy(patients, (id) => id)).map((own) => own?.length)).toEqual([3, 3, 2]);
  });

  it.each([
    ['patients', { patients: 0 }],
    ['cells', { cells: 1.5 }],
  ])('names %s when it is no count', (name, wrong) => {
    expect(() => syntheticDataset({ seed: 1, patients: 2, cells: 2, sizePx: 32, ...wrong })).toThrow(name);
  });

  it('knows no cell beyond the last', () => {
    const dataset = syntheticDataset({ seed: 1, patients: 2, cells: 2, sizePx: 32 });
    expect(() => dataset.at(2)).toThrow('index: got 2, expected a whole number from 0 to 1');
  });
});

describe('generatePatient', () => {
  const patients = Array.from({ length: 60 }, (_, patient) => generatePatient({ seed: 3, patient }));

  it('makes half of them healthy, with nothing atypical in their blood', () => {
    const healthy = patients.filter(({ diagnosis }) => diagnosis === 'healthy');
    expect(healthy).toHaveLength(30);
    for (const { differential } of healthy) {
      expect(Object.keys(differential).toSorted()).toEqual(['BAS', 'EOS', 'KSC', 'LYT', 'MON', 'NGB', 'NGS']);
    }
  });

  it('gives the ill at least a fifth of blasts or their equivalents, and shares that sum to 1', () => {
    for (const { diagnosis, differential } of patients) {
      const { MYO = 0, MOB = 0, PMO = 0, PMB = 0 } = differential;
      if (diagnosis !== 'healthy') expect(MYO + MOB + PMO + PMB).toBeGreaterThan(0.2);
      expect(Object.values(differential).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('keeps the style of the smear whatever the diagnosis', () => {
    const [ill, healthy] = [generatePatient({ seed: 3, patient: 8, diagnosis: 'apl' }), patients[8]!];
    expect(healthy.diagnosis).toBe('healthy');
    expect(ill.style).toEqual(healthy.style);
    expect(ill.id).toBe(healthy.id);
  });

  it('refuses a diagnosis that there is not', () => {
    const request = { seed: 1, patient: 0, diagnosis: 'flu' as 'aml' };
    expect(() => generatePatient(request)).toThrow("diagnosis: got 'flu', expected one of healthy, aml");
  });
});
