import { SPLIT_PARTS, type SplitPart } from '../cells/cell.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { findNearDuplicates } from '../datasets/duplicates/near-duplicates.ts';
import { findLeaks, type Leaks } from '../datasets/leaks.ts';
import { assignParts, type Split } from '../datasets/split.ts';
import type { SplitUnit } from '../datasets/split-units.ts';
import { createSplit, requireSplittable, type SplitOptions } from '../datasets/splits/create-split.ts';
import { presetSplitOf } from '../datasets/splits/preset-split.ts';
import { unitNumbers, unitOfData } from '../datasets/unit-numbers.ts';
import type { Estimate } from '../evaluation/rate.ts';
import { crossValidation, type Round, type Trial } from '../heads/cross-validation.ts';
import type { ImageStore, RejectedImage } from '../images/image-store.node.ts';
import type { Progress } from '../progress/progress.ts';
import type { CoinTest } from './coin-test.ts';
import { type Copies, judgeCopies } from './copies.ts';
import type { FileTrait } from './features/file-features.ts';
import { type LabelNoise, labelNoise } from './label-noise.ts';
import { ModelTrials, meanScores } from './model-trials.ts';
import { type AuditCells, type CellOfGroup, readAuditCells, VIEWS, type View } from './read-audit-cells.ts';
import { type Answers, answersOf, type Overall, overallOf } from './verdicts.ts';

/** Where the split under audit comes from: a file, the data set itself, or drawn as `train` draws it. */
export type SplitOrigin = 'file' | 'preset' | 'drawn';

export interface AuditedSplit {
  readonly origin: SplitOrigin;
  readonly split: Split;
  /** How many cells and, where patients are known, patients each part has. */
  readonly parts: Readonly<Record<SplitPart, { readonly cells: number; readonly patients: number | null }>>;
  /** A split that was drawn is only one of many: its kind is judged by cross-validation, a given one by its own parts. */
  readonly judgedBy: 'heldOut' | 'crossValidation';
}

/** The same data, split by the other unit. */
export interface Contrast {
  readonly by: SplitUnit;
  /** ROC AUC of the shallow model that sees the whole picture. */
  readonly auc: Estimate;
  readonly coin: CoinTest | null;
}

export interface DataAudit {
  readonly dataset: Dataset;
  /** Cells with a group whose image could be read; positions in the other fields are positions in this list. */
  readonly cells: readonly CellOfGroup[];
  readonly cellsWithoutPatient: number;
  readonly rejected: readonly RejectedImage[];
  readonly split: AuditedSplit;
  readonly leaks: Leaks;
  readonly copies: Copies;
  readonly coin: CoinTest | null;
  readonly auc: Readonly<Record<View, Estimate>>;
  readonly fileTraits: readonly FileTrait[];
  /** `null` where not every cell has a patient. */
  readonly contrast: Contrast | null;
  readonly noise: LabelNoise | null;
  readonly answers: Answers;
  readonly overall: Overall;
}

