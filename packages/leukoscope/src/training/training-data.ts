import { createHash } from 'node:crypto';
import { randomStream, shuffled } from '@leukoscope/engine';
import { type Cell, SPLIT_PARTS, type SplitPart } from '../cells/cell.ts';
import type { Group } from '../cells/scheme.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { findLeaks, refuseLeaks } from '../datasets/leaks.ts';
import { assignParts, type Split } from '../datasets/split.ts';
import { createSplit, requireSplittable, type SplitOptions } from '../datasets/splits/create-split.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { ImageStore } from '../images/image-store.node.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import type { Progress } from '../progress/progress.ts';

/** A cell with a known group whose image is ready to be read. */
export interface TrainingCell {
  readonly cell: Cell & { readonly group: Group };
  /** Where its pixels are in the prepared images. */
  readonly image: number;
}

export interface TrainingData {
  readonly split: Split;
  readonly images: PreparedImages;
  readonly cells: Readonly<Record<SplitPart, readonly TrainingCell[]>>;
  /** See `imagesHashOf`. */
  readonly imagesHash: string;
}

/** A split that is there, or how to draw one once it is known which cells share an image. */
export type SplitPlan = { readonly given: Split } | { readonly draw: Omit<SplitOptions, 'identityOf'> };

export interface PrepareRequest {
  readonly dataset: Dataset;
  readonly store: ImageStore;
  /** Called before any image is read, with all cells that have a group. */
  readonly planSplit: (cells: readonly Cell[]) => SplitPlan;
  /** Called once the images are known, before the split is judged; throws if they are not what they should be. */
  readonly checkImages?: (imagesHash: string) => void;
  readonly allowLeaks: boolean;
  readonly allowRejected: boolean;
  /** Learn from so many cells of the training part, see `fewerCells`; all unless given. */
  readonly fewer?: { readonly cells: number; readonly seed: number };
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Decodes every image of a cell with a group (or finds it in the cache) and sorts the cells into the parts of the split.
 * What can be known of the split without the images is found before.
 *
 * @throws LeukoscopeError `training.rejected-images` unless allowed; `split.leaks` unless allowed; `split.*`;
 * `training.too-few-cells` if the training part lacks a group.
 */
export async function prepareTrainingData(request: PrepareRequest): Promise<TrainingData> {
  const { dataset, store, progress, signal } = request;
  const grouped = groupedCells(dataset.cells);
  const plan = request.planSplit(grouped);
  requireUsable(plan, grouped, request);
  const images = await store.prepare(
    grouped.map(({ path }) => path),
    { signal, onProgress: ({ done, total }) => progress.report({ stage: 'decode', unit: 'images', done, total }) },
  );
  try {
    if (!request.allowRejected) refuseRejected(images);
    return { images, ...sortIntoParts(grouped, images, { ...request, plan }) };
  } catch (error) {
    images.close();
    throw error;
  }
}

/** Names that the split must have, patients on two sides, groups that cannot be learnt: all of it known without images. */
function requireUsable(plan: SplitPlan, grouped: readonly Cell[], { dataset, allowLeaks }: PrepareRequest): void {
  if ('draw' in plan) {
    requireSplittable(grouped, plan.draw);
    return;
  }
  const parts = assignParts(plan.given, grouped, dataset.cells);
  if (!allowLeaks) refuseLeaks(findLeaks(grouped, parts, () => null));
  requireBothGroups(grouped.filter((_, at) => parts[at] === 'train'));
}

function sortIntoParts(
  grouped: readonly TrainingCell['cell'][],
  images: PreparedImages,
  { plan, allowLeaks, dataset, checkImages, fewer }: PrepareRequest & { plan: SplitPlan },
): Omit<TrainingData, 'images'> {
  const rejected = new Set(images.rejected.map(({ index }) => index));
  const usable = grouped.flatMap((cell, image) => (rejected.has(image) ? [] : [{ cell, image }]));
  const hashes = new Map<Cell, string>(usable.map(({ cell, image }) => [cell, images.imageHash(image)]));
  const hashOf = (cell: Cell) => hashes.get(cell) ?? null;
  const cells = usable.map(({ cell }) => cell);
  const imagesHash = imagesHashOf(cells, hashOf);
  checkImages?.(imagesHash);
  const split = 'given' in plan ? plan.given : createSplit(cells, { ...plan.draw, identityOf: hashOf });
  const parts = assignParts(split, cells, dataset.cells);
  if (!allowLeaks) refuseLeaks(findLeaks(cells, parts, hashOf));

  const inPart = (part: SplitPart) => usable.filter((_, at) => parts[at] === part);
  const all = inPart('train');
  const train = fewer === undefined ? all : fewerCells(all, fewer);
  const byPart = { train, validation: inPart('validation'), test: inPart('test') };
  requireBothGroups(byPart.train.map(({ cell }) => cell));
  return { split, cells: byPart, imagesHash };
}

/**
 * Some of the cells, with their share of atypical ones and at least one of each group, in their order; all if they are no
 * more. Drawn so that more cells of the same seed hold the fewer.
 */
function fewerCells(
  cells: readonly TrainingCell[],
  { cells: count, seed }: { readonly cells: number; readonly seed: number },
): readonly TrainingCell[] {
  if (count >= cells.length) return cells;
  const ofGroup = (group: Group) => {
    const own = cells.filter(({ cell }) => cell.group === group);
    return Array.from(shuffled(own.length, randomStream(seed, 'fewer-cells', group)), (at) => own[at]!);
  };
  const [typical, atypical] = [ofGroup('typical'), ofGroup('atypical')];
  const wanted = Math.round((count * atypical.length) / cells.length);
  const few = Math.min(Math.max(wanted, 1), count - 1);
  const kept = new Set([...atypical.slice(0, few), ...typical.slice(0, count - few)]);
  return cells.filter((cell) => kept.has(cell));
}

function requireBothGroups(train: readonly Cell[]): void {
  const { typical, atypical } = countsOf(train);
  if (typical > 0 && atypical > 0) return;
  throw new LeukoscopeError('training.too-few-cells', { part: 'train', typical, atypical });
}

export interface PartCounts {
  readonly typical: number;
  readonly atypical: number;
  /** `null` where no cell has one. */
  readonly patients: number | null;
}

export function countsByPart(cells: TrainingData['cells']): Record<SplitPart, PartCounts> {
  const [train, validation, test] = SPLIT_PARTS.map((part) => countsOf(cells[part].map(({ cell }) => cell)));
  return { train: train!, validation: validation!, test: test! };
}

function countsOf(cells: readonly Cell[]): PartCounts {
  const patients = new Set(cells.flatMap(({ patient }) => (patient === null ? [] : [patient])));
  const atypical = cells.filter(({ group }) => group === 'atypical').length;
  return { typical: cells.length - atypical, atypical, patients: patients.size > 0 ? patients.size : null };
}

/** The cells that take part. */
export function groupedCells(cells: readonly Cell[]): TrainingCell['cell'][] {
  return cells.filter((cell): cell is TrainingCell['cell'] => cell.group !== null);
}

function refuseRejected({ rejected, count }: PreparedImages): void {
  const [first] = rejected;
  if (!first) return;
  throw new LeukoscopeError('training.rejected-images', {
    rejected: rejected.length,
    of: count,
    path: first.path,
    reason: { en: first.reason.message, es: first.reason.textIn('es').message },
  });
}

/**
 * sha256, in hexadecimal, over the cells' ids and the hashes of their images, in any order: whether a run meets the same
 * pictures again.
 */
function imagesHashOf(cells: readonly Cell[], hashOf: (cell: Cell) => string | null): string {
  const hash = createHash('sha256');
  for (const line of cells.map((cell) => `${cell.id}\n${hashOf(cell)}\n`).sort()) hash.update(line);
  return hash.digest('hex');
}
