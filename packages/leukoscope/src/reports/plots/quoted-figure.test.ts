import { describe, expect, it } from 'vitest';
import { evaluated, scoredCells } from '../testing/scored-cells.ts';
import { complement, countText, figureText, intervalText, percentText, thresholdText } from './interval-text.ts';
import { fewPatients, quoted } from './quoted-figure.ts';

describe('the interval to quote', () => {
  it('is over cells where no cell has a patient', () => {
    const evaluation = evaluated(scoredCells(100, null));
    expect(quoted(evaluation, 'sensitivity')).toEqual(evaluation.sensitivity);
    expect(fewPatients(evaluation)).toBeNull();
  });

  it('reaches as far as the wider of the two, at each end', () => {
    const evaluation = evaluated(scoredCells(300));
    for (const name of ['sensitivity', 'specificity', 'accuracy'] as const) {
      const [over, cells] = [evaluation.bootstrap!.estimates[name], evaluation[name]];
      expect(quoted(evaluation, name)).toEqual({
        value: cells.value,
        low: Math.min(over.low!, cells.low!),
        high: Math.max(over.high!, cells.high!),
      });
    }
    expect(fewPatients(evaluation)).toBe(6);
  });

  it('has a width although no patient has an error', () => {
    const perfect = scoredCells(60).map((cell) => ({ ...cell, probability: cell.group === 'atypical' ? 1 : 0 }));
    const evaluation = evaluated(perfect);
    expect(evaluation.bootstrap?.estimates.sensitivity).toMatchObject({ low: 1, high: 1 });
    const { value, low, high } = quoted(evaluation, 'sensitivity');
    expect([value, high]).toEqual([1, 1]);
    expect(low).toBeLessThan(0.9);
  });
});

it('figures as they are written', () => {
  const figure = { value: 0.9531, low: 0.912, high: 0.9814 };
  expect(figureText(figure)).toBe('0.953 (0.912–0.981)');
  expect(figureText(figure, percentText)).toBe('95.3% (91.2%–98.1%)');
  expect(figureText({ value: null, low: null, high: null })).toBe('—');
  expect(figureText({ value: 0.5, low: null, high: null })).toBe('0.500');
  expect(intervalText({ value: 0.5, low: null, high: 1 })).toBe('—');
  expect([countText(12400), thresholdText(0.38171)]).toEqual(['12\u202F400', '0.3817']);
  const rest = complement(figure);
  expect(figureText(rest)).toBe('0.047 (0.019–0.088)');
  expect(complement({ value: null, low: null, high: null })).toEqual({ value: null, low: null, high: null });
});
