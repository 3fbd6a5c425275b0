import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluation/evaluate.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { exampleCells } from './example-cells.ts';
import { fieldOfTypes, MOST_OF_FIELD, MOST_PICTURES, matrixFields } from './matrix-fields.ts';
import { scoredCells, THRESHOLD } from './testing/scored-cells.ts';

const TYPES = ['MYO', 'PMO', 'EBO', 'NGS', 'LYT'];
/** Called by a type in turn, whatever they are. */
const typed = (count: number): ScoredCell[] =>
  scoredCells(count).map((cell, at) => ({ ...cell, calledType: TYPES[(at * 7) % TYPES.length]! }));
const NOTHING = { threshold: THRESHOLD, types: null, pictured: new Set<string>() };

describe('the cells of the fields', () => {
  const scored = typed(400);
  const evaluation = evaluate(scored, {
    ...{ threshold: THRESHOLD, rejected: [], seed: 1, draws: 10 },
    types: TYPES.map((code) => ({ code, group: TYPES.indexOf(code) < 3 ? 'atypical' : 'typical' })),
  });
  const fields = matrixFields(scored, { ...NOTHING, types: TYPES });
  const totalOf = (name: string) => fields.find((field) => field.name === name)?.total ?? 0;

  it('are as many as the matrices count', () => {
    const { fn, fp, tp, tn } = evaluation.confusion;
    expect(['missed', 'falseAlarm', 'found', 'rightlyTypical'].map(totalOf)).toEqual([fn, fp, tp, tn]);
    const counts = TYPES.map((_, truth) => TYPES.map((__, called) => totalOf(fieldOfTypes(truth, called))));
    expect(counts).toEqual(evaluation.types!.counts);
  });

  it('are at most twelve of a field, those the model was surest of first', () => {
    const missed = fields.find(({ name }) => name === 'missed')!;
    const surest = scored
      .filter(({ group, probability }) => group === 'atypical' && probability < THRESHOLD)
      .map(({ probability }) => probability)
      .sort((a, b) => a - b);
    expect(missed.shown.map(({ probability }) => probability)).toEqual(surest.slice(0, MOST_OF_FIELD));
    for (const { shown, total } of fields) expect(shown.length).toBe(Math.min(total, MOST_OF_FIELD));
  });

  it('begin with errors where a field of types holds both', () => {
    for (const { shown } of fields.filter(({ name }) => name.includes('-'))) {
      const wrong = shown.map(({ group, probability }) => (group === 'atypical') !== probability >= THRESHOLD);
      expect(wrong).toEqual([...wrong].sort((a, b) => Number(b) - Number(a)));
    }
  });

  it('do not depend on the order of the cells', () => {
    const ids = (from: readonly ScoredCell[]) =>
      matrixFields(from, { ...NOTHING, types: TYPES })
        .map(({ name, shown }) => [name, shown.map(({ id }) => id)])
        .sort();
    expect(ids([...scored].reverse())).toEqual(ids(scored));
  });
});

describe('where a page would hold too many pictures', () => {
  const types = Array.from({ length: 15 }, (_, at) => `T${at}`);
  const scored = Array.from({ length: 20_000 }, (_, at): ScoredCell => {
    const [truth, called] = [Math.floor(at / 15) % 15, at % 15];
    const group = truth < 8 ? 'atypical' : 'typical';
    const probability = ((at * 7919) % 10_007) / 10_007;
    return {
      ...{ id: String(at), patient: null, cellCode: null, label: types[truth]!, group, probability },
      calledType: types[called]!,
    };
  });
  const fields = matrixFields(scored, { ...NOTHING, types });

  it('it holds its most, each field has some, and fields of errors have no fewer than the others', () => {
    const ids = new Set(fields.flatMap(({ shown }) => shown.map(({ id }) => id)));
    expect(ids.size).toBe(MOST_PICTURES);
    const counts = (right: boolean) =>
      fields.filter(({ name }) => name.includes('-') && (new Set(name.split('-')).size === 1) === right);
    const least = Math.min(...counts(false).map(({ shown }) => shown.length));
    expect(least).toBeGreaterThanOrEqual(3);
    expect(Math.max(...counts(true).map(({ shown }) => shown.length))).toBeLessThanOrEqual(least + 1);
  });

  it('pictures that stand on it anyway do not count', () => {
    const pictured = new Set(exampleCells(scored, THRESHOLD).flatMap(({ shown }) => shown.map(({ id }) => id)));
    const shown = new Set(
      matrixFields(scored, { ...NOTHING, types, pictured }).flatMap((field) => field.shown.map(({ id }) => id)),
    );
    expect([...shown].filter((id) => !pictured.has(id))).toHaveLength(MOST_PICTURES);
  });
});
