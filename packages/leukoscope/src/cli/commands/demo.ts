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
import { type Command, defineCommand } from '../define-command.ts';
import {
  type ArgumentSpecs,
  type ArgumentValues,
  integer,
  type OptionSpecs,
  type OptionValues,
  text,
  withDefault,
} from '../options.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { programTyped } from '../program-typed.ts';
import { textsIn } from '../texts/texts-in.ts';
import { classify, classifyWithModel } from './classify.ts';
import { demoTexts } from './demo-texts.ts';
import { evaluate, evaluateModel } from './evaluate.ts';
import { train } from './train.ts';

/** Sixty patients and eighty cells of each: enough for figures that mean something, drawn in seconds. */
const CELLS = 'patients=60,cells=4800,size=96';
const NEW_CELLS = 'patients=2,cells=400,size=96';
/** What the small network needs to find its way among stains it has not seen. */
const TRAINING = [
  ...['--size', '32', '--crop', 'cell', '--flips', '--right-angles', '--stain', '0.15', '--colour', '0.1'],
  ...['--optimizer', 'adamw', '--lr', '0.002', '--schedule', 'one-cycle', '--batch', '32', '--epochs', '12'],
];
/** Outside of this something is wrong: the model did not learn, or the cells are too easy to be of any use. */
const EXPECTED_AUC = { low: 0.85, high: 0.995 } as const;

export const demo = defineCommand({
  name: 'demo',
  arguments: {},
  options: { out: text('folder'), seed: withDefault(integer('n', { min: 0, max: 1_000_000 }), 1) },
  texts: demoTexts,
  examples: [
    {
      run: 'leukoscope demo',
      en: 'Trains, tests and uses a model, and shows each command it runs',
      es: 'Entrena, prueba y usa un modelo, y muestra cada orden que ejecuta',
    },
  ],
  async action(_, { out: givenOut, seed }, given) {
    const out = givenOut ?? (await freeName(given.cwd, 'leukoscope-demo'));
    const folder = resolve(given.cwd, out);
    await createOutputFolder(folder);
    const context = await withCache(given, folder);
    const cells = `synthetic:${seed},${CELLS}`;
    const newCells = `synthetic:${seed + 1},${NEW_CELLS}`;
    const [run, predictions] = [join(out, 'run'), join(out, 'predictions.csv')];
    const [model, split] = [join(run, 'model.onnx'), join(run, 'split.json')];

    const training = typed(train, ['train', cells, ...TRAINING, '--out', run], context);
    const trained = await training.command.action(training.arguments, training.options, training.context);

    const testing = typed(evaluate, ['evaluate', model, cells, '--split', split, '--part', 'test'], context);
    const test = await evaluateModel(testing.arguments, testing.options, testing.context);

    const use = typed(classify, ['classify', model, newCells, '--out', predictions], context);
    const used = await classifyWithModel(use.arguments, use.options, use.context);

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
      text: [
        trained.text,
        test.result.text,
        used.result.text,
        demoTexts[context.language].result({ report, out }),
      ].join('\n'),
    };
  },
});

/** @throws LeukoscopeError `demo.unexpected` */
export function requireExpected(rocAuc: number | null): void {
  const { low, high } = EXPECTED_AUC;
  if (rocAuc === null || rocAuc < low || rocAuc > high) {
    throw new LeukoscopeError('demo.unexpected', { rocAuc, low, high });
  }
}

/** Shows a command, and reads it as if it had been typed. */
function typed<Arguments extends ArgumentSpecs, Options extends OptionSpecs>(
  command: Command<Arguments, Options>,
  words: readonly string[],
  context: CommandContext,
) {
  const { language, version } = context;
  const shown = words.map((word) => (/^[\w./:=,*-]+$/.test(word) ? word : `'${word}'`)).join(' ');
  context.note(`\n$ ${programTyped(context.env)} ${shown}`);
  const line = parseCommandLine(words, {
    commands: [command as unknown as Command],
    language,
    texts: textsIn(language),
    version,
    helpWidth: 100,
  });
  if (line.kind !== 'command') throw new TypeError(`typed() words: '${shown}' is no command`);
  return {
    command,
    // The parser has filled in exactly what the command's own declaration asks for.
    arguments: line.arguments as ArgumentValues<Arguments>,
    options: line.options as OptionValues<Options>,
    context: { ...context, argv: words, givenOptions: line.givenOptions },
  };
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
