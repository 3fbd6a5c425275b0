import type { Evaluation } from '../evaluation/evaluate.ts';
import type { TypeEvaluation } from '../evaluation/type-confusion.ts';
import type { ModelCard } from '../models/model-card.ts';
import { blastSections } from './blast-section.ts';
import type { EvaluationReport } from './evaluation-contents.ts';
import { byTypePlot } from './evaluation-figures.ts';
import { evaluationNumbers } from './evaluation-numbers.ts';
import { EVALUATION_PAGE_TEXTS, type EvaluationPageTexts } from './evaluation-page-texts.ts';
import { explanationSets } from './explanation-sets.ts';
import { ERROR_MAPS_TEXTS } from './map-texts.ts';
import { type HtmlContent, type HtmlElement, html } from './markup/html.ts';
import { groupFields, groupLinks, typeFields, typeLinks } from './matrix-field-content.ts';
import { modelComparisonContent } from './model-comparison.ts';
import { bullets, code, disclosure, factList, paragraph, plotFigure, remark } from './page/page-parts.ts';
import { pictureGrid } from './page/picture-grid.ts';
import { pictureSets } from './page/picture-sets.ts';
import { type PageSection, renderPage } from './page/render-page.ts';
import { type SharedPictures, sharePictures } from './page/shared-pictures.ts';
import { verdict } from './page/verdict.ts';
import { testedForest } from './patient-figures.ts';
import { patientForest } from './patient-forest.ts';
import { gridPicture } from './pictured-cell.ts';
import { confusionPlot } from './plots/confusion-plot.ts';
import type { PlotView } from './plots/figure.ts';
import { complement, intervalText, percentText, shareText } from './plots/interval-text.ts';
import { learningCurves } from './plots/learning-curves.ts';
import { precisionRecallPlot } from './plots/precision-recall-plot.ts';
import { probabilityPlot } from './plots/probability-plot.ts';
import { fewPatients, type QuotedName, quoted } from './plots/quoted-figure.ts';
import { reliabilityPlot } from './plots/reliability-plot.ts';
import { riskCoveragePlot } from './plots/risk-coverage-plot.ts';
import { rocPlot } from './plots/roc-plot.ts';
import { judgedContent } from './promise-content.ts';
import { commandLine, limits, originText, syntheticStamp } from './report-parts.ts';
import { SUBGROUP_TEXTS, subgroupsPlot } from './subgroups.ts';
import { typeCallsContent } from './type-calls.ts';

const MOST_REJECTED = 100;
const FACTS: readonly QuotedName[] = ['sensitivity', 'specificity', 'rocAuc', 'accuracy'];

/**
 * The report of a test as one self-contained HTML page. Names of classes, patients and files are text in it, never
 * markup.
 */
export function evaluationPage(report: EvaluationReport): string {
  const { language, about, origin } = report;
  const texts = EVALUATION_PAGE_TEXTS[language];
  return renderPage({
    language,
    title: texts.title(about.dataset.name),
    lead: evaluationLead(report),
    sections: evaluationSections(report),
    origin: originText(language, origin),
  });
}

export function evaluationSections(report: EvaluationReport): PageSection[] {
  const texts = EVALUATION_PAGE_TEXTS[report.language];
  const pictures = picturesOf(report);
  return [
    section('confusion', texts, [pictures.element, ...confusionContent(report, pictures)]),
    section('roc', texts, [plotFigure((widthPx) => rocPlot(report.evaluation, view(report, widthPx)))]),
    section('precision-recall', texts, [
      plotFigure((widthPx) => precisionRecallPlot(report.evaluation, view(report, widthPx))),
    ]),
    section('probability', texts, probabilityContent(report)),
    section('reliability', texts, reliabilityContent(report, texts)),
    section('referral', texts, referralContent(report)),
    section('cells', texts, examplesContent(report, { texts, pictures })),
    ...errorMapsSections(report),
    section('types', texts, [plotFigure((widthPx) => byTypePlot(report, widthPx))]),
    ...(report.evaluation.types === null
      ? []
      : [section('type-calls', texts, typesContent(report.evaluation.types, { report, pictures }))]),
    ...(report.evaluation.byPatient.length === 0 ? [] : [section('patients', texts, patientsContent(report, texts))]),
    ...blastContent(report),
    section('numbers', texts, evaluationNumbers(report.evaluation, report.language)),
    ...subgroupSections(report),
    ...(report.comparison === null
      ? []
      : [section('comparison', texts, modelComparisonContent(report.comparison, report.language))]),
    ...trainingSections(report, texts),
    section('details', texts, detailsContent(report, texts)),
  ];
}

