import { cellTypeIn, type Scheme } from '../../cells/scheme.ts';
import type { Language } from '../../errors/entry.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { blastSections } from '../../reports/blast-section.ts';
import { sharesContent } from '../../reports/classification-page.ts';
import { differentialContent } from '../../reports/differential.ts';
import { type HtmlContent, html } from '../../reports/markup/html.ts';
import { paragraph, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { type PageSection, renderPage } from '../../reports/page/render-page.ts';
import { verdict } from '../../reports/page/verdict.ts';
import { countText, intervalText, percentText, shareText } from '../../reports/plots/interval-text.ts';
import { limits, originText, syntheticStamp } from '../../reports/report-parts.ts';
import type { Answer } from '../api/all-operations.ts';
import { CASE_REPORT_TEXTS } from './case-report-texts.ts';

type Figures = Answer<'getSummary'>['afterReview'];

export interface CaseReport {
  readonly language: Language;
  readonly about: Answer<'getCase'>;
  readonly summary: Answer<'getSummary'>;
  readonly scheme: Scheme;
  /** `null` before the first classification, and of a blinded case that is open. */
  readonly model: { readonly name: string; readonly sha256: string; readonly card: ModelCard } | null;
  /** Whether any of the cells is generated. */
  readonly syntheticCells: boolean;
  readonly trail: { readonly seq: number; readonly hash: string };
  readonly version: string;
  readonly madeOn: Date;
}

/** The report of a case as one self-contained HTML page, to print and pass on. */
export function caseReportPage(report: CaseReport): string {
  const { language, about, version, madeOn } = report;
  const texts = CASE_REPORT_TEXTS[language];
  return renderPage({
    language,
    title: texts.title(about.patient.name, about.title),
    lead: lead(report),
    sections: [
      { id: 'review', title: texts.afterReview, content: reviewContent(report) },
      ...modelSections(report),
      { id: 'details', title: texts.details, content: detailsContent(report) },
    ],
    origin: originText(language, { version, madeOn, argv: [] }),
  });
}

function lead({ language, about, summary, syntheticCells }: CaseReport): HtmlContent[] {
  const texts = CASE_REPORT_TEXTS[language];
  const { cells, reviewed, unidentified } = summary;
  const signer = about.signedBy?.name || texts.localUser;
  const title = about.signedAt === null ? texts.draft : texts.signed(signer, about.signedAt.slice(0, 10));
  return [
    ...syntheticStamp(language, { data: syntheticCells, model: summary.model?.synthetic ?? false }),
    verdict({ language, level: 'caution', title, content: [limits(language)] }),
    paragraph(texts.cells(countText(cells), countText(reviewed), countText(unidentified))),
    ...(about.note === '' ? [] : [paragraph(about.note)]),
  ];
}

function reviewContent({ language, about, summary, scheme }: CaseReport): HtmlContent[] {
  const texts = CASE_REPORT_TEXTS[language];
  const { afterReview, previous } = summary;
  const before =
    previous === null
      ? []
      : rowsOf(previous.figures, { language, suffix: texts.previous(previous.title, previous.createdAt.slice(0, 10)) });
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  return [
    pageTable({
      caption: texts.caption,
      columns: [
        { heading: texts.figure, align: 'left' },
        ...[texts.count, texts.of, texts.share, texts.interval].map(right),
      ],
      rows: [...rowsOf(afterReview, { language, suffix: null }), ...before],
    }),
    ...differential(afterReview, { language, scheme, patient: about.patient.name }),
  ];
}

function rowsOf(
  { atypical, blasts }: Figures,
  { language, suffix }: { readonly language: Language; readonly suffix: string | null },
): string[][] {
  const texts = CASE_REPORT_TEXTS[language];
  const row = (name: string, rate: Figures['atypical']['share']) => [
    suffix === null ? name : `${name} (${suffix})`,
    ...[
      countText(rate.numerator),
      countText(rate.denominator),
      percentText(rate.value),
      intervalText(rate, percentText),
    ],
  ];
  return [row(texts.atypical, atypical.share), ...(blasts === null ? [] : [row(texts.blasts, blasts.share)])];
}

/** Types with cells, in the order of the scheme; what the scheme leaves out is of no group. */
function differential(
  figures: Figures,
  { language, scheme, patient }: { readonly language: Language; readonly scheme: Scheme; readonly patient: string },
): HtmlContent[] {
  const counted = (figures.differential ?? []).flatMap(({ code, group, share }) =>
    group === 'excluded' || share.numerator === 0 ? [] : [{ code, group, share }],
  );
  if (counted.length === 0) return [remark(CASE_REPORT_TEXTS[language].noAdjustment)];
  const types = counted.map(({ code, group, share }) => {
    const name = cellTypeIn(scheme, code)?.name ?? { en: code, es: code };
    return { code, name: { ...name }, group, cells: share.numerator };
  });
  const note = CASE_REPORT_TEXTS[language].noAdjustment;
  return differentialContent([{ patient, types: counted }], { language, types, note });
}

/** What the model said by itself, allowing for its errors. */
function modelSections({ language, about, summary, model }: CaseReport): PageSection[] {
  const texts = CASE_REPORT_TEXTS[language];
  const { byModel, limit, referred } = summary;
  if (byModel === null || model === null) {
    return about.blinded ? [{ id: 'model', title: texts.byModel, content: [paragraph(texts.blinded)] }] : [];
  }
  const patients = [{ patient: about.patient.name, share: byModel.atypical, referred, blasts: byModel.blasts }];
  const given = { language, patients, limit, card: model.card, promise: null };
  const sentences = (summary.promise?.sentences ?? []).map((sentence) => paragraph(sentence));
  return [
    { id: 'model', title: texts.byModel, content: [...sentences, ...sharesContent(given)] },
    ...blastSections(given),
  ];
}

function detailsContent({ language, model, trail }: CaseReport): HtmlContent[] {
  const texts = CASE_REPORT_TEXTS[language];
  const threshold = model === null ? '' : shareText(model.card.threshold.threshold);
  return [
    paragraph(model === null ? texts.noModel : texts.model(model.name, model.sha256, threshold)),
    html('p', { class: 'muted' }, [texts.trail(trail.seq, trail.hash)]),
  ];
}
