/** What a page in the browser may use of Leukoscope: nothing here, nor what it imports, needs Node. */
export type { CellType } from './cells/cell-types.ts';
export type { Language } from './errors/entry.ts';
export type { Estimate, Rate } from './evaluation/rate.ts';
export { BLAST_TEXTS } from './reports/blast-texts.ts';
export { DIFFERENTIAL_TEXTS } from './reports/differential-texts.ts';
export type { Markup } from './reports/markup/markup.ts';
export { PATIENT_ANSWER_TEXTS } from './reports/patient-answer-texts.ts';
export { type ForestPlot, forestPlot } from './reports/plots/forest-plot.ts';
export {
  countText,
  differenceText,
  figureText,
  intervalText,
  percentText,
  shareText,
  thresholdText,
} from './reports/plots/interval-text.ts';
export { type LearningCurvesRow, learningCurves } from './reports/plots/learning-curves.ts';
export { sharePlot } from './reports/plots/share-plot.ts';
export { DARK, LIGHT, PLOT_CLASS, styleSheet } from './reports/plots/theme.ts';
export { REPORT_TEXTS } from './reports/report-texts.ts';
export type { Answer, Body, OPERATIONS, OperationName, Params, Query } from './server/api/all-operations.ts';
