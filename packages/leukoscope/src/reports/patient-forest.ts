import type { JudgedShare } from '../classify/patient-judge.ts';
import type { Language } from '../errors/entry.ts';
import type { HtmlContent } from './markup/html.ts';
import type { Markup } from './markup/markup.ts';
import { plotFigure, remark } from './page/page-parts.ts';
import { PATIENT_FOREST_TEXTS } from './patient-forest-texts.ts';
import { forestPlot } from './plots/forest-plot.ts';
import type { ForestRow } from './plots/forest-rows.ts';

/** A patient's share of what is looked for, and what the labels say, where there are any. */
export interface ForestPatient extends JudgedShare {
  readonly label: string;
  /** By the true labels, in [0, 1]. */
  readonly truth?: number | null;
}

export interface PatientForest {
  readonly language: Language;
  readonly patients: readonly ForestPatient[];
  readonly title: string;
  /** With its unit. */
  readonly axisTitle: string;
  /** A line to compare with, in [0, 1]. */
  readonly limit: number | null;
  /** Below the picture where shares are as called alone. */
  readonly notes: readonly string[];
}

/** Shares of patients with their intervals: first allowing for the model's errors, where these are known, then as called. */
export function patientForest(forest: PatientForest): HtmlContent[] {
  const isAdjusted = forest.patients.some(({ adjusted }) => adjusted !== null);
  return [
    plotFigure((widthPx) => patientForestPlot(forest, widthPx)),
    ...(isAdjusted ? [remark(PATIENT_FOREST_TEXTS[forest.language].adjustedNote)] : []),
  ];
}

/** The picture alone. */
export function patientForestPlot(forest: PatientForest, widthPx: number): readonly Markup[] {
  const { language, patients, limit, notes, ...plot } = forest;
  const texts = PATIENT_FOREST_TEXTS[language];
  const adjusted = patients.flatMap(({ label, truth, adjusted: rate, tooFew }): ForestRow[] =>
    rate === null ? [] : [{ label, rate, truth: truth ?? null, few: tooFew, group: texts.adjusted }],
  );
  const called = patients.map(
    ({ label, truth, share, tooFew }): ForestRow => ({
      ...{ label, rate: share, truth: truth ?? null, few: tooFew },
      ...(adjusted.length > 0 && { group: texts.called }),
    }),
  );
  const reference = limit === null ? {} : { reference: { value: limit, label: texts.limit(limit) } };
  // That the intervals do not know of the model's errors is not so of the adjusted ones.
  const shown = adjusted.length > 0 ? [] : notes;
  const axis = adjusted.length > 0 ? { axisTitle: texts.axis } : {};
  const drawn = { ...plot, ...axis, ...reference, percent: true, rows: [...adjusted, ...called], notes: shown };
  return forestPlot(drawn, { language, widthPx });
}
