import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, SPLIT_PARTS, type SplitPart } from '../cells/cell.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { findLeaks, refuseLeaks } from './leaks.ts';
import { assignParts } from './split.ts';
import { createSplit } from './splits/create-split.ts';
import { cellsOf, makeCell } from './testing/make-cell.ts';

const CELLS = [
  makeCell({ id: 'a', patient: 'P1' }),
  makeCell({ id: 'b', patient: 'P1' }),
  makeCell({ id: 'c', patient: 'P2' }),
  makeCell({ id: 'd', patient: 'P3' }),
  makeCell({ id: 'e', patient: null }),
  makeCell({ id: 'f', patient: null }),
];
/** `c` and `d` are one image; `e` and `f` could not be read. */
const hashOf = ({ id }: Cell) => ({ c: 'same', d: 'same', e: null, f: null })[id] ?? (id < 'e' ? id : null);

describe('leaks', () => {
  it('are patients and identical images on more than one side', () => {
    const leaks = findLeaks(CELLS, ['train', 'validation', 'train', 'test', 'train', 'test'], hashOf);
    expect(leaks.patients).toEqual({
      ...{ count: 1, cells: 2 },
      examples: [{ shared: 'P1', parts: ['train', 'validation'], cellIds: ['a', 'b'] }],
    });
    expect(leaks.images).toEqual({
      ...{ count: 1, cells: 2 },
      examples: [{ shared: 'same', parts: ['train', 'test'], cellIds: ['c', 'd'] }],
    });
  });

  it('are none on one side, nor where a cell has no part', () => {
    const none = { count: 0, cells: 0, examples: [] };
    const oneSide = findLeaks(CELLS, ['train', 'train', 'test', 'test', 'train', 'test'], hashOf);
    const noPart = findLeaks(CELLS, ['train', null, 'train', null, null, 'test'], hashOf);
    for (const { patients, images } of [oneSide, noPart]) expect([patients, images]).toEqual([none, none]);
    expect(() => refuseLeaks(noPart)).not.toThrow();
  });

  it('are all counted and the first few shown', () => {
    const cells = Array.from({ length: 20 }, (_, at) => makeCell({ id: `${at}`, patient: `P${Math.floor(at / 2)}` }));
    const parts = cells.map((_, at): SplitPart => (at % 2 === 0 ? 'train' : 'test'));
    const { patients } = findLeaks(cells, parts, () => null);
    expect([patients.count, patients.cells]).toEqual([10, 20]);
    expect(patients.examples.map(({ shared }) => shared)).toEqual(['P0', 'P1', 'P2']);
  });

  it('are what counting sides by hand finds', () => {
    const cell = fc.tuple(fc.option(fc.constantFrom('P1', 'P2', 'P3')), fc.option(fc.constantFrom(...SPLIT_PARTS)));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), (drawn) => {
        const cells = drawn.map(([patient], at) => makeCell({ id: `${at}`, patient }));
        const leaking = ['P1', 'P2', 'P3'].filter((name) => {
          const sides = drawn.filter(([patient, part]) => patient === name && part !== null).map(([, part]) => part);
          return new Set(sides).size > 1;
        });
        const { patients } = findLeaks(
          cells,
          drawn.map(([, part]) => part),
          () => null,
        );
        expect(patients.examples.map(({ shared }) => shared)).toEqual(leaking);
      }),
    );
  });

  it('are not made by a split by patient that keeps identical images together', () => {
    const cells = ['P1', 'P2', 'P3', 'P4', 'P5'].flatMap((name) => cellsOf(name, { typical: 4, atypical: 4 }));
    const imageOf = ({ id }: Cell) => (id === 'P1/typical-0' || id === 'P4/typical-0' ? 'shared' : id);
    const given = { validationFraction: 0.4, testFraction: 0, stratify: true };
    for (let seed = 0; seed < 20; seed++) {
      const split = createSplit(cells, { ...given, seed, identityOf: imageOf });
      expect(() => refuseLeaks(findLeaks(cells, assignParts(split, cells), imageOf))).not.toThrow();
    }
  });

  it('are refused with exit code 4, what they are, and how to allow them', () => {
    const leaks = findLeaks(CELLS, ['train', 'validation', 'train', 'test', 'train', 'test'], hashOf);
    let refusal: unknown;
    try {
      refuseLeaks(leaks);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(LeukoscopeError);
    const { code, exitCode, message, hint, textIn } = refusal as LeukoscopeError;
    expect([code, exitCode]).toEqual(['split.leaks', 4]);
    expect(message).toBe(
      'the split leaks, and figures from it would flatter: on more than one side stand 1 patient (2 cells), first P1 in train and validation; 1 identical image (2 cells), first c in train and d in test.',
    );
    expect(hint).toContain('--allow-leaks');
    expect(textIn.call(refusal, 'es').message).toBe(
      'la partición tiene fugas y sus cifras saldrían favorecidas: están en más de un lado 1 paciente (2 células), el primero P1 en entrenamiento y validación; 1 imagen idéntica (2 células), la primera c en entrenamiento y d en prueba.',
    );
  });

  it('need a part for each cell', () => {
    expect(() => findLeaks(CELLS, ['train'], hashOf)).toThrowError(RangeError);
  });
});
