import { resolve } from 'node:path';
import type { Runtime } from '@leukoscope/engine';
import type { LabelNoise } from '../../audit/label-noise.ts';
import { parseColumnFilter } from '../../datasets/column-filter.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Split } from '../../datasets/split.ts';
import { drawFolds } from '../../datasets/splits/draw-folds.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { rocAuc } from '../../evaluation/roc.ts';
import type { DoneRun } from '../../experiments/cross-validation/cross-validated.ts';
import { CrossValidationFolder } from '../../experiments/cross-validation/cross-validation-folder.ts';
import type { CrossValidationRecord } from '../../experiments/cross-validation/cross-validation-record.ts';
import {
  type CrossValidationReport,
  JUDGED,
  judgedFigure,
  type PicturedDoubts,
  resultsOf,
} from '../../experiments/cross-validation/cross-validation-report.ts';
import { doubtedLabels } from '../../experiments/cross-validation/doubted-labels.ts';
import { runCrossValidation } from '../../experiments/cross-validation/run-cross-validation.ts';
import { writeCrossValidation } from '../../experiments/cross-validation/write-cross-validation.ts';
import { lockFolder } from '../../files/folder-lock.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import type { StartWeights } from '../../models/start-weights.ts';
import { picturesByPosition } from '../../reports/pictures-by-position.ts';
import { shareText } from '../../reports/plots/interval-text.ts';
import { shownSuspects } from '../../reports/suspect-labels.ts';
import type { TrainSettings } from '../../training/train-settings.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument, readSchemeArgument } from '../dataset-argument.ts';
import { deviceOptionOf } from '../dataset-options.ts';
import type { ActionOf, CommandResult, OptionsOf } from '../define-command.ts';
import { imageIdentities } from '../image-identities.ts';
import { programTyped } from '../program-typed.ts';
import { DEFAULT_RECIPE, readRecipe } from '../recipe.ts';
import { toldOnce } from '../tell-warning.ts';
import { trainingTrial } from '../trials.ts';
import { runWorld } from '../world.ts';
import type { crossValidateCommand } from './cross-validate-command.ts';
import { crossValidationText } from './cross-validate-output.ts';
import { crossValidateTexts } from './cross-validate-texts.ts';
import { refuseWithResume } from './refuse-together.ts';
import { type SettingsAndStart, settingsOfRecipe } from './settings-and-start.ts';

type Given = OptionsOf<typeof crossValidateCommand>;

/** What may be given with `--resume`: the rest is as it was begun. */
const RESUMED = ['device', 'noCache'] as const;

export const crossValidate: ActionOf<typeof crossValidateCommand> = async ({ dataset }, given, context) => {
  const path = resolve(context.cwd, given.resume ?? given.out ?? missing('out'));
  const folder = new CrossValidationFolder(path);
  try {
    return await (given.resume === undefined ? begin : goOn)({ dataset, folder }, given, context);
  } catch (error) {
    if (context.signal.aborted && error === context.signal.reason) {
      const begun = (await folder.hasBegun()) ? path : null;
      context.note(crossValidateTexts[context.language].interrupted(begun, programTyped(context.env)));
    }
    throw error;
  }
};

interface Place {
  /** As typed. */
  readonly dataset: string | undefined;
  readonly folder: CrossValidationFolder;
}

async function begin({ dataset: named, folder }: Place, given: Given, context: CommandContext): Promise<CommandResult> {
  const datasetPath = resolve(context.cwd, named ?? missing('dataset'));
  const scheme = await readSchemeArgument(given.scheme, context);
  const dataset = await openDatasetArgument(datasetPath, { ...given, scheme }, context);
  const candidates = await candidatesOf(datasetPath, given, context);
  const { settings } = candidates[0]!;
  const runtime = await runtimeFor(settings, given);
  const splits = await foldsFor(dataset, given, context);
  const { exclude, seed, folds, repeats, valFraction: validationFraction, allowRejected } = given;
  const record: CrossValidationRecord = {
    format: 'leukoscope-cross-validation',
    version: 1,
    dataset: {
      path: datasetPath,
      exclude: exclude.map(({ column, value }) => `${column}=${value}`),
      name: dataset.name,
      dataHash: dataset.dataHash,
    },
    scheme,
    seed,
    by: splits[0]![0]!.by,
    ...{ folds, repeats, validationFraction },
    candidates: candidates.map(({ name, settings: own }) => ({
      name,
      settings: own,
      sizes: [...(given.trainingCells ?? [])],
    })),
    allowRejected,
    machine: { device: runtime.device, threads: runtime.threads },
  };
  await createOutputFolder(folder.path);
  await using _lock = await lockFolder(folder.path, { command: 'leukoscope cross-validate' });
  await folder.begin(record, { splits, starts: candidates.flatMap(startsOf) });
  return await work({ folder, record, dataset, runtime, given, context });
}

async function goOn({ dataset: named, folder }: Place, given: Given, context: CommandContext): Promise<CommandResult> {
  refuseWithResume(named, RESUMED, context);
  const record = await folder.record();
  await using _lock = await lockFolder(folder.path, { command: 'leukoscope cross-validate --resume' });
  const { path, exclude, dataHash } = record.dataset;
  const how = { scheme: record.scheme, exclude: exclude.map(parseColumnFilter) };
  const dataset = await openDatasetArgument(path, how, context);
  if (dataset.dataHash !== dataHash) throw new LeukoscopeError('run.data-changed', { what: 'cells', path });
  const { threads, device: recorded } = record.machine;
  const device = context.givenOptions.has('device') ? given.device : deviceOptionOf(recorded);
  const runtime = await runtimeFor(record.candidates[0]!.settings, { device, threads });
  return await work({ folder, record, dataset, runtime, given, context });
}

