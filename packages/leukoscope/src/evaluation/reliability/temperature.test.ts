import { describe, expect, test } from 'vitest';
import { scoredCells } from '../golden/scored-cells.ts';
import golden from '../golden/temperature.json' with { type: 'json' };
import { rocAuc } from '../roc.ts';
import { calibratedProbability, fitTemperature } from './temperature.ts';

describe('against R', () => {
  test.each(golden.cases)('temperature $temperature', ({ truth, probability, temperature }) => {
    const found = fitTemperature(scoredCells(truth, probability));
    expect(found.reason).toBe('fitted');
    expect(Math.abs(found.value! / temperature - 1)).toBeLessThan(1e-9);
    expect(found.cells.atypical).toBe(truth.filter((atypical) => atypical === 1).length);
  });
});

test('probabilities scaled by their temperature need none any more', () => {
  const { truth, probability } = golden.cases[0]!;
  const { value } = fitTemperature(scoredCells(truth, probability));
  const scaled = probability.map((one) => calibratedProbability(one, value!));
  expect(fitTemperature(scoredCells(truth, scaled)).value).toBeCloseTo(1, 9);
});

describe('what cannot be told is null', () => {
  const half = (of: number) => Array.from({ length: of }, (_, at) => Number(at % 2 === 0));

  test('with fewer than 30 cells of a group', () => {
    const truth = [...half(58), 0, 0];
    expect(
      fitTemperature(
        scoredCells(
          truth,
          truth.map(() => 0.5),
        ),
      ),
    ).toEqual({
      value: null,
      reason: 'too-few',
      cells: { typical: 31, atypical: 29 },
    });
  });

  test('where the model errs nowhere, and where it knows nothing', () => {
    const truth = half(80);
    const right = scoredCells(
      truth,
      truth.map((atypical) => (atypical === 1 ? 0.8 : 0.3)),
    );
    expect(fitTemperature(right)).toMatchObject({ value: null, reason: 'no-limit' });
    const wrong = scoredCells(
      truth,
      truth.map((atypical) => (atypical === 1 ? 0.3 : 0.8)),
    );
    expect(fitTemperature(wrong)).toMatchObject({ value: null, reason: 'no-limit' });
  });
});

describe('a calibrated probability', () => {
  test('keeps the order of the cells, and certainty finite', () => {
    const { truth, probability } = golden.cases[1]!;
    const scaled = probability.map((one) => calibratedProbability(one, 1.7));
    expect(rocAuc(scoredCells(truth, scaled)).value).toBe(rocAuc(scoredCells(truth, probability)).value);
    expect(calibratedProbability(1, 2)).toBeLessThan(1);
    expect(calibratedProbability(1, 2)).toBeGreaterThan(0.999);
    expect(calibratedProbability(0, 2)).toBeGreaterThan(0);
    expect(calibratedProbability(0.5, 3)).toBe(0.5);
  });

  test('is nearer to one half where the model was too sure', () => {
    expect(calibratedProbability(0.9, 2)).toBeCloseTo(0.75, 12);
    expect(calibratedProbability(0.9, 0.5)).toBeCloseTo(81 / 82, 12);
  });
});
