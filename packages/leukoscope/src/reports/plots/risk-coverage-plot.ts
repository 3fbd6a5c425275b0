import type { Referral, RiskCoveragePoint } from '../../evaluation/promises/risk-coverage.ts';
import type { Markup } from '../markup/markup.ts';
import type { PlotView } from './figure.ts';
import { linePlot } from './line-plot.ts';
import { RISK_COVERAGE_TEXTS } from './risk-coverage-texts.ts';

export interface RiskCoveragePlot {
  readonly points: readonly RiskCoveragePoint[];
  /** Of the model as it stands; marked where it refers cells. */
  readonly referral: Referral;
}

/**
 * Errors among the cells that are still called, against the share that is referred to a person. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function riskCoveragePlot({ points, referral }: RiskCoveragePlot, { language, widthPx }: PlotView): Markup {
  const texts = RISK_COVERAGE_TEXTS[language];
  const line = (label: string, of: (point: RiskCoveragePoint) => number | null) => ({
    label,
    points: points.map((point) => {
      const share = of(point);
      return { x: 100 * point.referred, y: share === null ? null : 100 * share };
    }),
    style: 'line' as const,
  });
  const isReferring = referral.high > referral.low && referral.referred.value !== null;
  const marked = isReferring ? 100 * (referral.referred.value ?? 0) : null;
  const panel = {
    series: [line(texts.wrong, ({ wrong }) => wrong), line(texts.wrongAlarms, ({ wrongAlarms }) => wrongAlarms)],
    x: { kind: 'linear' as const, title: texts.referred, limits: [0, 100] as const },
    y: { kind: 'linear' as const, title: texts.errors },
    marker: marked === null ? null : { x: marked, label: texts.marker(referral) },
    emptyText: texts.empty,
  };
  const description = texts.description(points, referral);
  return linePlot({ title: texts.title, description, panels: [panel], notes: [texts.note] }, widthPx);
}
