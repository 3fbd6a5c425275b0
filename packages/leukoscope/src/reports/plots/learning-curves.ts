import type { Markup } from '../markup/markup.ts';
import type { PlotView } from './figure.ts';
import { LEARNING_CURVES_TEXTS, type LearningCurvesTexts } from './learning-curves-texts.ts';
import type { LinePanel } from './line-panel.ts';
import { linePlot } from './line-plot.ts';
import { aucText, lossText } from './number-text.ts';
import type { PlotSeries } from './plot-series.ts';

/** One epoch as the training wrote it (`EpochMetrics`), as far as it is drawn. */
export interface LearningCurvesRow {
  /** Counted from 1. */
  readonly epoch: number;
  readonly train: { readonly loss: number };
  /** `null` without validation cells. */
  readonly validation: { readonly loss: number; readonly rocAuc: number | null } | null;
  /** Whether this epoch is the best so far: the last such is the best of all. */
  readonly best: boolean;
}

interface Curves {
  readonly rows: readonly LearningCurvesRow[];
  readonly best: LearningCurvesRow | null;
  readonly texts: LearningCurvesTexts;
}

const TRAINING_LOOK = 0;
const VALIDATION_LOOK = 1;

/**
 * Loss by epoch on training and validation cells and, if there are validation cells, their ROC AUC, the best epoch
 * marked. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function learningCurves(rows: readonly LearningCurvesRow[], { language, widthPx }: PlotView): Markup {
  const texts = LEARNING_CURVES_TEXTS[language];
  const validated = rows.some(({ validation }) => validation !== null);
  const best = rows.findLast((row) => row.best && row.validation !== null) ?? null;
  const curves = { rows, best, texts };
  return linePlot(
    {
      title: texts.title,
      description: texts.description(rows, best),
      panels: validated ? [lossPanel(curves), aucPanel(curves)] : [lossPanel(curves)],
      notes: rows.length > 0 && !validated ? [texts.noValidation] : [],
    },
    widthPx,
  );
}

function lossPanel({ rows, best, texts }: Curves): LinePanel {
  const training: PlotSeries = {
    label: texts.training,
    points: rows.map(({ epoch, train }) => ({ x: epoch, y: train.loss })),
    look: TRAINING_LOOK,
  };
  const validation: PlotSeries = {
    label: texts.validation,
    points: rows.map((row) => ({ x: row.epoch, y: row.validation?.loss ?? null })),
    look: VALIDATION_LOOK,
  };
  return {
    x: { kind: 'linear', title: texts.epoch, wholeNumbers: true },
    y: { kind: 'linear', title: texts.loss, include: [0] },
    series: rows.some((row) => row.validation !== null) ? [training, validation] : [training],
    marker: best && { x: best.epoch, label: texts.bestEpoch(best, lossText(best.validation?.loss)) },
    emptyText: texts.noEpochs,
  };
}

function aucPanel({ rows, best, texts }: Curves): LinePanel {
  const points = rows.map((row) => ({ x: row.epoch, y: row.validation?.rocAuc ?? null }));
  return {
    x: { kind: 'linear', title: texts.epoch, wholeNumbers: true },
    y: { kind: 'linear', title: texts.rocAuc, include: [1] },
    series: [{ label: texts.validation, points, look: VALIDATION_LOOK }],
    marker: best && { x: best.epoch, label: texts.bestEpoch(best, aucText(best.validation?.rocAuc)) },
    emptyText: texts.aucUndefined,
  };
}
