import { resolve } from 'node:path';
import type { Runtime } from '@leukoscope/engine';
import type { Cell } from '../../cells/cell.ts';
import type { Split } from '../../datasets/split.ts';
import { presetSplitOf } from '../../datasets/splits/preset-split.ts';
import { readSplit } from '../../datasets/splits/split-file.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { lockFolder } from '../../files/folder-lock.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { learningCurves } from '../../reports/plots/learning-curves.ts';
import type { RunResult } from '../../training/finish-run.ts';
import { RunFolder } from '../../training/run-folder.ts';
import type { RunRecord } from '../../training/run-record.ts';
import type { RunRequest, RunWorld } from '../../training/run-world.ts';
import { SearchFolder } from '../../training/search/search-folder.ts';
import { resumeSearch, startSearch } from '../../training/search/start-search.ts';
import { deviceOf, resumeRun, startRun, threadsOf } from '../../training/start-run.ts';
import type { TrainSettings } from '../../training/train-settings.ts';
import { tuneSettings } from '../../training/tune-settings.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { CommandContext } from '../command-context.ts';
import { optionName } from '../commander-option.ts';
import { readSchemeArgument } from '../dataset-argument.ts';
import { DRAWING_KEYS, deviceOptionOf } from '../dataset-options.ts';
import type { ActionOf, CommandResult } from '../define-command.ts';
import { drawingOf } from '../drawing.ts';
import { programTyped } from '../program-typed.ts';
import { DEFAULT_RECIPE, type Recipe, readRecipe, typedDefaults, withRecipe } from '../recipe.ts';
import { rejectedOf } from '../rejected.ts';
import { toldOnce } from '../tell-warning.ts';
import { trainingTrial } from '../trials.ts';
import { runWorld } from '../world.ts';
import { refuseWithResume } from './refuse-together.ts';
import { settingsAndStart } from './settings-and-start.ts';
import type { trainCommand } from './train-command.ts';
import type { TrainOptions } from './train-options.ts';
import { type RangeTestRange, runRangeTest } from './train-range-test.ts';
import { refuseIneffective } from './train-refusals.ts';
import { searchPlanOf, searchResultOf } from './train-search.ts';
import { trainTexts } from './train-texts.ts';
import { tunedText } from './train-tune-texts.ts';

export const train: ActionOf<typeof trainCommand> = async (files, typed, typedContext) => {
  if (typed.resume !== undefined) return await trainAs(files, typed, typedContext);
  const recipe = await recipeOf(typed, typedContext);
  const { given, context } =
    recipe === null ? { given: typed, context: typedContext } : withRecipe(recipe, typed, typedContext);
  // What was typed must do something; of a recipe's options some may have been typed over.
  refuseIneffective(given, typedContext);
  return await trainAs(files, given, context);
};

/** The one that is named; without a name `default`, unless the network is chosen, which needs options of its own. */
async function recipeOf(typed: TrainOptions, context: CommandContext): Promise<Recipe | null> {
  const choosesNetwork = (['model', 'backbone'] as const).some((key) => context.givenOptions.has(key));
  const named = typed.recipe ?? (choosesNetwork ? null : DEFAULT_RECIPE);
  if (named === null) return null;
  const recipe = await readRecipe(named, context);
  refuseIneffective({ ...typedDefaults(), ...recipe.options }, { ...context, givenOptions: recipe.keys });
  return recipe;
}

