import { basename } from 'node:path';
import type { Prediction } from '../classify/classify-images.ts';
import type { JudgedPatient } from '../classify/patient-judge.ts';
import type { PromiseInUse } from '../classify/promise-in-use.ts';
import type { Differential } from '../classify/type-tally.ts';
import type { Language } from '../errors/entry.ts';
import type { ModelCard } from '../models/model-card.ts';
import { blastSections } from './blast-section.ts';
import { CLASSIFICATION_PAGE_TEXTS, type ClassificationPageTexts } from './classification-page-texts.ts';
import { differentialContent } from './differential.ts';
import { DIFFERENTIAL_TEXTS } from './differential-texts.ts';
import { adjustedCells, noteOf, shareCells } from './judged-cells.ts';
import { type HtmlContent, html } from './markup/html.ts';
import { bullets, code, disclosure, paragraph, plotFigure, remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import { pictureGrid } from './page/picture-grid.ts';
import { type PageSection, renderPage } from './page/render-page.ts';
import { verdict } from './page/verdict.ts';
import { type ForestPatient, patientForest } from './patient-forest.ts';
import { complement, countText, figureText, intervalText, percentText, shareText } from './plots/interval-text.ts';
import { sharePlot } from './plots/share-plot.ts';
import { promiseContent } from './promise-content.ts';
import { commandLine, limits, originText, type ReportOrigin, syntheticStamp } from './report-parts.ts';
import { REPORT_TEXTS } from './report-texts.ts';
import type { SyntheticUse } from './synthetic-use.ts';

/** An image with its picture as a data URI; `null` where the file cannot be shown. */
export interface PicturedPrediction {
  readonly prediction: Prediction;
  readonly picture: string | null;
}

/** Images to look at first: of one patient, or of all together. */
export interface MostAtypicalCells {
  /** `undefined` where they are of all patients. */
  readonly patient: string | null | undefined;
  readonly cells: readonly PicturedPrediction[];
}

export interface ClassificationReport {
  readonly language: Language;
  /** Path of the model as given. */
  readonly model: string;
  readonly card: ModelCard;
  readonly classified: number;
  /** Path and, in the report's language, the reason. */
  readonly rejected: readonly { readonly path: string; readonly reason: string }[];
  readonly ignoredFiles: number;
  readonly patients: readonly JudgedPatient[];
  /** That shares are compared with, in [0, 1]; of blasts, if the model knows types. */
  readonly limit: number | null;
  /** `null` of a model that was not calibrated. */
  readonly promise: PromiseInUse | null;
  /** By type; `null` of a model that knows the two groups alone. */
  readonly differentials: readonly Differential[] | null;
  readonly mostAtypical: readonly MostAtypicalCells[];
  readonly synthetic: SyntheticUse;
  readonly origin: ReportOrigin;
}

type SharesReport = Pick<ClassificationReport, 'language' | 'patients' | 'limit' | 'card' | 'promise'>;

/** With more patients the picture would be a scroll; the table has all. */
const MOST_PATIENTS = 200;
const MOST_REJECTED = 100;

/**
 * What a model says of the images of one or more patients, as one self-contained HTML page. Names of patients and files
 * are text in it, never markup.
 */
export function classificationPage(report: ClassificationReport): string {
  const { language, origin, patients } = report;
  const texts = CLASSIFICATION_PAGE_TEXTS[language];
  return renderPage({
    language,
    title: texts.title(patients.map(({ patient }) => nameOf(patient, language))),
    lead: lead(report, texts),
    sections: [
      { id: 'shares', title: texts.sections.shares, content: sharesContent(report) },
      ...blastSections(report),
      ...differentialSections(report),
      ...(report.classified === 0 ? [] : [{ id: 'cells', title: texts.sections.cells, content: cellsContent(report) }]),
      { id: 'details', title: texts.sections.details, content: detailsContent(report, texts) },
    ],
    origin: originText(language, origin),
  });
}

function differentialSections({ differentials, card, language, classified }: ClassificationReport): PageSection[] {
  if (differentials === null || card.types === null || classified === 0) return [];
  const content = differentialContent(differentials, { language, types: card.types });
  return [{ id: 'differential', title: DIFFERENTIAL_TEXTS[language].title, content }];
}

function nameOf(patient: string | null, language: Language): string {
  return patient ?? REPORT_TEXTS[language].unnamedPatient;
}

function lead(report: ClassificationReport, texts: ClassificationPageTexts): HtmlContent[] {
  const { language, card, classified, rejected, ignoredFiles, patients } = report;
  const few = patients.filter(({ share }) => share.tooFew).length;
  return [
    ...syntheticStamp(language, report.synthetic),
    verdict({ language, level: 'caution', title: headline(report, texts), content: [limits(language)] }),
    paragraph(
      [
        texts.images({ classified, rejected: rejected.length, ignoredFiles }),
        ...(few === 0 ? [] : [texts.tooFew(few)]),
        texts.threshold(card.threshold.threshold),
      ].join(' '),
    ),
    ...promiseContent(report.promise, language),
    ...falseAlarms(report),
  ];
}

/** What a smear without atypical cells would show; nothing where the model was made without typical validation cells. */
export function falseAlarms({ card, language }: ClassificationReport): HtmlContent[] {
  const { specificity } = card.threshold.reached;
  if (specificity.value === null) return [];
  const wrong = figureText(complement(specificity), percentText);
  return [paragraph(CLASSIFICATION_PAGE_TEXTS[language].falseAlarms(specificity.denominator, wrong))];
}

function headline({ patients, classified, language }: ClassificationReport, texts: ClassificationPageTexts): string {
  const [first] = patients;
  if (first === undefined) return texts.nothing;
  if (patients.length > 1) {
    const shares = patients.map((one) => one.share.share.value ?? 0);
    const [low, high] = [percentText(Math.min(...shares)), percentText(Math.max(...shares))];
    return texts.manyShares(classified, patients.length, { low, high });
  }
  const { share } = first.share;
  return texts.oneShare({
    patient: nameOf(first.patient, language),
    share: percentText(share.value),
    interval: intervalText(share, percentText),
    level: share.level,
  });
}

/** Shares of atypical cells, by patient. */
export function sharesContent(report: SharesReport): HtmlContent[] {
  const texts = CLASSIFICATION_PAGE_TEXTS[report.language];
  const { patients, language } = report;
  const [first] = patients;
  if (first === undefined) return [paragraph(texts.nothing)];
  if (patients.length === 1 && first.share.adjusted === null) {
    const plot = { patient: nameOf(first.patient, language), ...first.share };
    return [plotFigure((widthPx) => sharePlot(plot, { language, widthPx })), sharesTable(report, texts)];
  }
  const highest = [...patients].sort((a, b) => (b.share.share.value ?? 0) - (a.share.share.value ?? 0));
  const shown = highest.slice(0, MOST_PATIENTS);
  const forest = { title: texts.sharesTitle, axisTitle: texts.sharesAxis, notes: [texts.ownErrors] };
  return [
    ...(shown.length < patients.length ? [paragraph(texts.sharesShown(shown.length, patients.length))] : []),
    ...patientForest({
      language,
      ...forest,
      limit: ofGroups(report),
      patients: shown.map((one) => labelled(one, report)),
    }),
    sharesTable(report, texts),
  ];
}

/** The limit of the share of atypical cells: a model of types has its limit for blasts. */
function ofGroups({ card, limit }: SharesReport): number | null {
  return card.types === null ? limit : null;
}

function labelled({ patient, share }: JudgedPatient, { language }: SharesReport): ForestPatient {
  return { label: nameOf(patient, language), ...share };
}

function sharesTable(report: SharesReport, texts: ClassificationPageTexts): HtmlContent {
  const { patients, promise } = report;
  const { patient, atypical, cells, share, interval, note, adjusted, referred } = texts.columns;
  const level = `${(patients[0]?.share.share.level ?? 0) * 100}%`;
  const isAdjusted = patients.some((one) => one.share.adjusted !== null);
  const hasBand = promise !== null && promise.band.high > promise.band.low;
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  return pageTable({
    caption: texts.tableCaption,
    columns: [
      { heading: patient, align: 'left' },
      ...[right(atypical), right(cells), right(share), right(`${level} ${interval}`)],
      ...(isAdjusted ? [right(adjusted), right(`${level} ${interval}`)] : []),
      ...(hasBand ? [right(referred)] : []),
      { heading: note, align: 'left' },
    ],
    rows: patients.map((one) => [
      ...[nameOf(one.patient, report.language), ...shareCells(one.share)],
      ...(isAdjusted ? adjustedCells(one.share) : []),
      ...(hasBand ? [countText(one.referred)] : []),
      noteOf(one.share, ofGroups(report), report.language),
    ]),
  });
}

/** The most atypical cells, to look at. */
export function cellsContent(report: ClassificationReport): HtmlContent[] {
  const texts = CLASSIFICATION_PAGE_TEXTS[report.language];
  const { mostAtypical, patients, language } = report;
  return [
    paragraph(texts.cellsNote),
    ...mostAtypical.flatMap(({ patient, cells }) => [
      html('h3', {}, [
        patient === undefined
          ? texts.mostAtypicalOfAll(cells.length, patients.length)
          : texts.mostAtypicalOf(nameOf(patient, language), cells.length),
      ]),
      pictureGrid(cells.map((cell) => gridPicture(cell, language, patient === undefined))),
    ]),
  ];
}

function gridPicture({ prediction, picture }: PicturedPrediction, language: Language, namesPatient: boolean) {
  const texts = CLASSIFICATION_PAGE_TEXTS[language];
  const probability = shareText(prediction.probability);
  const called = texts.called[prediction.prediction];
  const file = basename(prediction.path);
  const lines = [
    texts.caption(probability, called),
    ...(prediction.type === null ? [] : [`${prediction.type.code} ${shareText(prediction.type.probability)}`]),
    ...(namesPatient ? [nameOf(prediction.patient, language)] : []),
    file,
    ...(picture === null ? [REPORT_TEXTS[language].noPicture] : []),
  ];
  return {
    dataUri: picture,
    caption: lines.map((line) => html('div', {}, [line])),
    alt: texts.alt(called, probability, file),
  };
}

function detailsContent(report: ClassificationReport, texts: ClassificationPageTexts): HtmlContent[] {
  const { origin, model, card, rejected } = report;
  const listed = rejected.slice(0, MOST_REJECTED);
  return [
    paragraph(texts.command, ' ', commandLine(origin)),
    paragraph(texts.model(model, card.training.dataset.name)),
    ...(rejected.length === 0
      ? []
      : [
          disclosure(texts.rejected(rejected.length), [
            bullets(listed.map(({ path, reason }) => [code(path), `: ${reason}`])),
            ...(listed.length < rejected.length ? [remark(texts.rejectedMore(rejected.length - listed.length))] : []),
          ]),
        ]),
  ];
}
