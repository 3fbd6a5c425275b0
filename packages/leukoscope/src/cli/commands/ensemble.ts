import { dirname, resolve } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import type { Group } from '../../cells/scheme.ts';
import { type JoinedMember, type MadeEnsemble, makeEnsemble } from '../../classify/make-ensemble.ts';
import { TrainedOnError } from '../../classify/score-cells.ts';
import { parseColumnFilter } from '../../datasets/column-filter.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { assignParts, type Split } from '../../datasets/split.ts';
import { readSplit } from '../../datasets/splits/split-file.ts';
import { EXIT } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { openImageStore } from '../../images/image-store.node.ts';
import { ensembleCard, otherValidation, requireFitting } from '../../models/ensemble-card.ts';
import { RunFolder } from '../../training/run-folder.ts';
import type { RunRecord } from '../../training/run-record.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import type { ActionOf, CommandResult, OptionsOf } from '../define-command.ts';
import { programTyped } from '../program-typed.ts';
import { readMembers } from '../read-members.ts';
import { rejectedOf } from '../rejected.ts';
import { preprocessingAtScale } from '../scale-option.ts';
import { tellWarning } from '../tell-warning.ts';
import { modelTrial } from '../trials.ts';
import { runWorld } from '../world.ts';
import type { ensembleCommand } from './ensemble-command.ts';
import { ensembleTexts } from './ensemble-texts.ts';

type Given = OptionsOf<typeof ensembleCommand>;
type CellOfGroup = Cell & { readonly group: Group };

export const ensemble: ActionOf<typeof ensembleCommand> = async ({ models }, given, context) => {
  refuseWithoutValidation(given, context);
  const out = resolve(context.cwd, given.out);
  await requireNewFile(out);
  const members = await readMembers(models, context.cwd);
  requireFitting(members);
  const { dataset, cells } = await validationCells(members, given, context);
  const [first] = members as [JoinedMember];
  const { device, threads } = given;
  const runtime = await chooseRuntime({ device, threads, trial: (on) => modelTrial(first.bytes, first.path, on) });
  const world = runWorld(context, { runtime, cache: !given.noCache });
  const scale = { micronsPerPixel: given.micronsPerPixel, paths: cells.map(({ path }) => path) };
  const preprocessing = await preprocessingAtScale(ensembleCard(members), scale, context);
  const onWarning = (warning: LeukoscopeError) => tellWarning(warning, context);
  const store = await openImageStore({ cacheFolder: world.cacheFolder, preprocessing, onWarning });
  try {
    const made = await makeEnsemble({ ...world, members, cells, store });
    await writeFileAtomic(out, made.file);
    return resultOf(made, { members, dataset, given, context });
  } catch (error) {
    throw error instanceof TrainedOnError ? trainedOn(dataset, error) : error;
  } finally {
    await store.close();
  }
};

function trainedOn({ name: dataset }: Dataset, cause: TrainedOnError): LeukoscopeError {
  return new LeukoscopeError('ensemble.trained-on', { dataset, example: cause.cell.id }, { cause });
}

/** What describes a data set does nothing without one. */
function refuseWithoutValidation({ validation }: Given, { givenOptions }: CommandContext): void {
  if (validation !== undefined) return;
  if ((['split', 'exclude', 'micronsPerPixel'] as const).some((key) => givenOptions.has(key))) {
    throw new LeukoscopeError('usage.missing-option', { option: '--validation', command: 'leukoscope ensemble' });
  }
}

interface ValidationCells {
  readonly dataset: Dataset;
  readonly cells: readonly CellOfGroup[];
}

async function validationCells(
  members: readonly JoinedMember[],
  given: Given,
  context: CommandContext,
): Promise<ValidationCells> {
  const { scheme } = members[0]!.card;
  if (given.validation !== undefined) {
    const dataset = await openDatasetArgument(given.validation, { ...given, scheme }, context);
    const split = given.split === undefined ? null : await readSplit(resolve(context.cwd, given.split));
    return { dataset, cells: inValidation(dataset, split) };
  }
  const other = otherValidation(members);
  if (other !== null) {
    throw new LeukoscopeError('ensemble.other-validation', { first: members[0]!.path, other: other.path });
  }
  const { record, split } = await runOf(members, context.cwd);
  const { path, exclude } = record.dataset;
  const how = { scheme, exclude: exclude.map(parseColumnFilter), noCache: given.noCache };
  const dataset = await openDatasetArgument(path, how, context);
  if (dataset.dataHash !== members[0]!.card.training.dataset.dataHash) {
    throw new LeukoscopeError('ensemble.data-changed', { path });
  }
  return { dataset, cells: inValidation(dataset, split) };
}

/** The first training that made one of the models and still lies beside it. */
async function runOf(members: readonly JoinedMember[], cwd: string): Promise<{ record: RunRecord; split: Split }> {
  for (const { path, card } of members) {
    const folder = new RunFolder(dirname(resolve(cwd, path)));
    const record = await unlessDamaged(folder.record());
    if (record?.splitHash !== card.training.split.hash) continue;
    const split = await unlessDamaged(folder.split(record));
    if (split !== null) return { record, split };
  }
  throw new LeukoscopeError('ensemble.no-run', { model: members[0]!.path });
}

/** `null` for a file of a run that is missing or cannot be read: another member's may serve. */
async function unlessDamaged<Found>(found: Promise<Found>): Promise<Found | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof LeukoscopeError && error.code.startsWith('run.')) return null;
    throw error;
  }
}

/** The validation part, or all cells where there is no split. */
function inValidation(dataset: Dataset, split: Split | null): CellOfGroup[] {
  const parts = split === null ? null : assignParts(split, dataset.cells);
  const cells = dataset.cells.filter(
    (cell, at): cell is CellOfGroup => cell.group !== null && (parts === null || parts[at] === 'validation'),
  );
  if (cells.length === 0) throw new LeukoscopeError('ensemble.no-validation', { dataset: dataset.name });
  return cells;
}

function resultOf(
  { card, threshold, file, rejected }: MadeEnsemble,
  {
    members,
    dataset,
    given,
    context,
  }: { members: readonly JoinedMember[]; dataset: Dataset; given: Given; context: CommandContext },
): CommandResult {
  for (const { reason } of rejected) context.warn(reason.textIn(context.language).message);
  const about = {
    model: given.out,
    bytes: file.length,
    members: members.map(({ path, card: own }) => ({
      model: path,
      network: own.network.name,
      sizePx: own.preprocessing.sizePx,
      seed: own.training.seed,
      epochs: own.training.epochs,
      testViews: own.testViews,
      rocAuc: own.validation?.rocAuc ?? null,
    })),
    dataset: dataset.name,
    validation: card.validation,
    threshold,
  };
  return {
    document: { ...about, ...rejectedOf(rejected) },
    text: ensembleTexts[context.language].result({
      ...about,
      rejected: rejected.length,
      program: programTyped(context.env),
    }),
    exitCode: rejected.length > 0 && !given.allowRejected ? EXIT.badInput : EXIT.done,
  };
}
