import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { randomStream, shuffled } from '@leukoscope/engine';
import type { Cell, SplitPart } from '../cells/cell.ts';
import type { Group } from '../cells/scheme.ts';
import { TrainedOnError } from '../classify/score-cells.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { assignParts } from '../datasets/split.ts';
import { readSplit } from '../datasets/splits/split-file.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { hashFiles } from '../files/hash-files.ts';
import type { ModelCard } from '../models/model-card.ts';
import { seenImages } from '../models/seen-images.ts';
import type { CommandContext } from './command-context.ts';

export type CellOfGroup = Cell & { readonly group: Group };

export interface PartChoice {
  /** `null`: all cells. */
  readonly splitFile: string | null;
  readonly part: SplitPart | undefined;
  /** Names the command in errors. */
  readonly command: 'evaluate' | 'calibrate' | 'robustness' | 'map';
}

/** The part taken where none is named: the first if the split has it, else the second. */
const BY_DEFAULT: Readonly<Record<PartChoice['command'], readonly [SplitPart, SplitPart]>> = {
  evaluate: ['test', 'validation'],
  calibrate: ['validation', 'test'],
  robustness: ['test', 'validation'],
  map: ['test', 'validation'],
};

export interface CellsOfPart {
  readonly cells: readonly CellOfGroup[];
  readonly part: SplitPart | null;
  readonly splitHash: string | null;
}

/**
 * All cells with a group, or those of one part of a split.
 *
 * @throws LeukoscopeError `usage.missing-option` for a part without a split; `evaluation.nothing`; as `readSplit`.
 */
export async function cellsOfPart(dataset: Dataset, { splitFile, part, command }: PartChoice): Promise<CellsOfPart> {
  if (splitFile === null) {
    if (part !== undefined)
      throw new LeukoscopeError('usage.missing-option', { option: '--split', command: `leukoscope ${command}` });
    return { cells: required(dataset.cells.filter(hasGroup), dataset, null), part: null, splitHash: null };
  }
  const split = await readSplit(splitFile);
  const parts = assignParts(split, dataset.cells);
  const [first, second] = BY_DEFAULT[command];
  const chosen = part ?? (parts.includes(first) ? first : second);
  const cells = dataset.cells.filter((cell, at): cell is CellOfGroup => hasGroup(cell) && parts[at] === chosen);
  return { cells: required(cells, dataset, chosen), part: chosen, splitHash: split.hash };
}

function required(cells: readonly CellOfGroup[], dataset: Dataset, part: SplitPart | null): readonly CellOfGroup[] {
  if (cells.length > 0) return cells;
  throw new LeukoscopeError('evaluation.nothing', { dataset: dataset.name, excluded: dataset.summary.excluded, part });
}

function hasGroup(cell: Cell): cell is CellOfGroup {
  return cell.group !== null;
}

/** At most so many cells, with their share of atypical ones; the same seed gives the same, in their order. */
export function drawnCells(
  cells: readonly CellOfGroup[],
  { most, seed }: { readonly most: number; readonly seed: number },
): readonly CellOfGroup[] {
  if (cells.length <= most) return cells;
  const kept = new Set<CellOfGroup>();
  for (const group of ['typical', 'atypical'] as const) {
    const own = cells.filter((cell) => cell.group === group);
    const count = Math.round((most * own.length) / cells.length);
    const order = shuffled(own.length, randomStream(seed, 'drawn-cells', group));
    for (const at of order.slice(0, count)) kept.add(own[at]!);
  }
  return cells.filter((cell) => kept.has(cell));
}

/** @throws LeukoscopeError `evaluation.trained-on` at the first cell whose image the model was trained on. */
export async function refuseTrainedOn(
  cells: readonly CellOfGroup[],
  {
    card,
    path,
    context: { cwd, signal },
  }: { readonly card: ModelCard; readonly path: string; readonly context: Pick<CommandContext, 'cwd' | 'signal'> },
): Promise<void> {
  const wasSeen = seenImages(card.training.seenImages);
  const hashes = await hashFiles(
    cells.map((cell) => cell.path),
    { signal },
  );
  const seen = hashes.findIndex(wasSeen);
  if (seen >= 0) throw trainedOn(path, resolve(cwd, path), new TrainedOnError(cells[seen]!));
}

/** @param model as typed. @param modelFile its absolute path. */
export function trainedOn(model: string, modelFile: string, cause: TrainedOnError): LeukoscopeError {
  const split = existsSync(join(dirname(modelFile), 'split.json')) ? join(dirname(model), 'split.json') : null;
  return new LeukoscopeError('evaluation.trained-on', { model, example: cause.cell.id, split }, { cause });
}
