import type { HtmlContent } from '../../reports/markup/html.ts';
import { paragraph, plotFigure, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { type PageSection, renderPage } from '../../reports/page/render-page.ts';
import { verdict } from '../../reports/page/verdict.ts';
import { countText, figureText } from '../../reports/plots/interval-text.ts';
import { commandLine, limits, originText, syntheticStamp } from '../../reports/report-parts.ts';
import { FOLLOWED } from '../followed-figures.ts';
import { robustnessPlot } from './robustness-plot.ts';
import { type RobustnessCurve, type RobustnessPoint, type RobustnessReport, worstOf } from './robustness-report.ts';
import { ROBUSTNESS_TEXTS, type RobustnessTexts } from './robustness-texts.ts';

/** What disturbs a model, as one self-contained HTML page. */
export function robustnessPage(report: RobustnessReport): string {
  const { language, dataset, curves, origin } = report;
  const texts = ROBUSTNESS_TEXTS[language];
  return renderPage({
    language,
    title: texts.title(dataset),
    lead: lead(report, texts),
    sections: [
      ...curves.map((curve) => section(curve, report, texts)),
      { id: 'details', title: texts.details, content: [paragraph(commandLine(origin))] },
    ],
    origin: originText(language, origin),
  });
}

function lead(report: RobustnessReport, texts: RobustnessTexts): HtmlContent[] {
  const { language, synthetic, patients } = report;
  const { missed, by } = worst(report, texts);
  return [
    ...syntheticStamp(language, synthetic),
    verdict({ language, level: 'caution', title: texts.missed(report, missed, by), content: [limits(language)] }),
    paragraph(texts.tested(report)),
    remark(texts.intervals(patients)),
  ];
}

/** Of all disturbances the point at which most atypical cells are missed. */
function worst({ curves, asTheyAre }: RobustnessReport, texts: RobustnessTexts): { missed: number; by: string } {
  const found = curves
    .flatMap((curve) => ({ curve, point: worstOf(curve) }))
    .filter((each): each is { curve: RobustnessCurve; point: RobustnessPoint } => each.point !== null)
    .toSorted((a, b) => b.point.missed - a.point.missed)[0];
  if (found === undefined || found.point.missed <= asTheyAre.missed)
    return { missed: asTheyAre.missed, by: texts.asTheyAre };
  const { strength } = texts.disturbances[found.curve.name];
  return { missed: found.point.missed, by: `${strength}: ${found.point.strength}` };
}

function section(curve: RobustnessCurve, { language }: RobustnessReport, texts: RobustnessTexts): PageSection {
  const { title, what } = texts.disturbances[curve.name];
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  return {
    id: curve.name,
    title,
    content: [
      paragraph(what),
      plotFigure((widthPx) => robustnessPlot(curve, { language, widthPx })),
      pageTable({
        caption: title,
        columns: [
          { heading: texts.columns.strength, align: 'left' },
          ...FOLLOWED.map((name) => right(texts.figures[name])),
          ...[right(texts.columns.missed), right(texts.columns.falseAlarms)],
        ],
        rows: curve.points.map(({ strength, figures, missed, falseAlarms }) => [
          String(strength),
          ...FOLLOWED.map((name) => figureText(figures[name])),
          ...[countText(missed), countText(falseAlarms)],
        ]),
      }),
    ],
  };
}
