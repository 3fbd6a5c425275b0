import type { DataAudit } from '../audit/audit-dataset.ts';
import { VIEWS } from '../audit/read-audit-cells.ts';
import { levelOfOverall, UNTOLD } from '../audit/verdicts.ts';
import { SPLIT_PARTS } from '../cells/cell.ts';
import type { Language } from '../errors/entry.ts';
import { coinText, type WrittenAnswer, writtenAnswers } from './audit-answers.ts';
import { AUDIT_PAGE_TEXTS } from './audit-page-texts.ts';
import { AUDIT_TEXTS } from './audit-texts.ts';
import { type HtmlContent, type HtmlElement, html } from './markup/html.ts';
import { bullets, paragraph, remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import { pictureSets } from './page/picture-sets.ts';
import { type PageSection, renderPage } from './page/render-page.ts';
import { verdict } from './page/verdict.ts';
import { countText, figureText } from './plots/interval-text.ts';
import { commandLine, originText, type ReportOrigin, syntheticStamp } from './report-parts.ts';
import { type LabelledCells, labelledPicture, shownSuspects, suspectLabels } from './suspect-labels.ts';

export interface AuditPage {
  readonly audit: DataAudit;
  readonly language: Language;
  readonly origin: ReportOrigin;
  /** Small pictures as data URIs, by position in the audit's cells; those that cannot be shown are not there. */
  readonly pictures: ReadonlyMap<number, string>;
}

const MOST_PAIRS = 12;
const left = (heading: string) => ({ heading, align: 'left' }) as const;
const right = (heading: string) => ({ heading, align: 'right' }) as const;

/** The page of an audit: whether to believe first, then why, then the figures behind it. */
export function auditPage(page: AuditPage): string {
  const { audit, language, origin } = page;
  const texts = AUDIT_PAGE_TEXTS[language];
  const answers = writtenAnswers(audit, language);
  return renderPage({
    language,
    title: texts.title(audit.dataset.name),
    lead: lead(page, answers),
    sections: [
      { id: 'views', title: texts.sections.views, content: viewsContent(page) },
      { id: 'coins', title: texts.sections.coins, content: coinsContent(page) },
      ...copiesSection(page),
      { id: 'labels', title: texts.sections.labels, content: suspectLabels(audit.noise, labelled(page)) },
      { id: 'parts', title: texts.sections.parts, content: partsContent(page) },
      { id: 'method', title: texts.sections.method, content: methodContent(page) },
    ],
    origin: originText(language, origin),
  });
}

function labelled({ audit, language, pictures }: Pick<AuditPage, 'audit' | 'language' | 'pictures'>): LabelledCells {
  return { cells: audit.cells, scheme: audit.dataset.scheme, language, pictures };
}

/** The pairs and suspects that a page shows: their cells' positions. */
export function picturedCells(audit: DataAudit): number[] {
  const pairs = shownPairs(audit).flatMap(({ a, b }) => [a, b]);
  return [...new Set([...pairs, ...shownSuspects(audit.noise).map(({ cell }) => cell)])];
}

function lead({ audit, language }: AuditPage, answers: readonly WrittenAnswer[]): HtmlContent[] {
  const [words, texts] = [AUDIT_TEXTS[language], AUDIT_PAGE_TEXTS[language]];
  const { dataset, cells, overall, rejected } = audit;
  const level = levelOfOverall(overall);
  const worrying = answers.filter((answer) => answer.level === 'bad' || answer.level === 'caution');
  const atypical = cells.filter(({ group }) => group === 'atypical').length;
  const patients = dataset.summary.byPatient.length;
  const counts = {
    cells: cells.length,
    typical: cells.length - atypical,
    atypical,
    excluded: dataset.summary.excluded,
  };
  return [
    ...syntheticStamp(language, { data: dataset.synthetic !== 'none', model: false }),
    verdict({
      language,
      level,
      title: `${words.overall[overall]}.`,
      content: worrying.length === 0 ? [] : [bullets(worrying.map(({ title }) => [`${title}.`]))],
    }),
    paragraph(
      `${texts.about(counts)} ${texts.patients(patients === 0 ? null : patients)} ${splitLine({ audit, language })}`,
      rejected.length === 0 ? '' : ` ${texts.rejected(rejected.length)}`,
    ),
    ...answers.map(answerBox(language)),
  ];
}

function answerBox(language: Language): (answer: WrittenAnswer) => HtmlElement {
  const words = AUDIT_TEXTS[language];
  return ({ question, level, title, why }) => {
    const head = `${words.questions[question][0]!.toUpperCase()}${words.questions[question].slice(1)}`;
    if (level === UNTOLD) {
      return html('div', { class: 'verdict' }, [
        html('p', { class: 'verdict-head' }, [html('span', {}, [`${head} (${words.levels[level]}): ${title}.`])]),
        paragraph(why),
      ]);
    }
    return verdict({ language, level, title: `${title}.`, content: [paragraph(why)] });
  };
}

function splitLine({ audit, language }: Pick<AuditPage, 'audit' | 'language'>): string {
  const [words, texts] = [AUDIT_TEXTS[language], AUDIT_PAGE_TEXTS[language]];
  const { split, origin, judgedBy } = audit.split;
  return texts.split({ by: words.drawnBy[split.by], origin: words.origins[origin], judged: words.judgedBy[judgedBy] });
}

function viewsContent({ audit, language }: AuditPage): HtmlContent[] {
  const [words, texts] = [AUDIT_TEXTS[language], AUDIT_PAGE_TEXTS[language]];
  return [
    pageTable({
      caption: texts.viewsCaption,
      columns: [left(words.viewHeadings.view), right(words.viewHeadings.auc)],
      rows: VIEWS.map((view) => [words.views[view], figureText(audit.auc[view])]),
    }),
    remark(texts.viewsNote),
  ];
}

function coinsContent({ audit, language }: AuditPage): HtmlContent[] {
  const [words, texts] = [AUDIT_TEXTS[language], AUDIT_PAGE_TEXTS[language]];
  const { split, auc, coin, contrast } = audit;
  if (coin === null && contrast === null) return [paragraph(texts.noCoins)];
  const rows = [
    [words.thisSplit(words.drawnBy[split.split.by]), figureText(auc.whole), coinText(coin) ?? '—'],
    ...(contrast === null
      ? []
      : [[words.otherSplit(words.drawnBy[contrast.by]), figureText(contrast.auc), coinText(contrast.coin) ?? '—']]),
  ];
  const { rewards } = words;
  return [
    pageTable({
      caption: texts.coinsCaption,
      columns: [left(rewards.split), right(rewards.real), right(rewards.coin)],
      rows,
    }),
    remark(texts.coinsNote),
  ];
}

function shownPairs({ copies }: DataAudit) {
  const across = new Set(copies.across);
  return [...copies.across, ...copies.pairs.filter((pair) => !across.has(pair))].slice(0, MOST_PAIRS);
}

function copiesSection({ audit, language, pictures }: AuditPage): PageSection[] {
  const texts = AUDIT_PAGE_TEXTS[language];
  const { pairs, across } = audit.copies;
  if (pairs.length === 0) return [];
  const isAcross = new Set(across);
  const shown = shownPairs(audit);
  const cell = labelledPicture(labelled({ audit, language, pictures }));
  return [
    {
      id: 'copies',
      title: texts.sections.copies,
      content: [
        remark(texts.pairsShown(shown.length, pairs.length)),
        pictureSets(
          shown.map((pair) => ({
            title: [texts.pair(pair.isExact ? texts.exact : texts.near, isAcross.has(pair))],
            pictures: [cell(pair.a), cell(pair.b)],
          })),
        ),
      ],
    },
  ];
}

function partsContent({ audit, language }: AuditPage): HtmlContent[] {
  const texts = AUDIT_PAGE_TEXTS[language];
  const { partColumns } = texts;
  const { parts } = audit.split;
  return [
    pageTable({
      caption: texts.partsCaption,
      columns: [left(partColumns.part), right(partColumns.cells), right(partColumns.patients)],
      rows: SPLIT_PARTS.map((part) => {
        const { cells, patients } = parts[part];
        return [texts.parts[part], countText(cells), patients === null ? '—' : countText(patients)];
      }),
    }),
  ];
}

function methodContent({ language, origin }: AuditPage): HtmlContent[] {
  const texts = AUDIT_PAGE_TEXTS[language];
  return [
    bullets(texts.method.map((item) => [item])),
    html('h3', {}, [texts.notSeenTitle]),
    bullets(texts.notSeen.map((item) => [item])),
    paragraph(texts.command, ' ', commandLine(origin)),
  ];
}
