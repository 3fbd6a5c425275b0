import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import type { Runtime } from '@leukoscope/engine';
import { parseColumnFilter } from '../../datasets/column-filter.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import type { SplitUnit } from '../../datasets/split-units.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { settingsOf } from '../../experiments/experiment-settings.ts';
import { PAPER_EXPERIMENTS } from '../../experiments/paper/paper-experiments.ts';
import type { DivergedRun, PlannedRun, ReproducedRun } from '../../experiments/reproduced-run.ts';
import type { ReproductionReport } from '../../experiments/reproduction-contents.ts';
import { ReproductionFolder } from '../../experiments/reproduction-folder.ts';
import { planRuns } from '../../experiments/reproduction-plan.ts';
import type { ReproductionRecord } from '../../experiments/reproduction-record.ts';
import { reproducedRun, reproductionReport, sampleCells } from '../../experiments/reproduction-report.ts';
import { runReproduction } from '../../experiments/run-reproduction.ts';
import { writeReproduction } from '../../experiments/write-reproduction.ts';
import { lockFolder } from '../../files/folder-lock.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import type { RunWorld } from '../../training/run-world.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument, readSchemeArgument } from '../dataset-argument.ts';
import { deviceOptionOf } from '../dataset-options.ts';
import type { ActionOf, CommandResult, OptionsOf } from '../define-command.ts';
import { programTyped } from '../program-typed.ts';
import { toldOnce } from '../tell-warning.ts';
import { trainingTrial } from '../trials.ts';
import { runWorld } from '../world.ts';
import { refuseWithResume } from './refuse-together.ts';
import type { reproduceCommand } from './reproduce-command.ts';
import { reproduceTexts } from './reproduce-texts.ts';
import { type Starts, startsOf } from './reproduce-weights.ts';

type Given = OptionsOf<typeof reproduceCommand>;

/** What may be given with `--resume`: the rest is as the reproduction was begun. */
const RESUMED = ['only', 'device', 'noCache'] as const;

export const reproduce: ActionOf<typeof reproduceCommand> = async ({ dataset }, given, context) => {
  const path = resolve(context.cwd, given.resume ?? given.out ?? missing('out'));
  const folder = new ReproductionFolder(path);
  try {
    return await (given.resume === undefined
      ? begin(dataset, folder, given, context)
      : goOn(dataset, folder, given, context));
  } catch (error) {
    if (context.signal.aborted && error === context.signal.reason) {
      const begun = (await folder.hasBegun()) ? path : null;
      context.note(reproduceTexts[context.language].interrupted(begun, programTyped(context.env)));
    }
    throw error;
  }
};

async function begin(
  named: string | undefined,
  folder: ReproductionFolder,
  given: Given,
  context: CommandContext,
): Promise<CommandResult> {
  const datasetPath = resolve(context.cwd, named ?? missing('dataset'));
  const scheme = await readSchemeArgument(given.scheme, context);
  const { exclude, seed, epochsFactor, allowRejected } = given;
  const dataset = await openDatasetArgument(datasetPath, { ...given, scheme }, context);
  const starts = await startsOf(given, context);
  const ids = given.only ?? PAPER_EXPERIMENTS.map(({ id }) => id);
  const splits = splitsFor(dataset, given, context);
  const plan = planRuns({ ids, splits, pretrained: new Set(starts.keys()) });
  const runtime = await runtimeFor(plan[0]!, starts, given);
  const record: ReproductionRecord = {
    format: 'leukoscope-reproduction',
    version: 1,
    dataset: { path: datasetPath, exclude: exclude.map(({ column, value }) => `${column}=${value}`) },
    scheme,
    seed,
    epochsFactor,
    ids: [...ids],
    splits: [...splits],
    pretrained: [...starts.keys()],
    allowRejected,
    machine: { device: runtime.device, threads: runtime.threads },
  };
  await createOutputFolder(folder.path);
  await using _lock = await lockFolder(folder.path, { command: 'leukoscope reproduce' });
  for (const [network, start] of starts) await folder.writeStart(network, start);
  await folder.writeRecord(record);
  return await work({ folder, record, dataset, runtime, given, context });
}

async function goOn(
  named: string | undefined,
  folder: ReproductionFolder,
  given: Given,
  context: CommandContext,
): Promise<CommandResult> {
  refuseWithResume(named, RESUMED, context);
  const begun = await folder.record();
  const record = given.only === undefined ? begun : { ...begun, ids: [...given.only] };
  await using _lock = await lockFolder(folder.path, { command: 'leukoscope reproduce --resume' });
  if (record !== begun) await folder.writeRecord(record);
  const exclude = record.dataset.exclude.map(parseColumnFilter);
  const dataset = await openDatasetArgument(record.dataset.path, { scheme: record.scheme, exclude }, context);
  const starts = new Map(
    await Promise.all(record.pretrained.map(async (name) => [name, await folder.start(name)] as const)),
  );
  const { threads, device: recorded } = record.machine;
  const device = context.givenOptions.has('device') ? given.device : deviceOptionOf(recorded);
  const [first] = planOf(record);
  const runtime = await runtimeFor(first!, starts, { device, threads, epochsFactor: record.epochsFactor });
  return await work({ folder, record, dataset, runtime, given, context });
}

