import type { BlastCount, JudgedPatient } from '../classify/patient-judge.ts';
import type { Language } from '../errors/entry.ts';
import { BLAST_TEXTS } from './blast-texts.ts';
import { adjustedCells, noteOf, shareCells } from './judged-cells.ts';
import type { HtmlContent } from './markup/html.ts';
import { paragraph } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import type { PageSection } from './page/render-page.ts';
import { type PatientForest, patientForest } from './patient-forest.ts';
import { countText, figureText, percentText } from './plots/interval-text.ts';
import { decimalText } from './plots/number-text.ts';
import { REPORT_TEXTS } from './report-texts.ts';

interface CountedPatients {
  readonly language: Language;
  readonly patients: readonly JudgedPatient[];
  /** Of the share of blasts, in [0, 1]. */
  readonly limit: number | null;
  /** By the true labels, in [0, 1], by patient; where there are labels. */
  readonly truth?: ReadonlyMap<string | null, number | null>;
}

interface BlastPatient {
  readonly patient: string | null;
  readonly blasts: BlastCount;
}

/** With more patients the picture would be a scroll; the table has all. */
const MOST_PATIENTS = 200;

/** Blasts among leukocytes by patient; no section of a model that knows no types. */
export function blastSections({ language, patients, limit, truth }: CountedPatients): PageSection[] {
  const counted = withBlasts(patients);
  if (counted.length === 0) return [];
  const texts = BLAST_TEXTS[language];
  const label = (patient: string | null) => patient ?? REPORT_TEXTS[language].unnamedPatient;
  const forest = patientForest(blastForest({ language, limit, ...(truth && { truth }) }, counted));
  const { columns } = texts;
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const table: HtmlContent = pageTable({
    caption: texts.tableCaption,
    columns: [
      { heading: columns.patient, align: 'left' },
      ...[right(columns.blasts), right(columns.leukocytes), right(columns.share), right(columns.interval)],
      ...[right(columns.adjusted), right(columns.interval), { heading: '', align: 'left' } as const],
    ],
    rows: counted.map(({ patient, blasts }) => [
      ...[label(patient), ...shareCells(blasts), ...adjustedCells(blasts)],
      noteOf(blasts, limit, language),
    ]),
  });
  const apart: HtmlContent = pageTable({
    caption: texts.apartCaption,
    columns: [
      { heading: columns.patient, align: 'left' },
      ...[right(columns.promyelocytes), right(columns.erythroblasts), right(columns.outside)],
    ],
    rows: counted.map(({ patient, blasts }) => [
      label(patient),
      figureText(blasts.promyelocytes, percentText),
      figureText(blasts.erythroblastsPer100, ratioText),
      countText(blasts.outside),
    ]),
  });
  return [{ id: 'blasts', title: texts.title, content: [paragraph(texts.note), ...forest, table, apart] }];
}

/** The picture of the patients with the largest shares. */
export function blastForest(
  { language, limit, truth }: Omit<CountedPatients, 'patients'>,
  counted: readonly BlastPatient[],
): PatientForest {
  const texts = BLAST_TEXTS[language];
  const shown = [...counted]
    .sort((a, b) => (b.blasts.share.value ?? 0) - (a.blasts.share.value ?? 0))
    .slice(0, MOST_PATIENTS);
  return {
    ...{ language, limit, title: texts.plotTitle, axisTitle: texts.axis, notes: [] },
    patients: shown.map(({ patient, blasts }) => ({
      ...blasts,
      label: patient ?? REPORT_TEXTS[language].unnamedPatient,
      truth: truth?.get(patient) ?? null,
    })),
  };
}

/** Of a model that knows types. */
export function withBlasts<Patient extends JudgedPatient>(patients: readonly Patient[]): (Patient & BlastPatient)[] {
  return patients.flatMap((each) => (each.blasts === null ? [] : [{ ...each, blasts: each.blasts }]));
}

function ratioText(value: number | null): string {
  return value === null ? '—' : decimalText(value, 1);
}
