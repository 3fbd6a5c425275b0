import { access, constants, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DEFAULT_SCHEME } from '../../cells/scheme.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { isSystemError } from '../../files/system-error.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { withMostAtypical } from '../../reports/classification-report.ts';
import { demoPage } from '../../reports/demo-page.ts';
import { withExamples } from '../../reports/evaluation-report.ts';
import { curvesBeside } from '../../reports/run-curves.ts';
import { cacheFolderOf } from '../cache-folder.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import type { ActionOf, CommandDefinition } from '../define-command.ts';
import type { ArgumentSpecs, ArgumentValues, OptionSpecs, OptionValues } from '../options.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { programTyped } from '../program-typed.ts';
import { textsIn } from '../texts/texts-in.ts';
import { classifyWithModel } from './classify.ts';
import { classifyCommand } from './classify-command.ts';
import type { demoCommand } from './demo-command.ts';
import { demoTexts } from './demo-texts.ts';
import { evaluateModel } from './evaluate.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { train } from './train.ts';
import { trainCommand } from './train-command.ts';

/** So many patients, with eighty cells of each: enough for figures that mean something, drawn in seconds. */
const PATIENTS = 60;
const NEW_PATIENTS = 2;
/** Of a new patient more cells are drawn, for a share that means something. */
const CELLS_OF_NEW = 2.5;
/** What the small network needs to find its way among stains it has not seen. */
const TRAINING = [
  ...['--model', 'cnn', '--size', '32', '--crop', 'cell'],
  ...['--flips', '--right-angles', '--stain', '0.15', '--colour', '0.1'],
  ...['--optimizer', 'adamw', '--lr', '0.002', '--schedule', 'one-cycle', '--batch', '32', '--epochs', '12'],
];
/** Outside of this something is wrong: the model did not learn, or the cells are too easy to be of any use. */
const EXPECTED_AUC = { low: 0.85, high: 0.995 } as const;

export const demo: ActionOf<typeof demoCommand> = async (_, { out: givenOut, cells: cellsEach, seed }, given) => {
  const out = givenOut ?? (await freeName(given.cwd, 'leukoscope-demo'));
  const folder = resolve(given.cwd, out);
  await createOutputFolder(folder);
  const context = await withCache(given, folder);
  const cells = drawn(seed, PATIENTS, cellsEach);
  const newCells = drawn(seed + 1, NEW_PATIENTS, Math.round(CELLS_OF_NEW * cellsEach));
  const [run, predictions] = [join(out, 'run'), join(out, 'predictions.csv')];
  const [model, split] = [join(run, 'model.onnx'), join(run, 'split.json')];

  const trained = await typed(
    { command: trainCommand, action: train },
    ['train', cells, ...TRAINING, '--out', run],
    context,
  );
  const test = await typed(
    { command: evaluateCommand, action: evaluateModel },
    ['evaluate', model, cells, '--split', split, '--part', 'test'],
    context,
  );
  const used = await typed(
    { command: classifyCommand, action: classifyWithModel },
    ['classify', model, newCells, '--out', predictions],
    context,
  );
  const learningCurves = await curvesBeside(resolve(context.cwd, model), test.report.card);
  const { signal } = context;
  const report = join(out, 'report.html');
  const page = demoPage({
    evaluation: await withExamples({ ...test.report, learningCurves }, { pathOf: test.pathOf, signal }),
    classification: await withMostAtypical(used.report, { most: used.most, signal }),
    trueShares: await trueShares(newCells, context),
  });
  await writeFileAtomic(resolve(context.cwd, report), page);
  const { rocAuc } = test.report.evaluation;
  requireExpected(rocAuc.value);
  return {
    document: {
      ...{ out, report, rocAuc, train: trained.document },
      ...{ evaluate: test.result.document, classify: used.result.document },
    },
    text: [trained.text, test.result.text, used.result.text, demoTexts[context.language].result({ report, out })].join(
      '\n',
    ),
  };
};

function drawn(seed: number, patients: number, cellsEach: number): string {
  return `synthetic:${seed},patients=${patients},cells=${patients * cellsEach},size=96`;
}

/** @throws LeukoscopeError `demo.unexpected` */
export function requireExpected(rocAuc: number | null): void {
  const { low, high } = EXPECTED_AUC;
  if (rocAuc === null || rocAuc < low || rocAuc > high) {
    throw new LeukoscopeError('demo.unexpected', { rocAuc, low, high });
  }
}

interface Step<Arguments extends ArgumentSpecs, Options extends OptionSpecs, Result> {
  readonly command: CommandDefinition<Arguments, Options>;
  readonly action: (
    given: ArgumentValues<Arguments>,
    options: OptionValues<Options>,
    context: CommandContext,
  ) => Promise<Result>;
}

/** Shows a command, and does it as if it had been typed. */
async function typed<Arguments extends ArgumentSpecs, Options extends OptionSpecs, Result>(
  { command, action }: Step<Arguments, Options, Result>,
  words: readonly string[],
  context: CommandContext,
): Promise<Result> {
  const { language, version } = context;
  const shown = words.map((word) => (/^[\w./:=,*-]+$/.test(word) ? word : `'${word}'`)).join(' ');
  context.note(`\n$ ${programTyped(context.env)} ${shown}`);
  const settings = { commands: [command], language, texts: textsIn(language), version, helpWidth: 100 };
  const line = parseCommandLine(words, settings);
  if (line.kind !== 'command') throw new TypeError(`typed() words: '${shown}' is no command`);
  return await action(
    // The parser has filled in exactly what the command's own definition asks for.
    line.arguments as ArgumentValues<Arguments>,
    line.options as OptionValues<Options>,
    { ...context, argv: words, givenOptions: line.givenOptions },
  );
}

/** Each new patient's share of atypical cells by construction. */
async function trueShares(cells: string, context: CommandContext): Promise<ReadonlyMap<string, number | null>> {
  const { summary } = await openDatasetArgument(cells, { scheme: DEFAULT_SCHEME }, context);
  return new Map(
    summary.byPatient.map(({ patient, typical, atypical }) => {
      const counted = typical + atypical;
      return [patient, counted === 0 ? null : atypical / counted];
    }),
  );
}

/** The context with a cache that can be written: in the demo's own folder where the user's cannot. */
async function withCache(context: CommandContext, folder: string): Promise<CommandContext> {
  const { env } = context;
  const cache = cacheFolderOf(env);
  try {
    await mkdir(cache, { recursive: true });
    await access(cache, constants.W_OK);
    return context;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { ...context, env: { ...env, LEUKOSCOPE_CACHE: join(folder, 'cache') } };
  }
}

/** `name`, `name-2`, `name-3` … whichever is not there yet. */
async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set(await namesIn(folder));
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) if (!taken.has(`${name}-${number}`)) return `${name}-${number}`;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}