const trainAs: ActionOf<typeof trainCommand> = async ({ dataset }, given, context) => {
  const path = resolve(context.cwd, given.resume ?? given.out ?? missing('out'));
  if (given.rangeTest && given.resume === undefined) {
    const request = await requestOf(resolve(context.cwd, dataset ?? missing('dataset')), given, context);
    const world = worldOn(await runtimeFor(request.settings, given), given, context);
    return runRangeTest(request, { ...rangeOf(given), path, world, context });
  }
  const searches = given.resume === undefined ? given.search : await new SearchFolder(path).hasBegun();
  const folder = searches ? new SearchFolder(path) : new RunFolder(path);
  try {
    if (folder instanceof SearchFolder) return await search({ folder, dataset }, given, context);
    const result = given.resume === undefined ? start(dataset, given, context) : resume(dataset, given, context);
    return await resultOf(await result(folder), { folder, dataset: dataset ?? null, context });
  } catch (error) {
    if (context.signal.aborted && error === context.signal.reason) {
      const run = (await folder.hasBegun()) ? path : null;
      context.note(trainTexts[context.language].interrupted(run, programTyped(context.env)));
    }
    throw error;
  }
};

const CURVES_WIDTH_PX = 900;
/** What may be given with `--resume`: the rest is as the run was begun. */
const RESUMED = ['device', 'noCache'] as const;

/** @throws LeukoscopeError `usage.invalid-value` unless the rates rise. */
function rangeOf({ rangeFrom: from, rangeTo: to, rangeSteps: steps }: TrainOptions): RangeTestRange {
  if (to > from) return { from, to, steps };
  const expected = { kind: 'number', range: { above: from } } as const;
  throw new LeukoscopeError('usage.invalid-value', { option: '--range-to', value: String(to), expected });
}

type Job = (folder: RunFolder) => Promise<RunResult>;

function start(dataset: string | undefined, given: TrainOptions, context: CommandContext): Job {
  const datasetPath = resolve(context.cwd, dataset ?? missing('dataset'));
  return async (folder) => {
    const request = await requestOf(datasetPath, given, context);
    const runtime = await runtimeFor(request.settings, given);
    await folder.removeUnbegun();
    await createOutputFolder(folder.path);
    await using _lock = await lockFolder(folder.path, { command: 'leukoscope train' });
    const world = worldOn(runtime, given, context);
    return await startRun(given.tune ? await tuned(request, world, context) : request, folder, world);
  };
}

function resume(dataset: string | undefined, given: TrainOptions, context: CommandContext): Job {
  refuseWithResume(dataset, RESUMED, context);
  return async (folder) => {
    const runtime = await runtimeOf(await folder.record(), given, context);
    await using _lock = await lockFolder(folder.path, { command: 'leukoscope train --resume' });
    return await resumeRun(folder, worldOn(runtime, given, context));
  };
}

interface SearchPlace {
  readonly folder: SearchFolder;
  readonly dataset: string | undefined;
}

/** A search that is begun or gone on with; the winner is a run like any other. */
async function search(place: SearchPlace, given: TrainOptions, context: CommandContext): Promise<CommandResult> {
  const { folder, dataset } = place;
  const result = await (given.resume === undefined ? searchAnew : searchOn)(place, given, context);
  const winner = await resultOf(result.run, { folder: folder.own, dataset: dataset ?? null, context });
  return searchResultOf(result, { folder, winner, context });
}

async function searchAnew({ folder, dataset }: SearchPlace, given: TrainOptions, context: CommandContext) {
  const inSearch = { ...given, leastSteps: undefined };
  const request = await requestOf(resolve(context.cwd, dataset ?? missing('dataset')), inSearch, context);
  const runtime = await runtimeFor(request.settings, given);
  await folder.removeUnbegun();
  await createOutputFolder(folder.path);
  await using _lock = await lockFolder(folder.path, { command: 'leukoscope train --search' });
  const world = worldOn(runtime, given, context);
  const begun = given.tune ? await tuned(request, world, context) : request;
  return await startSearch({ ...begun, plan: searchPlanOf(given) }, folder, world);
}

async function searchOn({ folder, dataset }: SearchPlace, given: TrainOptions, context: CommandContext) {
  refuseWithResume(dataset, RESUMED, context);
  const runtime = await runtimeOf((await folder.record()).run, given, context);
  await using _lock = await lockFolder(folder.path, { command: 'leukoscope train --resume' });
  return await resumeSearch(folder, worldOn(runtime, given, context));
}

