import { type ClassificationReport, cellsContent, falseAlarms, sharesContent } from './classification-page.ts';
import { DEMO_PAGE_TEXTS, type DemoPageTexts } from './demo-page-texts.ts';
import type { EvaluationReport } from './evaluation-contents.ts';
import { evaluationLead, evaluationSections } from './evaluation-page.ts';
import type { HtmlContent } from './markup/html.ts';
import { bullets, code, paragraph } from './page/page-parts.ts';
import { renderPage } from './page/render-page.ts';
import { originText } from './report-parts.ts';

export interface DemoReport {
  /** On patients that the model has not seen. */
  readonly evaluation: EvaluationReport;
  /** Of two new patients. */
  readonly classification: ClassificationReport;
  /** Their true shares of atypical cells, in [0, 1], by patient. */
  readonly trueShares: ReadonlyMap<string, number | null>;
}

/** What the demo did, as one self-contained HTML page: the test, two new patients, and what to do next. */
export function demoPage({ evaluation, classification, trueShares }: DemoReport): string {
  const { language } = evaluation;
  const texts = DEMO_PAGE_TEXTS[language];
  const newPatients = newPatientsContent(classification, { texts, trueShares });
  return renderPage({
    language,
    title: texts.title,
    lead: [paragraph(texts.intro), ...evaluationLead(evaluation)],
    sections: [
      ...evaluationSections(evaluation),
      { id: 'new-patients', title: texts.newPatients, content: newPatients },
      { id: 'next', title: texts.next, content: nextContent(texts) },
    ],
    origin: originText(language, evaluation.origin),
  });
}

function newPatientsContent(
  classification: ClassificationReport,
  { texts, trueShares }: { texts: DemoPageTexts; trueShares: ReadonlyMap<string, number | null> },
): HtmlContent[] {
  const sentences = classification.patients.map(({ patient, share }) =>
    texts.newPatient({
      patient: patient ?? '',
      called: share.share,
      truth: trueShares.get(patient ?? '') ?? null,
    }),
  );
  return [
    paragraph(texts.newPatientsNote),
    bullets(sentences.map((sentence) => [sentence])),
    ...falseAlarms(classification),
    ...sharesContent(classification),
    ...cellsContent(classification),
  ];
}

function nextContent({ nextSteps }: DemoPageTexts): HtmlContent[] {
  return nextSteps.flatMap(({ text, command }) => [paragraph(text), paragraph(code(command))]);
}
