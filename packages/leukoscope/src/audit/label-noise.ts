import { randomStream } from '@leukoscope/engine';
import { type BootstrapEstimate, bootstrapPatients } from '../evaluation/bootstrap.ts';
import { clopperPearson, DEFAULT_LEVEL, type Rate } from '../evaluation/rate.ts';
import type { CellOfGroup } from './read-audit-cells.ts';

/** A cell that models which have not seen it would confidently put into the other group. */
export interface SuspectLabel {
  /** Position in the list of cells. */
  readonly cell: number;
  /** Held-out probability of atypical. */
  readonly probability: number;
}

export interface SuspectsOfType {
  /** The cell type's code, or the label where no type is known. */
  readonly type: string;
  readonly suspects: Rate;
}

/** Labels that are probably wrong. */
export interface LabelNoise {
  /** Of all cells; of those labelled typical; of those labelled atypical. Resampled over patients, where there are any. */
  readonly share: BootstrapEstimate;
  readonly ofTypical: BootstrapEstimate;
  readonly ofAtypical: BootstrapEstimate;
  /** The least credible label first. */
  readonly suspects: readonly SuspectLabel[];
  /** Types with most suspects first. */
  readonly byType: readonly SuspectsOfType[];
}

const DRAWS = 500;

/**
 * Confident learning (Northcutt, Jiang and Chuang, Journal of Artificial Intelligence Research 70, 2021): a cell counts for
 * a group where its held-out probability of it is at least the mean of those labelled so; counted against the labels and
 * scaled to their numbers this estimates how many labels of each group belong to the other. A model's own errors count
 * as noise where it is sure of them, so that with a weak model it is an upper bound.
 *
 * @param probabilities held-out probability of atypical of each cell
 * @returns `null` without cells of both groups
 */
export function labelNoise(
  cells: readonly CellOfGroup[],
  probabilities: Float64Array,
  seed: number,
): LabelNoise | null {
  const labels = Uint8Array.from(cells, ({ group }) => Number(group === 'atypical'));
  if (new Set(labels).size < 2) return null;
  const units = unitsOf(cells);
  const count = Math.max(...units) + 1;
  const statistics = (weights: Uint32Array) => shares(labels, probabilities, (cell) => weights[units[cell]!]!);
  const having = (label: number) => new Set(Array.from(units).filter((_, at) => labels[at] === label)).size;
  const both = Math.min(having(0), having(1));
  const estimates = bootstrapPatients(count, statistics, {
    bearing: { share: both, ofTypical: both, ofAtypical: both },
    draws: DRAWS,
    level: DEFAULT_LEVEL,
    random: randomStream(seed, 'label-noise'),
  });
  const suspects = suspectsOf(labels, probabilities);
  return { ...estimates, suspects, byType: byType(cells, suspects) };
}

/** Cells of no patient are units of their own. */
function unitsOf(cells: readonly CellOfGroup[]): Uint32Array {
  const known = new Map<string, number>();
  let next = 0;
  return Uint32Array.from(cells, ({ patient }) => {
    if (patient === null) return next++;
    const unit = known.get(patient) ?? next++;
    known.set(patient, unit);
    return unit;
  });
}

/** Mean held-out probability of each group among the cells labelled so. */
function confidences(labels: Uint8Array, probabilities: Float64Array, weightOf: (cell: number) => number) {
  const sums = [0, 0];
  const counts = [0, 0];
  for (const [cell, label] of labels.entries()) {
    const weight = weightOf(cell);
    const probability = probabilities[cell]!;
    sums[label]! += weight * (label === 1 ? probability : 1 - probability);
    counts[label]! += weight;
  }
  return { typical: sums[0]! / counts[0]!, atypical: sums[1]! / counts[1]!, counts };
}

/** The group a cell confidently is of: 0, 1, or -1 for neither. */
function confidentGroup(probability: number, means: { typical: number; atypical: number }): number {
  const isAtypical = probability >= means.atypical;
  const isTypical = 1 - probability >= means.typical;
  if (isAtypical && isTypical) return Number(probability > 0.5);
  return isAtypical ? 1 : isTypical ? 0 : -1;
}

type Share = 'share' | 'ofTypical' | 'ofAtypical';

function shares(
  labels: Uint8Array,
  probabilities: Float64Array,
  weightOf: (cell: number) => number,
): Record<Share, number | null> {
  const means = confidences(labels, probabilities, weightOf);
  const counted = [0, 0];
  const wrong = [0, 0];
  for (const [cell, label] of labels.entries()) {
    const group = confidentGroup(probabilities[cell]!, means);
    if (group === -1) continue;
    counted[label]! += weightOf(cell);
    if (group !== label) wrong[label]! += weightOf(cell);
  }
  if (counted[0] === 0 || counted[1] === 0) return { share: null, ofTypical: null, ofAtypical: null };
  const [ofTypical, ofAtypical] = [wrong[0]! / counted[0]!, wrong[1]! / counted[1]!];
  const [typical, atypical] = means.counts as [number, number];
  return { share: (ofTypical * typical + ofAtypical * atypical) / (typical + atypical), ofTypical, ofAtypical };
}

function suspectsOf(labels: Uint8Array, probabilities: Float64Array): SuspectLabel[] {
  const means = confidences(labels, probabilities, () => 1);
  const ofLabel = (cell: number) => (labels[cell] === 1 ? probabilities[cell]! : 1 - probabilities[cell]!);
  return Array.from(labels.keys())
    .filter((cell) => confidentGroup(probabilities[cell]!, means) === 1 - labels[cell]!)
    .sort((a, b) => ofLabel(a) - ofLabel(b) || a - b)
    .map((cell) => ({ cell, probability: probabilities[cell]! }));
}

function byType(cells: readonly CellOfGroup[], suspects: readonly SuspectLabel[]): SuspectsOfType[] {
  const typeOf = ({ cellCode, label, group }: CellOfGroup) => cellCode ?? label ?? group;
  const suspected = new Set(suspects.map(({ cell }) => cell));
  const types = Map.groupBy(cells.keys(), (at) => typeOf(cells[at]!));
  return [...types]
    .map(([type, own]) => ({
      type,
      suspects: clopperPearson(own.filter((at) => suspected.has(at)).length, own.length),
    }))
    .sort((a, b) => b.suspects.numerator - a.suspects.numerator || (a.type < b.type ? -1 : 1));
}
