import { randomStream } from '@leukoscope/engine';
import { aucPlacements } from '../evaluation/delong.ts';
import { rankCells } from '../evaluation/ranked-cells.ts';
import { DEFAULT_LEVEL } from '../evaluation/rate.ts';
import { studentDeviate } from '../evaluation/student-distribution.ts';
import type { Trial } from '../heads/cross-validation.ts';
import type { FeatureMatrix } from '../heads/feature-matrix.ts';
import { heldOutScores } from './held-out-scores.ts';
import type { CellOfGroup } from './read-audit-cells.ts';
import type { ShallowLearner } from './shallow/shallow-task.ts';

/** What a split rewards without any morphology. */
export interface CoinTest {
  /** ROC AUC of each coin that was thrown. */
  readonly aucs: readonly number[];
  readonly mean: number;
  /** Of the mean over coins, by Student's t; not of what other patients would give. */
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly trainPatients: number;
  readonly heldOutPatients: number;
}

export interface CoinTask {
  readonly features: FeatureMatrix;
  readonly units: Uint32Array;
  readonly learner: ShallowLearner;
  readonly trial: Trial;
  readonly coins: number;
  readonly seed: number;
  readonly onModel?: () => void;
  readonly signal: AbortSignal;
}

/** With fewer patients on a side their coins can hardly differ. */
const LEAST_PATIENTS = 2;
const MOST_THROWS = 1_000;

/**
 * Gives each patient a fair coin, learns the coins of the cells in training and is judged on the held-out cells: by chance
 * (0.5) where patients are apart, and better only where cells of one patient stand on both sides, since nothing but the
 * patient tells the coin. Coins that leave one side with a single face are thrown again. Cells without a patient take no
 * part.
 *
 * @returns `null` with fewer than two patients on a side
 * @throws the signal's reason if it aborts
 */
export async function coinTest(cells: readonly CellOfGroup[], task: CoinTask): Promise<CoinTest | null> {
  const named = (rows: Uint32Array) => rows.filter((row) => cells[row]!.patient !== null);
  const trial = { train: named(task.trial.train), test: named(task.trial.test) };
  const [trainPatients, heldOutPatients] = [patientsOf(cells, trial.train), patientsOf(cells, trial.test)];
  if (trainPatients.length < LEAST_PATIENTS || heldOutPatients.length < LEAST_PATIENTS) return null;
  const everybody = [...new Set([...trainPatients, ...heldOutPatients])];
  const aucs: number[] = [];
  for (let coin = 0; coin < task.coins; coin++) {
    const sides = [trainPatients, heldOutPatients];
    const faces = throwCoins(everybody, sides, randomStream(task.seed, 'patient-coin', coin));
    if (faces === null) return null;
    const positive = Uint8Array.from(cells, ({ patient }) => (patient === null ? 0 : faces.get(patient)!));
    const scores = await heldOutScores([trial], { ...task, positive });
    aucs.push(aucOf(cells, { scores, positive, rows: trial.test }));
  }
  return { ...meanOf(aucs), trainPatients: trainPatients.length, heldOutPatients: heldOutPatients.length };
}

function patientsOf(cells: readonly CellOfGroup[], rows: Uint32Array): string[] {
  return [...new Set(Array.from(rows, (row) => cells[row]!.patient!))].sort();
}

function throwCoins(
  patients: readonly string[],
  sides: readonly (readonly string[])[],
  random: () => number,
): ReadonlyMap<string, 0 | 1> | null {
  for (let attempt = 0; attempt < MOST_THROWS; attempt++) {
    const faces = new Map(patients.map((patient) => [patient, random() < 0.5 ? 0 : 1] as const));
    if (sides.every((side) => new Set(side.map((patient) => faces.get(patient))).size === 2)) return faces;
  }
  return null;
}

interface Judged {
  readonly scores: Float64Array;
  readonly positive: Uint8Array;
  readonly rows: Uint32Array;
}

function aucOf(cells: readonly CellOfGroup[], { scores, positive, rows }: Judged): number {
  const scored = Array.from(rows, (row) => ({
    ...cells[row]!,
    group: positive[row] === 1 ? ('atypical' as const) : ('typical' as const),
    probability: scores[row]!,
  }));
  return aucPlacements(rankCells(scored)).auc;
}

function meanOf(aucs: readonly number[]): Pick<CoinTest, 'aucs' | 'mean' | 'low' | 'high' | 'level'> {
  const level = DEFAULT_LEVEL;
  const mean = aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
  const squares = aucs.reduce((sum, auc) => sum + (auc - mean) ** 2, 0);
  const half =
    aucs.length < 2 ? 1 : studentDeviate(level, aucs.length - 1) * Math.sqrt(squares / (aucs.length - 1) / aucs.length);
  return { aucs, mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half), level };
}