/** The request with the forms of convolutions that are the fastest here; what was found is told. */
async function tuned(request: RunRequest, world: RunWorld, context: CommandContext): Promise<RunRequest> {
  const { settings, convolutions } = await tuneSettings(request.settings, world);
  context.note(tunedText(convolutions, context.language));
  return { ...request, settings };
}

function runtimeFor(settings: TrainSettings, machine: Pick<TrainOptions, 'device' | 'threads'>): Promise<Runtime> {
  return chooseRuntime({ ...machine, trial: (runtime) => trainingTrial(settings, runtime) });
}

/** As the run was begun, but for another device that is asked for. */
function runtimeOf(record: RunRecord, given: TrainOptions, { givenOptions }: CommandContext): Promise<Runtime> {
  const device = givenOptions.has('device') ? given.device : deviceOptionOf(deviceOf(record));
  return runtimeFor(record.settings, { device, threads: threadsOf(record) });
}

function worldOn(runtime: Runtime, { noCache }: TrainOptions, context: CommandContext): RunWorld {
  return { ...runWorld(context, { runtime, cache: !noCache }), onWarning: toldOnce(context) };
}

async function requestOf(datasetPath: string, given: TrainOptions, context: CommandContext): Promise<RunRequest> {
  const { seed, allowLeaks, allowRejected, exclude } = given;
  const draw = drawingOf(given);
  const fromFile = given.split === undefined ? null : await readSplit(resolve(context.cwd, given.split));
  const planSplit = (cells: readonly Cell[]) => {
    const split = fromFile ?? presetOf(cells, context);
    return split === null ? { draw } : { given: split };
  };
  const scheme = await readSchemeArgument(given.scheme, context);
  const { settings, start, teacher } = await settingsAndStart(datasetPath, given, context);
  return { datasetPath, scheme, exclude, settings, start, teacher, seed, allowLeaks, allowRejected, planSplit };
}

/** The data set's own split, if it has one; then options that draw another would do nothing. */
function presetOf(cells: readonly Cell[], { givenOptions }: CommandContext): Split | null {
  const preset = presetSplitOf(cells);
  const drawing = DRAWING_KEYS.find((key) => givenOptions.has(key));
  if (preset !== null && drawing !== undefined) {
    throw new LeukoscopeError('split.preset', { option: optionName(drawing) });
  }
  return preset;
}

function missing(what: 'out' | 'dataset'): never {
  const command = 'leukoscope train';
  if (what === 'out') throw new LeukoscopeError('usage.missing-option', { option: '--out', command });
  throw new LeukoscopeError('usage.missing-argument', { argument: 'dataset', command });
}

async function resultOf(
  result: RunResult,
  { folder, dataset, context }: { folder: RunFolder; dataset: string | null; context: CommandContext },
): Promise<CommandResult> {
  const { path, modelFile: model } = folder;
  const { language } = context;
  const { card, outcome, counts, strange, excluded, ignored, rejected } = result;
  const curves = outcome.metrics.length > 0 ? folder.curvesFile : null;
  if (curves !== null) {
    await writeFileAtomic(curves, learningCurves(outcome.metrics, { language, widthPx: CURVES_WIDTH_PX }));
  }
  return {
    document: {
      model,
      curves,
      epochs: outcome.metrics.length,
      bestEpoch: outcome.epoch,
      ...('fitted' in card.network && { fitted: card.network.fitted }),
      counts,
      types: card.types,
      ...(card.types && { strange }),
      excluded,
      ignored,
      ...rejectedOf(rejected),
      validation: card.validation,
      threshold: card.threshold,
    },
    text: trainTexts[language].result({
      ...{ ...result, model, curves, path, dataset },
      program: programTyped(context.env),
    }),
  };
}
