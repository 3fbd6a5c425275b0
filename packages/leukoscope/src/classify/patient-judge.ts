import { type CountingRole, countingRole } from '../cells/counting-role.ts';
import { type GroupCounts, patientShare } from '../evaluation/patient-share.ts';
import { adjustedShare, type CalledCells } from '../evaluation/patients/adjusted-share.ts';
import { drawErrors, type ErrorDraws } from '../evaluation/patients/error-draws.ts';
import { ratioPer100 } from '../evaluation/patients/ratio-per-100.ts';
import { answerOf, type ShareAnswer } from '../evaluation/patients/share-answer.ts';
import { clopperPearson, type Estimate, type Rate } from '../evaluation/rate.ts';
import type { ModelCard } from '../models/model-card.ts';
import type { PatientCounts } from './classify-images.ts';

/** Of blasts among leukocytes, from which acute leukaemia is diagnosed (WHO, 2016 and 2022). */
const BLAST_LIMIT = 0.2;

/** A share as called, and what it is allowing for the model's own errors. */
export interface JudgedShare {
  /** As called; its interval knows the number of cells only. */
  readonly share: Rate;
  /** Under 100 cells. */
  readonly tooFew: boolean;
  /** `null` where it is not known how often the model errs. */
  readonly adjusted: Estimate | null;
  /** Against the limit; `null` where there is none, or no adjusted share. */
  readonly answer: ShareAnswer | null;
}

/** A patient's blasts among leukocytes, by the most probable type of each cell. */
export interface BlastCount extends JudgedShare {
  /** Among leukocytes. */
  readonly promyelocytes: Rate;
  readonly erythroblastsPer100: Estimate;
  /** Cells that no share is of: smudge cells. */
  readonly outside: number;
}

/** What is known of a patient by the calls of its cells. */
export interface JudgedPatient {
  /** `null` gathers the images nobody is named for. */
  readonly patient: string | null;
  /** Of atypical cells; those referred to a person are among them, as the threshold has it. */
  readonly share: JudgedShare;
  /** Cells referred to a person; 0 from a model without a band. */
  readonly referred: number;
  /** `null` from a model that knows the two groups alone. */
  readonly blasts: BlastCount | null;
}

interface CodeCount {
  readonly code: string;
  readonly n: number;
}

/** What of a model's card counts here; without `errors` nothing is known of them. */
type JudgingCard = Pick<ModelCard, 'types' | 'scheme' | 'errors'>;

/** Judges patients' counts by what a model's card says of its errors; these are drawn once. */
export class PatientJudge {
  /** Of the share of blasts, if the model tells types apart, else of the atypical cells; `null`: none is judged. */
  readonly limit: number | null;
  readonly #card: JudgingCard;
  readonly #atypical: ErrorDraws | null;
  readonly #blasts: ErrorDraws | null;

  /** @param limit in (0, 1); for blasts 20% unless given. */
  constructor(card: JudgingCard, limit?: number) {
    this.#card = card;
    this.limit = limit ?? (card.types === null ? null : BLAST_LIMIT);
    this.#atypical = card.errors === undefined ? null : drawErrors(card.errors.atypical);
    this.#blasts = drawErrors(card.errors?.blasts ?? []);
  }

  /** Whether it is known how often the model errs in what the limit is for. */
  get judges(): boolean {
    return (this.#card.types === null ? this.#atypical : this.#blasts) !== null;
  }

  /** @param called of a model of types, how many cells were called each. */
  patient({ patient, referred, ...counts }: PatientCounts, called: readonly CodeCount[]): JudgedPatient {
    return { patient, share: this.atypical(counts), referred, blasts: this.blasts(called) };
  }

  atypical({ typical, atypical }: GroupCounts): JudgedShare {
    const { share, tooFew } = patientShare({ typical, atypical });
    const limit = this.#card.types === null ? this.limit : null;
    return { share, tooFew, ...judged({ positive: atypical, cells: typical + atypical }, this.#atypical, limit) };
  }

  /** `null` from a model that knows the two groups alone. */
  blasts(called: readonly CodeCount[]): BlastCount | null {
    if (this.#card.types === null) return null;
    const counts = this.#roles(called);
    const leukocytes = counts.blast + counts.promyelocyte + counts.leukocyte;
    const { share, tooFew } = patientShare({ atypical: counts.blast, typical: leukocytes - counts.blast });
    return {
      ...{ share, tooFew },
      ...judged({ positive: counts.blast, cells: leukocytes }, this.#blasts, this.limit),
      promyelocytes: clopperPearson(counts.promyelocyte, leukocytes),
      erythroblastsPer100: ratioPer100(counts.erythroblast, leukocytes),
      outside: counts.outside,
    };
  }

  #roles(called: readonly CodeCount[]): Record<CountingRole, number> {
    const counts = { blast: 0, promyelocyte: 0, leukocyte: 0, erythroblast: 0, outside: 0 };
    for (const { code, n } of called) counts[countingRole(this.#card.scheme, code)] += n;
    return counts;
  }
}

function judged(cells: CalledCells, errors: ErrorDraws | null, limit: number | null) {
  if (errors === null) return { adjusted: null, answer: null };
  const adjusted = adjustedShare(cells, errors);
  return { adjusted, answer: limit === null ? null : answerOf(cells, { share: adjusted, errors, limit }) };
}