function subgroupSections({ subgroups, language }: EvaluationReport): PageSection[] {
  if (subgroups === null) return [];
  const content = [plotFigure((widthPx) => subgroupsPlot(subgroups, { language, widthPx }))];
  return [{ id: 'subgroups', title: SUBGROUP_TEXTS[language].title(subgroups.column), content }];
}

function section(
  id: keyof EvaluationPageTexts['sections'],
  { sections }: EvaluationPageTexts,
  content: readonly HtmlContent[],
): PageSection {
  return { id, title: sections[id], content };
}

function view({ language }: EvaluationReport, widthPx: number): PlotView {
  return { language, widthPx };
}

/** The first screen: what was tested, on whom, how many atypical cells were missed, and what the tool is not for. */
export function evaluationLead(report: EvaluationReport): HtmlContent[] {
  const texts = EVALUATION_PAGE_TEXTS[report.language];
  const { language, evaluation, about, card, synthetic } = report;
  const { confusion, positive, n, threshold, rejected, byPatient, bootstrap, sensitivity } = evaluation;
  const few = fewPatients(evaluation);
  const level = sensitivity.level;
  const patients = bootstrap === null ? null : byPatient.length;
  const trained = card.training.cells.train;
  return [
    ...syntheticStamp(language, synthetic),
    ...notATest(report, texts),
    verdict({
      language,
      level: 'caution',
      title: positive === 0 ? texts.noAtypical : texts.missed(confusion.fn, positive, missedShare(evaluation)),
      content: [limits(language)],
    }),
    paragraph(
      [
        texts.tested({ n, atypical: positive, patients, dataset: about.dataset.name, part: about.part }),
        texts.leftOut(about.dataset.excluded, rejected.length),
      ].join(' '),
    ),
    paragraph(
      [
        texts.model({
          network: networkOf(card),
          sizePx: card.preprocessing.sizePx,
          dataset: card.training.dataset.name,
          cells: (trained?.typical ?? 0) + (trained?.atypical ?? 0),
          patients: trained?.patients ?? null,
        }),
        texts.threshold(threshold, threshold === card.threshold.threshold),
        texts.positive,
      ].join(' '),
    ),
    factList(
      FACTS.map((name) => {
        const figure = quoted(evaluation, name);
        return { label: texts.figures[name], value: shareText(figure.value), note: intervalText(figure) };
      }),
    ),
    ...judgedContent(report.judged, language),
    remark([texts.intervals(level, patients), ...(few === null ? [] : [texts.fewPatients(few)])].join(' ')),
  ];
}

function networkOf({ network, members }: ModelCard): string {
  return members === null ? network.name : members.map((member) => member.network.name).join(' + ');
}

function notATest({ language, about }: EvaluationReport, texts: EvaluationPageTexts): HtmlElement[] {
  const reasons = [
    ...(about.choseModel ? [texts.choseModel] : []),
    ...(about.trainingCellsAllowed ? [texts.trainingCells] : []),
  ];
  if (reasons.length === 0) return [];
  const content = reasons.map((reason) => paragraph(reason));
  return [verdict({ language, level: 'bad', title: texts.notATest, content })];
}

/** The share of atypical cells missed: what the sensitivity leaves, with its interval turned round. */
function missedShare(evaluation: Evaluation) {
  const missed = complement(quoted(evaluation, 'sensitivity'));
  const interval = intervalText(missed, percentText);
  return { value: percentText(missed.value), interval, level: evaluation.sensitivity.level };
}

