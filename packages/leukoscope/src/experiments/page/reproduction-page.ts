import type { HtmlContent } from '../../reports/markup/html.ts';
import { paragraph, plotFigure, remark } from '../../reports/page/page-parts.ts';
import { type PageSection, renderPage } from '../../reports/page/render-page.ts';
import { originText } from '../../reports/report-parts.ts';
import { RESULTS_TABLES } from '../paper/paper-experiments.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { claimsContent } from './claims-section.ts';
import { assumptionsContent, environmentContent, runsContent } from './conditions-sections.ts';
import { reproductionLead } from './lead.ts';
import { LEAD_TEXTS } from './lead-texts.ts';
import { leakageContent } from './leakage-section.ts';
import { matricesContent } from './matrices-section.ts';
import { PAGE_SECTIONS, type SectionId } from './page-sections.ts';
import { polarityContent } from './polarity-section.ts';
import { comparison, plan, stateOfTheArt, wholeImagesContent } from './printed-sections.ts';
import { reproductionFigures } from './reproduction-figures.ts';
import { resultsTable } from './results-tables.ts';
import { RESULTS_TEXTS } from './results-tables-texts.ts';

/**
 * The report of a reproduction as one self-contained HTML page, whatever part of it is done. Names of data sets and
 * labels are text in it, never markup.
 */
export function reproductionPage(report: ReproductionReport): string {
  const { language, origin, dataset } = report;
  return renderPage({
    language,
    title: LEAD_TEXTS[language].title(dataset.name),
    lead: reproductionLead(report),
    sections: sections(report),
    origin: originText(language, origin),
  });
}

function sections(report: ReproductionReport): PageSection[] {
  const { language } = report;
  const section = (id: SectionId, content: readonly HtmlContent[]): PageSection => ({
    id,
    title: PAGE_SECTIONS[language][id],
    content,
  });
  const figures = reproductionFigures(report);
  const figure = (number: 1 | 2 | 3 | 4 | 5) => section(`figure-${number}`, [plotFigure(figures[number - 1]!.picture)]);
  return [
    section('polarity', polarityContent(language)),
    section('claims', claimsContent(report)),
    section('leakage', leakageContent(report)),
    ...resultsSections(report, section),
    section('table-vii', matricesContent(report)),
    section('table-viii', comparison(report)),
    figure(4),
    figure(5),
    section('whole-images', wholeImagesContent(language)),
    section('table-i', stateOfTheArt(language)),
    section('table-ii', plan(language)),
    figure(1),
    figure(2),
    figure(3),
    section('assumptions', assumptionsContent(report)),
    section('environment', environmentContent(report)),
    section('runs', runsContent(report)),
  ];
}

function resultsSections(
  report: ReproductionReport,
  section: (id: SectionId, content: readonly HtmlContent[]) => PageSection,
): PageSection[] {
  const { note, transferNote } = RESULTS_TEXTS[report.language];
  return RESULTS_TABLES.map((table) =>
    section(`table-${table.number.toLowerCase()}` as SectionId, [
      ...(table.kind === 'transfer' ? [paragraph(transferNote)] : []),
      remark(note),
      resultsTable(table, report),
    ]),
  );
}
