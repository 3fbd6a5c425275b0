import type { TestedPatient } from '../classify/judge-evaluation.ts';
import type { JudgedShare } from '../classify/patient-judge.ts';
import type { CsvCell } from '../files/csv.ts';
import { blastForest, withBlasts } from './blast-section.ts';
import type { UnpicturedReport } from './evaluation-contents.ts';
import { EVALUATION_PAGE_TEXTS } from './evaluation-page-texts.ts';
import type { PatientForest } from './patient-forest.ts';
import { REPORT_TEXTS } from './report-texts.ts';

/** With more patients the picture would be a scroll; those where the model is furthest from the labels are shown. */
const MOST_PATIENTS = 200;

/** Shares called atypical of the patients of a test, and how many of them the picture shows. */
export function testedForest({ judged, card, language }: UnpicturedReport): PatientForest & { readonly total: number } {
  const texts = EVALUATION_PAGE_TEXTS[language];
  const difference = ({ share, truth }: TestedPatient) => Math.abs((share.share.value ?? 0) - (truth.atypical ?? 0));
  const kept = new Set([...judged.patients].sort((a, b) => difference(b) - difference(a)).slice(0, MOST_PATIENTS));
  const shown = judged.patients.filter((tested) => kept.has(tested));
  return {
    ...{ language, title: texts.patientsTitle, axisTitle: texts.patientsAxis, notes: [texts.patientsNote] },
    limit: card.types === null ? judged.limit : null,
    patients: shown.map(({ patient, share, truth }) => ({
      ...share,
      label: patient ?? REPORT_TEXTS[language].unnamedPatient,
      truth: truth.atypical,
    })),
    total: judged.patients.length,
  };
}

/** Shares of blasts of the patients of a test; `null` of a model that knows no types. */
export function testedBlasts({ judged, language }: UnpicturedReport): PatientForest | null {
  const counted = withBlasts(judged.patients);
  const truth = new Map(counted.map((tested) => [tested.patient, tested.truth.blasts]));
  return counted.length === 0 ? null : blastForest({ language, limit: judged.limit, truth }, counted);
}

const OF_SHARE = ['share', 'low', 'high', 'adjusted', 'adjusted_low', 'adjusted_high', 'true_share'];

/** Every patient of the test, headings in English. */
export function patientRows({ judged }: UnpicturedReport): CsvCell[][] {
  return [
    ['patient', 'cells', 'called_atypical', ...OF_SHARE],
    ...judged.patients.map(({ patient, share, truth }) => [
      ...[patient, share.share.denominator, share.share.numerator],
      ...shareCells(share, truth.atypical),
    ]),
  ];
}

/** Every patient with its blasts, headings in English. */
export function blastRows({ judged }: UnpicturedReport): CsvCell[][] {
  return [
    ['patient', 'leukocytes', 'blasts', ...OF_SHARE, 'promyelocytes', 'erythroblasts_per_100', 'outside'],
    ...withBlasts(judged.patients).map(({ patient, blasts, truth }) => [
      ...[patient, blasts.share.denominator, blasts.share.numerator],
      ...shareCells(blasts, truth.blasts),
      ...[blasts.promyelocytes.value, blasts.erythroblastsPer100.value, blasts.outside],
    ]),
  ];
}

function shareCells({ share, adjusted }: JudgedShare, truth: number | null): CsvCell[] {
  const { value, low, high } = share;
  return [value, low, high, adjusted?.value ?? null, adjusted?.low ?? null, adjusted?.high ?? null, truth];
}
