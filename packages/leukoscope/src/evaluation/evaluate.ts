import { randomStream } from '@leukoscope/engine';
import { byCellType, byPatient, type CellTypeResult, type PatientResult } from './by-group.ts';
import { type BinaryRates, binaryRates, confusionAt } from './confusion.ts';
import type { Confusion } from './confusion-values.ts';
import { type CurveBands, curveBands } from './curve-bands.ts';
import { bootstrapEvaluation, type EvaluationBootstrap } from './evaluation-bootstrap.ts';
import {
  averagePrecision,
  type PrecisionRecallPoint,
  precisionRecallCurve,
  thinPrecisionRecallCurve,
} from './precision-recall.ts';
import { type PredictiveValues, predictiveValuesAt } from './predictive-values.ts';
import { DEFAULT_LEVEL, type Estimate, type Rate } from './rate.ts';
import { type Reliability, type ReliabilityOptions, reliabilityOf } from './reliability/reliability.ts';
import { calibratedProbability, type FittedTemperature } from './reliability/temperature.ts';
import { type RocPoint, rocAuc, rocCurve, sensitivityAtSpecificity, thinRocCurve } from './roc.ts';
import type { ScoredCell } from './scored-cell.ts';
import { evaluateTypes, type KnownType, type TypeEvaluation } from './type-confusion.ts';

/** Of a bootstrap, unless more or fewer are asked for. */
export const DEFAULT_DRAWS = 2_000;
const MOST_CURVE_POINTS = 400;

/** An image that gave no cell to evaluate, as JSON has it. */
export interface Rejection {
  readonly path: string;
  /** Code of the error, for example `image.truncated`. */
  readonly reason: string;
}

export interface EvaluateOptions {
  /** Cells whose probability is at least this are called atypical. */
  readonly threshold: number;
  /** Images that could not be scored; passed on, so that no result hides them. */
  readonly rejected: readonly Rejection[];
  /** Of the bootstrap: the same seed gives the same intervals. */
  readonly seed: number;
  /** Of the bootstrap; 2,000 unless given. */
  readonly draws?: number;
  /** Of the model, by its validation cells; see `fitTemperature`. `null`: it has none. */
  readonly temperature?: FittedTemperature | null;
  /** At which to state predictive values too, in (0, 1). */
  readonly prevalence?: number | null;
  /** What the model knows, where it tells cell types apart. */
  readonly types?: readonly KnownType[] | null;
  /** Confidence level of every interval; 0.95 unless given. */
  readonly level?: number;
}

/**
 * Everything known of a binary test, as plain JSON. The top level names what most readers want; its intervals are over
 * cells. Where cells have patients, quote `bootstrap` instead.
 */
export interface Evaluation {
  /** Cells evaluated; rejected images are not among them. */
  readonly n: number;
  /** Of these, truly atypical. */
  readonly positive: number;
  readonly threshold: number;
  readonly confusion: Confusion;
  readonly accuracy: Rate;
  readonly sensitivity: Rate;
  readonly specificity: Rate;
  readonly rocAuc: Estimate;
  readonly sensitivityAtSpecificity90: Rate;
  readonly rejected: readonly Rejection[];
  readonly rates: BinaryRates & { readonly intervals: 'over-cells-ignoring-patients' };
  readonly averagePrecision: Estimate;
  /** Predictive values at a stated prevalence, over cells; `null` where none is stated. */
  readonly atPrevalence: PredictiveValues | null;
  readonly byCellType: readonly CellTypeResult[];
  readonly byPatient: readonly PatientResult[];
  /** `null` where no cell has a patient. */
  readonly bootstrap: EvaluationBootstrap | null;
  /** Thinned for drawing, at most 400 points; `rocAuc` is from all of them. Empty where a group has no cells. */
  readonly roc: readonly RocPoint[];
  /** Thinned likewise. */
  readonly precisionRecall: readonly PrecisionRecallPoint[];
  /** Pointwise intervals around both curves, for drawing. */
  readonly bands: CurveBands;
  /** Whether probabilities are chances: as the model gives them, and after its temperature. */
  readonly reliability: EvaluatedReliability;
  /** Types against types; `null` for a model that knows the two groups alone. */
  readonly types: TypeEvaluation | null;
}

export interface EvaluatedReliability {
  readonly asGiven: Reliability;
  /** As the model's card gives it; `null` where it says nothing of it. */
  readonly temperature: FittedTemperature | null;
  /** On the same draws; `null` without a temperature. */
  readonly calibrated: Reliability | null;
}

/**
 * Evaluates calls against known groups.
 *
 * @throws RangeError for a probability outside [0, 1], or options outside their range.
 */
export function evaluate(scored: readonly ScoredCell[], options: EvaluateOptions): Evaluation {
  const { threshold, rejected, seed, draws = DEFAULT_DRAWS, level = DEFAULT_LEVEL } = options;
  const { types = null, prevalence = null, temperature = null } = options;
  const confusion = confusionAt(scored, threshold);
  const rates = binaryRates(confusion, level);
  const random = randomStream(seed, 'patient-bootstrap');
  return {
    n: scored.length,
    positive: confusion.tp + confusion.fn,
    threshold,
    confusion,
    accuracy: rates.accuracy,
    sensitivity: rates.sensitivity,
    specificity: rates.specificity,
    rocAuc: rocAuc(scored, level),
    sensitivityAtSpecificity90: sensitivityAtSpecificity(scored, 0.9, level),
    rejected,
    rates: { intervals: 'over-cells-ignoring-patients', ...rates },
    averagePrecision: averagePrecision(scored, level),
    atPrevalence: prevalence === null ? null : predictiveValuesAt(confusion, prevalence, level),
    byCellType: byCellType(scored, threshold, level),
    byPatient: byPatient(scored, threshold, level),
    bootstrap: bootstrapEvaluation(scored, { threshold, prevalence, draws, level, random }),
    roc: thinRocCurve(rocCurve(scored), MOST_CURVE_POINTS),
    precisionRecall: thinPrecisionRecallCurve(precisionRecallCurve(scored), MOST_CURVE_POINTS),
    bands: curveBands(scored, { draws, level, random: randomStream(seed, 'band-bootstrap') }),
    reliability: evaluateReliability(scored, temperature, () => ({
      ...{ draws, level },
      random: randomStream(seed, 'reliability-bootstrap'),
    })),
    types: types && evaluateTypes(scored, { types, draws, level, random: randomStream(seed, 'type-bootstrap') }),
  };
}

/** @param options anew for each, so that both see the same draws. */
function evaluateReliability(
  scored: readonly ScoredCell[],
  temperature: FittedTemperature | null,
  options: () => ReliabilityOptions,
): EvaluatedReliability {
  const value = temperature?.value ?? null;
  const calibrated = (at: number) =>
    scored.map((cell) => ({ ...cell, probability: calibratedProbability(cell.probability, at) }));
  return {
    asGiven: reliabilityOf(scored, options()),
    temperature,
    calibrated: value === null ? null : reliabilityOf(calibrated(value), options()),
  };
}
