import type { HtmlContent } from '../../reports/markup/html.ts';
import { modelComparisonContent } from '../../reports/model-comparison.ts';
import { bullets, paragraph, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import type { VerdictLevel } from '../../reports/page/page-texts.ts';
import { type PageSection, renderPage } from '../../reports/page/render-page.ts';
import { verdict } from '../../reports/page/verdict.ts';
import { countText, figureText, thresholdText } from '../../reports/plots/interval-text.ts';
import { commandLine, limits, originText, syntheticStamp } from '../../reports/report-parts.ts';
import { FOLLOWED } from '../followed-figures.ts';
import type { AdaptationReport, AdaptationVerdict } from './adaptation-report.ts';
import { ADAPTATION_TEXTS, type AdaptationTexts } from './adaptation-texts.ts';

const LEVELS: Readonly<Record<AdaptationVerdict, VerdictLevel>> = {
  better: 'good',
  worse: 'bad',
  trade: 'caution',
  unproven: 'caution',
  untested: 'caution',
};

/** What adapting a model to a laboratory came to, as one self-contained HTML page. */
export function adaptationPage(report: AdaptationReport): string {
  const { language, dataset, origin } = report;
  const texts = ADAPTATION_TEXTS[language];
  return renderPage({
    language,
    title: texts.title(dataset),
    lead: lead(report, texts),
    sections: [
      ...(report.comparison === null ? [] : tested(report, texts)),
      { id: 'changed', title: texts.sections.changed, content: [bullets(changeLines(report).map((line) => [line]))] },
      { id: 'shift', title: texts.sections.shift, content: [bullets(shiftLines(report).map((line) => [line]))] },
      { id: 'details', title: texts.sections.details, content: [paragraph(commandLine(origin))] },
    ],
    origin: originText(language, origin),
  });
}

function lead(report: AdaptationReport, texts: AdaptationTexts): HtmlContent[] {
  const { language, synthetic } = report;
  const difference = texts.difference(report);
  const content = [
    paragraph(...(difference === null ? [] : [difference, ' ']), texts.recommended(report)),
    limits(language),
  ];
  return [
    ...syntheticStamp(language, synthetic),
    verdict({ language, level: LEVELS[report.verdict], title: texts.verdict[report.verdict], content }),
    paragraph(texts.used(report)),
  ];
}

function tested(report: AdaptationReport, texts: AdaptationTexts): PageSection[] {
  const { language, model, adapted, comparison } = report;
  const named = { ...comparison!, models: { first: adapted, other: model } };
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const { columns } = texts;
  return [
    { id: 'figures', title: texts.sections.figures, content: modelComparisonContent(named, language) },
    {
      id: 'ablation',
      title: texts.sections.ablation,
      content: [
        pageTable({
          caption: texts.ablationCaption,
          columns: [
            { heading: columns.levers, align: 'left' },
            ...FOLLOWED.map((name) => right(columns[name])),
            ...[right(columns.missed), right(columns.falseAlarms), right(columns.threshold)],
          ],
          rows: ablationRows(report),
        }),
        remark(texts.ablationNote),
      ],
    },
  ];
}

/** A row for each set of changes that was tested: names, figures with intervals, counts, threshold. */
export function ablationRows({ rows, language }: AdaptationReport): string[][] {
  const texts = ADAPTATION_TEXTS[language];
  return rows.map(({ levers, figures, missed, falseAlarms, threshold }) => [
    levers.map((lever) => texts.levers[lever]).join(' + ') || texts.noLever,
    ...FOLLOWED.map((name) => figureText(figures[name])),
    ...[countText(missed), countText(falseAlarms), thresholdText(threshold)],
  ]);
}

/** What was changed and what was not, a sentence each. */
export function changeLines(report: AdaptationReport): string[] {
  const texts = ADAPTATION_TEXTS[report.language];
  const missing = Object.entries(report.missing) as [keyof typeof report.missing, keyof typeof texts.missing][];
  return [
    texts.chosen(report),
    texts.scale(report),
    texts.lastLayer(report),
    ...missing.map(([lever, reason]) => texts.notPulled(lever, texts.missing[reason])),
    report.knownCellsDropped ? texts.knownCells : null,
  ].filter((line) => line !== null);
}

export function shiftLines({ language, shift }: AdaptationReport): string[] {
  const texts = ADAPTATION_TEXTS[language];
  return [texts.shift('before', shift.before), texts.shift('after', shift.after)];
}