function planOf({ ids, splits, pretrained }: ReproductionRecord): PlannedRun[] {
  return planRuns({ ids, splits, pretrained: new Set(pretrained) });
}

/** The device is chosen by the first run; all runs have the same. */
function runtimeFor(
  run: PlannedRun,
  starts: Starts,
  { device, threads, epochsFactor }: Pick<Given, 'device' | 'epochsFactor'> & { readonly threads: number | undefined },
): Promise<Runtime> {
  const { network } = run.experiment;
  const start = (network !== 'cnn' && starts.get(network)) || null;
  const settings = settingsOf(run, { start, epochsFactor });
  return chooseRuntime({ device, threads, trial: (runtime) => trainingTrial(settings, runtime) });
}

interface Work {
  readonly folder: ReproductionFolder;
  readonly record: ReproductionRecord;
  readonly dataset: Dataset;
  readonly runtime: Runtime;
  readonly given: Given;
  readonly context: CommandContext;
}

/** Does what is not done yet; the report is written anew after every run. */
async function work({ folder, record, dataset, runtime, given, context }: Work): Promise<CommandResult> {
  const { language, signal, version, argv } = context;
  const texts = reproduceTexts[language];
  const runs = planOf(record);
  const world = { ...runWorld(context, { runtime, cache: !given.noCache }), onWarning: toldOnce(context) };
  const done: ReproducedRun[] = [];
  const diverged: DivergedRun[] = [];
  const writeReport = async () => {
    const origin = { version, madeOn: world.now(), argv };
    const pending = runs.slice(done.length + diverged.length);
    const about = { language, record, dataset, runs: done, diverged, pending, origin };
    const samples = await sampleCells(runs[0]!, { folder, dataset, signal });
    await writeReproduction(folder, reproductionReport({ ...about, samples, environment: environmentOf(world) }));
  };
  await runReproduction({
    ...{ folder, record, runs, world },
    onDone: async (run, test, isNew) => {
      const reproduced = reproducedRun(run, test, record.seed);
      done.push(reproduced);
      if (!isNew) return;
      context.note(texts.done(reproduced));
      await writeReport();
    },
    onDiverged: async (run, { epoch }, isNew) => {
      diverged.push({ ...run, epoch });
      context.warn(texts.diverged({ ...run, epoch }));
      if (isNew) await writeReport();
    },
  });
  await writeReport();
  const { epochsFactor } = record;
  const [report, out] = [folder.reportFile, folder.path];
  return {
    document: { out, report, epochsFactor, runs: done.map(documentOf), diverged: diverged.map(divergedDocumentOf) },
    text: texts.result({ runs: done, epochsFactor, report, out }),
  };
}

/** Software and machine, to be read beside the paper's. */
function environmentOf({ versions, runtime }: RunWorld): ReproductionReport['environment'] {
  const [processor] = cpus();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return {
    software: Object.entries(versions)
      .map(([name, number]) => `${name} ${number}`)
      .join(', '),
    machine: `${processor?.model.trim() ?? '?'} × ${cpus().length}, ${memoryGiB} GiB, ${runtime.device}`,
  };
}

function documentOf({ experiment, test, ...run }: ReproducedRun) {
  const { confusion, accuracy, sensitivity, specificity, rocAuc, bootstrap } = test;
  return {
    ...experiment,
    ...run,
    test: { n: test.n, confusion, accuracy, sensitivity, specificity, rocAuc, bootstrap },
  };
}

function divergedDocumentOf({ experiment: { id }, splitBy, learns, epoch }: DivergedRun) {
  return { id, splitBy, learns, epoch };
}

function splitsFor({ summary }: Dataset, { by }: Given, context: CommandContext): readonly SplitUnit[] {
  if (by !== undefined) return [by];
  if (summary.withoutPatient === 0 && summary.byPatient.length > 1) return ['image', 'patient'];
  context.note(reproduceTexts[context.language].noPatients);
  return ['image'];
}

function missing(what: 'out' | 'dataset'): never {
  const command = 'leukoscope reproduce';
  if (what === 'out') throw new LeukoscopeError('usage.missing-option', { option: '--out', command });
  throw new LeukoscopeError('usage.missing-argument', { argument: 'dataset', command });
}
