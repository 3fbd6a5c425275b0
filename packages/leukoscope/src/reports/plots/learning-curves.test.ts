import { describe, expect, expectTypeOf, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import type { EpochMetrics } from '../../training/epoch-metrics.ts';
import { type LearningCurvesRow, learningCurves } from './learning-curves.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { pathPoints, readAxis } from './testing/read-axis.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const row = (epoch: number, loss: number, rocAuc: number | null, best: boolean): LearningCurvesRow => ({
  epoch,
  train: { loss: loss / 2 },
  validation: { loss, rocAuc },
  best,
});

/** Best in epoch 4, where the loss is not least; each epoch before it was the best so far. */
const ROWS = [
  row(1, 0.8, 0.7, true),
  row(2, 0.5, 0.85, true),
  row(3, 0.4, 0.83, false),
  row(4, 0.6, 0.91, true),
  row(5, 0.7, 0.9, false),
];
const UNVALIDATED = ROWS.map((each) => ({ ...each, validation: null }));
const UNDEFINED = ROWS.map((each) => ({ ...each, validation: { loss: 0.5, rocAuc: null } }));

const texts = (picture: string) => textBoxes(readSvg(picture)).map(({ text }) => text);
const VIEW = { language: 'en', widthPx: 640 } as const;

it('take the rows that training writes', () => {
  expectTypeOf<EpochMetrics>().toExtend<LearningCurvesRow>();
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each([
    ['five epochs', ROWS],
    ['one epoch', ROWS.slice(0, 1)],
    ['no epoch', []],
    ['no validation cells', UNVALIDATED],
    ['an undefined ROC AUC', UNDEFINED],
    ['a constant loss', ROWS.map((each) => ({ ...each, train: { loss: 0 }, validation: { loss: 0, rocAuc: 1 } }))],
    ['a loss that is not a number', [...ROWS, row(6, Number.NaN, null, false)]],
    ['a hundred epochs', Array.from({ length: 100 }, (_, at) => row(at + 1, 3 / (at + 1), 0.9, at < 50))],
  ])('%s: a sound picture at every width', (_, rows) => {
    for (const widthPx of [240, 320, 640, 1200]) {
      const picture = learningCurves(rows, { language, widthPx });
      expect(pictureFaults(picture, widthPx)).toEqual([]);
      expect(learningCurves(rows, { language, widthPx })).toBe(picture);
    }
  });
});

describe('learning curves', () => {
  it('mark the epoch of the model, the last that was the best so far, with its own figures', () => {
    const elements = readSvg(learningCurves(ROWS, VIEW));
    const labels = textBoxes(elements).filter(({ text }) => text.startsWith('epoch of'));
    expect(labels.map(({ text }) => text)).toEqual(['epoch of the model (4): 0.600', 'epoch of the model (4): 0.910']);
    const marker = elements.findLast(({ name, attributes }) => name === 'line' && attributes['stroke-dasharray']);
    const epoch = readAxis(elements, 'x', 'linear')((marker?.xPx ?? 0) + Number(marker?.attributes.x1));
    expect(epoch).toBeCloseTo(4, 2);
  });

  it('show ROC AUC by epoch in the second panel', () => {
    const elements = readSvg(learningCurves(ROWS, VIEW));
    const line = elements.findLast(({ attributes }) => attributes['stroke-linejoin'] === 'round');
    const [epoch, auc] = [readAxis(elements, 'x', 'linear'), readAxis(elements, 'y', 'linear')];
    const read = pathPoints(line).map(({ xPx, yPx }) => [epoch(xPx), auc(yPx)]);
    for (const [index, each] of ROWS.entries()) {
      expect(read[index]?.[0]).toBeCloseTo(each.epoch, 2);
      expect(read[index]?.[1]).toBeCloseTo(each.validation?.rocAuc ?? 0, 3);
    }
  });

  it('measure the loss from 0 and ROC AUC up to 1, so that a small step does not look like a large one', () => {
    const close = [row(1, 0.8, 0.91, true), row(2, 0.79, 0.92, true)];
    const labels = textBoxes(readSvg(learningCurves(close, VIEW))).map(({ text }) => text);
    expect(labels).toEqual(expect.arrayContaining(['0.0', '1.00']));
  });

  it('give training and validation cells different lines, and validation the same one in both panels', () => {
    const elements = readSvg(learningCurves(ROWS, VIEW));
    const lines = elements.filter(({ attributes }) => attributes['stroke-linejoin'] === 'round');
    const [swatches, [training, validation, auc]] = [lines.slice(0, 2), lines.slice(2)];
    const look = (line: (typeof lines)[number] | undefined) => [line?.classes, line?.attributes['stroke-dasharray']];
    expect([training, validation].map(look)).toEqual(swatches.map(look));
    expect(look(auc)).toEqual(look(validation));
    expect(look(training)).not.toEqual(look(validation));
  });

  it('say what was not measured', () => {
    expect(texts(learningCurves(UNVALIDATED, VIEW)).join(' ')).toContain('No validation cells');
    expect(texts(learningCurves(UNVALIDATED, VIEW)).join(' ')).not.toMatch(/best|ROC/);
    expect(texts(learningCurves(UNDEFINED, VIEW)).join(' ')).toContain('ROC AUC is undefined');
    expect(texts(learningCurves([], VIEW))).toContain('No epoch has been trained.');
  });

  it('tell their story in words, in both languages', () => {
    const described = (language: 'en' | 'es') => readSvg(learningCurves(ROWS, { language, widthPx: 640 }))[2]?.text;
    expect(described('en')).toBe(
      'Training loss by epoch: 0.400 in epoch 1, 0.350 in epoch 5. The model is of epoch 4: validation loss 0.600, validation ROC AUC 0.910.',
    );
    expect(described('es')).toBe(
      'Pérdida de entrenamiento por época: 0.400 en la época 1, 0.350 en la época 5. El modelo es de la época 4: pérdida de validación 0.600, ROC AUC de validación 0.910.',
    );
    expect(texts(learningCurves(ROWS, { ...VIEW, language: 'es' }))).toEqual(
      expect.arrayContaining(['Pérdida', 'Época', 'ROC AUC (validación)', 'época del modelo (4): 0.910']),
    );
  });
});
