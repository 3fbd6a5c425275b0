import { type HtmlContent, html } from '../../reports/markup/html.ts';
import { countText } from '../../reports/plots/interval-text.ts';
import { decimalText } from '../../reports/plots/number-text.ts';
import {
  type FigureName,
  type KnownFigure,
  POLARITIES,
  type Polarity,
  type PolarName,
} from '../paper/experiment-figures.ts';
import type { PaperExperiment } from '../paper/paper-experiments.ts';

const UNDEFINED = '—';

/** How a figure is written: accuracy and shares of all cells in percent, shares of a group from 0 to 1, as in the paper. */
const WRITTEN: Readonly<Record<FigureName, (value: number) => string>> = {
  accuracy: (value) => `${decimalText(100 * value, 1)}%`,
  typicalRecognised: (value) => decimalText(value, 3),
  atypicalFound: (value) => decimalText(value, 3),
  typicalCalledAtypical: (value) => decimalText(100 * value, 2),
  atypicalMissed: (value) => decimalText(100 * value, 2),
};

/** How the paper prints what it prints of its rows, with fewer digits. */
const PRINTED: Readonly<Partial<Record<FigureName, (value: number) => string>>> = {
  accuracy: (value) => `${decimalText(100 * value, 0)}%`,
  typicalRecognised: (value) => decimalText(value, 2),
  atypicalFound: (value) => decimalText(value, 2),
};

/** The value alone, with the digits that are known of it; of one that is not printed, from where to where it can lie. */
export function valueText(name: FigureName, { value, least, most }: KnownFigure): string {
  if (value === null) return UNDEFINED;
  const written = WRITTEN[name];
  if (least === null || most === null || least === most) return written(value);
  return PRINTED[name]?.(value) ?? `${written(least)}–${written(most)}`;
}

export function intervalOf(name: FigureName, { low, high }: KnownFigure): string | null {
  return low === null || high === null ? null : `${WRITTEN[name](low).replace('%', '')}–${WRITTEN[name](high)}`;
}

export function countedText({ counted }: KnownFigure): string | null {
  return counted === null ? null : `${countText(counted.numerator)}/${countText(counted.denominator)}`;
}

/** Value, interval and count of a figure, one below the other. */
export function figureCell(name: FigureName, figure: KnownFigure): HtmlContent {
  return stackedCell(name, figure, [intervalOf(name, figure), countedText(figure)]);
}

/** Value and interval, where the count stands elsewhere. */
export function shortFigureCell(name: FigureName, figure: KnownFigure): HtmlContent {
  return stackedCell(name, figure, [intervalOf(name, figure)]);
}

function stackedCell(name: FigureName, figure: KnownFigure, lines: readonly (string | null)[]): HtmlContent {
  const below = lines.filter((text) => text !== null);
  return html('div', {}, [valueText(name, figure), ...below.map((text) => html('div', { class: 'muted' }, [text]))]);
}

/**
 * A figure as the paper prints it, under one of its own names; `null` where it prints none, as the false positives and
 * all that has atypical for positive and is no mirror of a printed figure.
 */
export function printedText({ printed }: PaperExperiment, name: FigureName): string | null {
  switch (name) {
    case 'accuracy':
      return `${printed.accuracyPercent}%`;
    case 'typicalRecognised':
      return decimalText(printed.sensitivity, 2);
    case 'atypicalFound':
      return decimalText(printed.specificity, 2);
    case 'typicalCalledAtypical':
      return decimalText(printed.falseNegativePercent, 2);
    case 'atypicalMissed':
      return null;
  }
}

/** The columns of the results tables behind the accuracy: what the paper prints, in its polarity and in the clinical one. */
export const RESULT_COLUMNS: readonly {
  readonly polarity: Polarity;
  readonly polar: PolarName;
  readonly name: FigureName;
}[] = (['paper', 'clinical'] as const).flatMap((polarity) =>
  (['sensitivity', 'specificity', 'fn'] as const).map((polar) => ({
    polarity,
    polar,
    name: POLARITIES[polarity][polar],
  })),
);
