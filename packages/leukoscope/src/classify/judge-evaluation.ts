import { typeOf } from '../cells/cell.ts';
import { countingRole, isLeukocyte } from '../cells/counting-role.ts';
import type { LookTally } from '../evaluation/promises/cell-look.ts';
import {
  isReferred,
  type Referral,
  type ReferralBand,
  type RiskCoveragePoint,
  referralUnder,
  riskCoverage,
} from '../evaluation/promises/risk-coverage.ts';
import { shareBelow, shareFrom, unitScores } from '../evaluation/promises/unit-losses.ts';
import { isCalledAtypical, type ScoredCell } from '../evaluation/scored-cell.ts';
import type { ModelCard } from '../models/model-card.ts';
import { type JudgedPatient, PatientJudge } from './patient-judge.ts';
import { type PromiseInUse, promiseInUse } from './promise-in-use.ts';

/** A patient of a test, with what the labels say. */
export interface TestedPatient extends JudgedPatient {
  readonly truth: {
    /** Of the cells, in [0, 1]. */
    readonly atypical: number | null;
    /** Of the leukocytes, in [0, 1]; `null` of a model that knows the two groups alone. */
    readonly blasts: number | null;
  };
}

/** What the promise of a model comes to in a test. */
export interface KeptPromise {
  /** The most that was promised, in the mean over units; what it was here. */
  readonly missed: { readonly limit: number; readonly observed: number; readonly n: number };
  readonly falseAlarms: { readonly limit: number; readonly observed: number; readonly n: number } | null;
}

export interface JudgedEvaluation {
  readonly patients: readonly TestedPatient[];
  /** That shares are compared with; see `PatientJudge`. */
  readonly limit: number | null;
  /** Under the model's band; without one nothing is referred. */
  readonly referral: Referral;
  /** What wider bands would do, at most 200. */
  readonly riskCoverage: readonly RiskCoveragePoint[];
  /** `null` of a model that was not calibrated, or at another threshold than its own. */
  readonly promise: PromiseInUse | null;
  readonly kept: KeptPromise | null;
}

const MOST_POINTS = 200;

/** What is known of patients, referral and promise from a test. @param threshold that the test is at. */
export function judgeEvaluation(
  scored: readonly ScoredCell[],
  { card, threshold, looks }: { readonly card: ModelCard; readonly threshold: number; readonly looks: LookTally },
): JudgedEvaluation {
  const isOwn = threshold === card.threshold.threshold;
  const band = (isOwn && card.calibration?.band) || { low: threshold, high: threshold };
  const judge = new PatientJudge(isOwn ? card : withoutGroupErrors(card));
  const promise = isOwn ? promiseInUse(card, looks) : null;
  const patients = Map.groupBy(scored, ({ patient }) => patient);
  return {
    patients: [...patients]
      .filter(([patient]) => patient !== null)
      .map(([patient, cells]) => tested(patient, cells, { judge, threshold, band, card })),
    limit: judge.limit,
    referral: referralUnder(scored, band),
    riskCoverage: riskCoverage(scored, band.low, MOST_POINTS),
    promise,
    kept: promise && keptPromise(scored, promise),
  };
}

/** How often the model errs is known at its own threshold only; the types do not depend on it. */
function withoutGroupErrors(card: ModelCard): ModelCard {
  return card.errors === undefined ? card : { ...card, errors: { ...card.errors, atypical: [] } };
}

interface TestedWith {
  readonly judge: PatientJudge;
  readonly threshold: number;
  readonly band: ReferralBand;
  readonly card: ModelCard;
}

function tested(
  patient: string | null,
  cells: readonly ScoredCell[],
  { judge, threshold, band, card }: TestedWith,
): TestedPatient {
  const count = (is: (cell: ScoredCell) => boolean) => cells.filter(is).length;
  const atypical = count(({ probability }) => isCalledAtypical(probability, threshold));
  const referred = count(({ probability }) => isReferred(probability, band));
  const called = Map.groupBy(cells, ({ calledType }) => calledType ?? '');
  const types = [...called].map(([code, own]) => ({ code, n: own.length }));
  const roles = cells.map((cell) => countingRole(card.scheme, typeOf(cell)));
  const leukocytes = roles.filter(isLeukocyte).length;
  return {
    ...judge.patient({ patient, typical: cells.length - atypical, atypical, referred }, types),
    truth: {
      atypical: count(({ group }) => group === 'atypical') / cells.length,
      blasts:
        card.types === null || leukocytes === 0 ? null : roles.filter((role) => role === 'blast').length / leukocytes,
    },
  };
}

function keptPromise(scored: readonly ScoredCell[], { goal, band }: PromiseInUse): KeptPromise | null {
  if (!('missed' in goal)) return null;
  const [atypical, typical] = [unitScores(scored, 'atypical'), unitScores(scored, 'typical')];
  const { missed, falseAlarms } = goal;
  return {
    missed: { limit: missed.limit, observed: shareBelow(atypical, band.low), n: atypical.n },
    falseAlarms: falseAlarms && {
      ...{ limit: falseAlarms.limit, observed: shareFrom(typical, band.high), n: typical.n },
    },
  };
}