/** Every picture of a cell on the page, once. */
function picturesOf({ examples, fields }: EvaluationReport): SharedPictures {
  const shown = [...examples, ...fields].flatMap((group) => group.shown);
  return sharePictures(new Map(shown.map(({ cell, picture }) => [cell.id, picture])));
}

function confusionContent(report: EvaluationReport, pictures: SharedPictures): HtmlContent[] {
  const { evaluation, language } = report;
  const linkOf = groupLinks(report);
  return [
    plotFigure((widthPx) => confusionPlot(evaluation.confusion, { language, widthPx, linkOf })),
    ...groupFields(report, pictures),
  ];
}

function typesContent(
  types: TypeEvaluation,
  { report, pictures }: { report: EvaluationReport; pictures: SharedPictures },
): HtmlContent[] {
  const linkOf = typeLinks(report, types);
  return typeCallsContent(types, { ...report, linkOf, belowMatrix: typeFields(report, types, pictures) });
}

function probabilityContent(report: EvaluationReport): HtmlContent[] {
  const plot = { cells: report.scored, threshold: report.evaluation.threshold };
  return [plotFigure((widthPx) => probabilityPlot(plot, view(report, widthPx)))];
}

function reliabilityContent(report: EvaluationReport, texts: EvaluationPageTexts): HtmlContent[] {
  const { reliability } = report.evaluation;
  return [
    plotFigure((widthPx) => reliabilityPlot(reliability, view(report, widthPx))),
    remark(texts.temperature(reliability.temperature)),
  ];
}

function examplesContent(
  { examples, scheme, language }: EvaluationReport,
  { texts, pictures }: { texts: EvaluationPageTexts; pictures: SharedPictures },
): HtmlContent[] {
  return [
    paragraph(texts.examplesNote),
    ...examples
      .filter(({ total }) => total > 0)
      .flatMap(({ outcome, shown, total }) => [
        html('h3', {}, [texts.outcomes[outcome](shown.length, total)]),
        pictureGrid(shown.map((pictured) => gridPicture(pictured, { outcome, scheme, language, pictures }))),
      ]),
  ];
}

function errorMapsSections({ errorMaps = [], language }: EvaluationReport): PageSection[] {
  if (errorMaps.length === 0) return [];
  const { title, note } = ERROR_MAPS_TEXTS[language];
  const sets = errorMaps.map((image) => pictureSets(explanationSets(image, language)));
  return [{ id: 'error-maps', title, content: [paragraph(note), ...sets] }];
}

function patientsContent(report: EvaluationReport, texts: EvaluationPageTexts): HtmlContent[] {
  const { total, ...forest } = testedForest(report);
  const count = forest.patients.length;
  return [...(count < total ? [paragraph(texts.patientsShown(count, total))] : []), ...patientForest(forest)];
}

function blastContent({ judged, language }: EvaluationReport): PageSection[] {
  const truth = new Map(judged.patients.map(({ patient, truth: { blasts } }) => [patient, blasts]));
  return blastSections({ language, patients: judged.patients, limit: judged.limit, truth });
}

function referralContent(report: EvaluationReport): HtmlContent[] {
  const { riskCoverage: points, referral } = report.judged;
  return [plotFigure((widthPx) => riskCoveragePlot({ points, referral }, view(report, widthPx)))];
}

function trainingSections(report: EvaluationReport, texts: EvaluationPageTexts): PageSection[] {
  const rows = report.learningCurves;
  if (rows === null) return [];
  const picture = plotFigure((widthPx) => learningCurves(rows, view(report, widthPx)));
  return [section('training', texts, [paragraph(texts.trainingNote), picture])];
}

function detailsContent({ evaluation, about, origin }: EvaluationReport, texts: EvaluationPageTexts): HtmlContent[] {
  const { rejected } = evaluation;
  const listed = rejected.slice(0, MOST_REJECTED);
  return [
    paragraph(texts.command, ' ', commandLine(origin)),
    paragraph(texts.modelFile(about.model)),
    paragraph(texts.dataHash(about.dataset.dataHash, about.dataset.scheme)),
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