interface NamedCandidate extends SettingsAndStart {
  readonly name: string;
}

/** @throws LeukoscopeError `usage.repeated-option` for two recipes of one name, and as `readRecipe`. */
async function candidatesOf(datasetPath: string, given: Given, context: CommandContext): Promise<NamedCandidate[]> {
  const candidates: NamedCandidate[] = [];
  const { recipe: recipes } = given;
  for (const named of recipes.length === 0 ? [DEFAULT_RECIPE] : recipes) {
    const recipe = await readRecipe(named, context);
    if (candidates.some(({ name }) => name === recipe.name)) {
      throw new LeukoscopeError('usage.repeated-option', { option: '--recipe', values: [...recipes] });
    }
    candidates.push({ name: recipe.name, ...(await settingsOfRecipe(datasetPath, recipe, given, context)) });
  }
  return candidates;
}

/** What its network starts from, and what its teachers do. */
function startsOf({ start, teacher }: NamedCandidate): StartWeights[] {
  return [start, teacher?.kind === 'recipe' ? teacher.start : null].filter((weights) => weights !== null);
}

/** Folds for each repeat; the same for all candidates. */
async function foldsFor(dataset: Dataset, given: Given, context: CommandContext): Promise<Split[][]> {
  const { by, folds, repeats, valFraction: validationFraction, noStratify, seed } = given;
  const identityOf = await imageIdentities(dataset, context);
  const how = { ...(by && { by }), stratify: !noStratify, identityOf, folds, validationFraction };
  return Array.from({ length: repeats }, (_, repeat) => drawFolds(dataset.cells, { ...how, seed: seed + repeat }));
}

/** The device is chosen by the first candidate; all runs have the same. */
function runtimeFor(
  settings: TrainSettings,
  { device, threads }: Pick<Given, 'device'> & { readonly threads: number | undefined },
): Promise<Runtime> {
  return chooseRuntime({ device, threads, trial: (runtime) => trainingTrial(settings, runtime) });
}

interface Work {
  readonly folder: CrossValidationFolder;
  readonly record: CrossValidationRecord;
  readonly dataset: Dataset;
  readonly runtime: Runtime;
  readonly given: Given;
  readonly context: CommandContext;
}

/** Does what is not done yet; the report is written anew after every fold. */
async function work({ folder, record, dataset, runtime, given, context }: Work): Promise<CommandResult> {
  const { language, version, argv } = context;
  const texts = crossValidateTexts[language];
  const world = { ...runWorld(context, { runtime, cache: !given.noCache }), onWarning: toldOnce(context) };
  const done: DoneRun[] = [];
  const reportNow = (doubted: PicturedDoubts | null): CrossValidationReport => ({
    doubted,
    ...{ language, record, ...resultsOf(record, done) },
    patients: dataset.summary.byPatient.length > 0 ? dataset.summary.byPatient.length : null,
    synthetic: { data: dataset.synthetic !== 'none', model: dataset.synthetic !== 'none' },
    origin: { version, madeOn: world.now(), argv },
  });
  await runCrossValidation({
    ...{ folder, record, world },
    onDone: async (run, test, isNew) => {
      done.push({ run, test });
      const isLastOfFold = run.candidate === record.candidates.length - 1;
      if (!isNew) return;
      const { name } = record.candidates[run.candidate]!;
      context.note(texts.done({ ...run, name, auc: shareText(rocAuc(test.scored).value) }));
      if (isLastOfFold) await writeCrossValidation(folder, reportNow(null), done);
    },
  });
  const doubted = doubtedLabels(dataset.cells, done, record);
  const shown = shownSuspects(doubted.noise).map(({ cell }) => cell);
  const report = reportNow({ ...doubted, pictures: await picturesByPosition(doubted.cells, shown, context) });
  await writeCrossValidation(folder, report, done);
  const files = { report: folder.reportFile, suspects: folder.suspectsFile, out: folder.path };
  return { document: { ...files, ...documentOf(report) }, text: crossValidationText(report, files) };
}

function documentOf({ record, results, comparisons, doubted, done, planned }: CrossValidationReport) {
  const nameOf = (candidate: number) => record.candidates[candidate]!.name;
  return {
    ...{ done, planned, by: record.by, folds: record.folds, repeats: record.repeats },
    results: results.map((result) => ({
      candidate: nameOf(result.candidate),
      ...{ size: result.size, trainingCells: result.trainingCells, seconds: result.seconds, byFold: result.byFold },
      ...{ n: result.decided.n, positive: result.decided.positive, confusion: result.decided.confusion },
      figures: Object.fromEntries(JUDGED.map((name) => [name, judgedFigure(result, name)])),
    })),
    comparisons: comparisons.map(({ candidate, comparison }) => ({
      ...{ first: nameOf(candidate), other: nameOf(0) },
      ...comparison,
    })),
    labelNoise: doubted?.noise ? noiseDocument(doubted.noise) : null,
  };
}

/** The suspects themselves stand in their file. */
function noiseDocument({ suspects, ...noise }: LabelNoise) {
  return { ...noise, suspects: suspects.length };
}

function missing(what: 'out' | 'dataset'): never {
  const command = 'leukoscope cross-validate';
  if (what === 'out') throw new LeukoscopeError('usage.missing-option', { option: '--out', command });
  throw new LeukoscopeError('usage.missing-argument', { argument: 'dataset', command });
}