export interface AuditOptions {
  /** A split that is there; else the data set's own, else one drawn by `draw`. */
  readonly split: Split | null;
  readonly draw: Omit<SplitOptions, 'identityOf'>;
  readonly seed: number;
  /** As `AUDITED_PICTURES` says. */
  readonly store: ImageStore;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Asks of data and split what they would reward without any morphology: patients and copies on both sides, coins given to
 * patients, models that see no cell, files that tell the group, labels that are not credible.
 *
 * @throws LeukoscopeError `split.*` as `createSplit` and `assignParts`; the signal's reason if it aborts.
 */
export async function auditDataset(dataset: Dataset, options: AuditOptions): Promise<DataAudit> {
  const grouped = dataset.cells.filter((cell): cell is CellOfGroup => cell.group !== null);
  const plan = planOf(dataset, grouped, options);
  const audited = await readAuditCells(grouped, options);
  const { cells, imageHashes } = audited;
  const hashById = new Map(cells.map(({ id }, at) => [id, imageHashes[at]!]));
  const identityOf = ({ id }: { readonly id: string }) => hashById.get(id) ?? null;
  const split = plan.split ?? createSplit(cells, { ...options.draw, identityOf });
  const parts = assignParts(split, cells, dataset.cells) as SplitPart[];
  const leaks = findLeaks(cells, parts, identityOf);
  const copies = await copiesOf(audited, parts, options);
  const figures = await figuresOf(audited, { ...options, origin: plan.origin, by: split.by, parts, identityOf });
  const cellsWithoutPatient = cells.filter(({ patient }) => patient === null).length;
  const evidence = { leaks, copies, cells: cells.length, cellsWithoutPatient, ...figures };
  const answers = answersOf(evidence);
  return {
    dataset,
    rejected: audited.rejected,
    fileTraits: audited.fileTraits,
    split: {
      origin: plan.origin,
      split,
      parts: countParts(cells, parts),
      judgedBy: plan.origin === 'drawn' ? 'crossValidation' : 'heldOut',
    },
    ...evidence,
    cells,
    answers,
    overall: overallOf(answers),
  };
}

interface Plan {
  readonly origin: SplitOrigin;
  readonly split: Split | null;
}

/** What is wrong with a split is said before any image is read. */
function planOf(dataset: Dataset, grouped: readonly CellOfGroup[], { split, draw }: AuditOptions): Plan {
  const preset = split === null ? presetSplitOf(grouped) : null;
  const given = split ?? preset;
  if (given === null) {
    requireSplittable(grouped, draw);
    return { origin: 'drawn', split: null };
  }
  assignParts(given, grouped, dataset.cells);
  return { origin: split === null ? 'preset' : 'file', split: given };
}

async function copiesOf(audited: AuditCells, parts: readonly SplitPart[], { progress, signal }: AuditOptions) {
  const total = audited.cells.length;
  const pairs = await findNearDuplicates(audited.pictures, {
    signal,
    onProgress: (done) => progress.report({ stage: 'compare', unit: 'images', done, total }),
  });
  return judgeCopies(audited, pairs, parts);
}

interface Figures extends AuditOptions {
  readonly origin: SplitOrigin;
  readonly by: SplitUnit;
  readonly parts: readonly SplitPart[];
  readonly identityOf: (cell: { readonly id: string }) => string | null;
}

/** Everything for which models are trained. */
async function figuresOf(
  audited: AuditCells,
  options: Figures,
): Promise<Pick<DataAudit, 'auc' | 'coin' | 'contrast' | 'noise'>> {
  const { cells } = audited;
  const { seed, progress, signal } = options;
  const positive = Uint8Array.from(cells, ({ group }) => Number(group === 'atypical'));
  const unit = unitOfData(cells);
  const units = unitNumbers(audited, unit);
  const { rounds, trial, ownFolds, other } = trialsOf(audited, { ...options, positive, unit, units });
  const models = new ModelTrials(audited, { positive, units, seed, progress, signal });
  const distinct = new Set([rounds, ownFolds, ...(other === null ? [] : [other.folds])]);
  models.expect({
    rounds: [...distinct, ...VIEWS.slice(1).map(() => rounds)],
    coins: [trial, ...(other === null ? [] : [other.trial])],
  });
  const auc = {} as Record<View, Estimate>;
  for (const view of VIEWS) auc[view] = await models.auc(view, rounds);
  const coin = await models.coin(trial);
  const contrast = other && {
    by: other.by,
    auc: await models.auc('whole', other.folds),
    coin: await models.coin(other.trial),
  };
  const scores = await models.scores('whole', ownFolds);
  const noise = scores.length === 0 ? null : labelNoise(cells, meanScores(scores), seed);
  models.end();
  return { auc, coin, contrast, noise };
}

/** Who learns and who is judged, for each of the figures. */
interface Trials {
  /** By which the split is judged. */
  readonly rounds: readonly Round[];
  readonly trial: Trial | null;
  /** As far apart as the data allow. */
  readonly ownFolds: readonly Round[];
  readonly other: { readonly by: SplitUnit; readonly folds: readonly Round[]; readonly trial: Trial | null } | null;
}

function trialsOf(
  audited: AuditCells,
  options: Figures & { readonly positive: Uint8Array; readonly unit: SplitUnit; readonly units: Uint32Array },
): Trials {
  const { seed, origin, by, parts, positive, unit, units } = options;
  const foldsBy = (kind: SplitUnit) =>
    crossValidation({ units: kind === unit ? units : unitNumbers(audited, kind), labels: positive, seed });
  const ownFolds = foldsBy(unit);
  const foldsOf = (kind: SplitUnit) => (kind === unit ? ownFolds : foldsBy(kind));
  const trial = trialOf(parts);
  const given = trial === null ? [] : [[trial]];
  const rounds = origin === 'drawn' ? foldsOf(by) : given;
  if (unit === 'image') return { rounds, trial, ownFolds, other: null };
  const otherBy = by === 'patient' ? 'image' : 'patient';
  const otherTrial = trialOf(drawnParts(audited.cells, otherBy, options));
  return { rounds, trial, ownFolds, other: { by: otherBy, folds: foldsOf(otherBy), trial: otherTrial } };
}

/** Learnt from is the training part, judged on all others; `null` if either is empty. */
function trialOf(parts: readonly SplitPart[]): Trial | null {
  const positions = Uint32Array.from(parts.keys());
  const train = positions.filter((at) => parts[at] === 'train');
  const test = positions.filter((at) => parts[at] !== 'train');
  return train.length === 0 || test.length === 0 ? null : { train, test };
}

function drawnParts(
  cells: readonly CellOfGroup[],
  by: SplitUnit,
  { draw, identityOf }: Pick<Figures, 'draw' | 'identityOf'>,
): SplitPart[] {
  const split = createSplit(cells, { ...draw, by, identityOf });
  return assignParts(split, cells) as SplitPart[];
}

function countParts(cells: readonly CellOfGroup[], parts: readonly SplitPart[]): AuditedSplit['parts'] {
  const counts = SPLIT_PARTS.map((part) => {
    const own = cells.filter((_, at) => parts[at] === part);
    const patients = new Set(own.flatMap(({ patient }) => patient ?? []));
    const known = own.length > 0 && own.every(({ patient }) => patient !== null);
    return [part, { cells: own.length, patients: known ? patients.size : null }] as const;
  });
  return Object.fromEntries(counts) as AuditedSplit['parts'];
}
