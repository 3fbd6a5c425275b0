import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEFAULT_SCHEME } from '../../cells/scheme.ts';
import { openDataset } from '../../datasets/dataset.ts';
import { readSplit } from '../../datasets/splits/split-file.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { CommandContext } from '../command-context.ts';
import { type Command, type CommandResult, defineCommand } from '../define-command.ts';
import { text } from '../options.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { textsIn } from '../texts/texts-in.ts';
import { classify } from './classify.ts';
import { demoTexts } from './demo-texts.ts';
import { evaluate } from './evaluate.ts';
import { train } from './train.ts';

/** What the demo runs, by the very commands a person would type. */
const COMMANDS: readonly Command[] = [train, evaluate, classify];

/** The clone's folder: this file is packages/leukoscope/{src,dist}/cli/commands/demo. */
const CLONE = resolve(import.meta.dirname, '../../../../..');

export const demo = defineCommand({
  name: 'demo',
  arguments: {},
  options: { cells: text('folder'), out: text('folder') },
  texts: demoTexts,
  examples: [
    {
      run: 'leukoscope demo',
      en: 'Trains, tests and uses a model, and shows each command it runs',
      es: 'Entrena, prueba y usa un modelo, y muestra cada orden que ejecuta',
    },
  ],
  async action(_, given, context) {
    const cells = given.cells === undefined ? sharedCells(context.env) : resolve(context.cwd, given.cells);
    await requireCells(cells);
    const out =
      given.out === undefined ? await mkdtemp(join(tmpdir(), 'leukoscope-demo-')) : resolve(context.cwd, given.out);
    await createOutputFolder(out);
    const run = join(out, 'run');
    const model = join(run, 'model.onnx');
    const split = join(run, 'split.json');

    const trained = await step(['train', cells, '--epochs', '5', '--out', run], context);
    const evaluated = await step(['evaluate', model, cells, '--split', split, '--part', 'test'], context);
    const patient = await listNewPatient({ cells, split, list: join(out, 'new-patient.txt') });
    const who = patient === null ? [] : ['--patient', patient];
    const predictions = join(out, 'predictions.csv');
    const classified = await step(
      ['classify', model, '--list', join(out, 'new-patient.txt'), ...who, '--out', predictions],
      context,
    );
    return {
      document: { out, train: trained.document, evaluate: evaluated.document, classify: classified.document },
      text: [trained.text, evaluated.text, classified.text, demoTexts[context.language].result({ out })].join('\n'),
    };
  },
});

/** The cells for measuring that may lie beside the clone; the product itself brings none. */
function sharedCells(env: NodeJS.ProcessEnv): string {
  return join(env.LEUKOSCOPE_SHARED || resolve(CLONE, '../shared'), 'data', 'jhu');
}

async function requireCells(path: string): Promise<void> {
  try {
    await openDataset(path, { scheme: DEFAULT_SCHEME });
  } catch (cause) {
    throw noCells(path, cause);
  }
}

function noCells(path: string, cause: unknown): unknown {
  const missing = cause instanceof LeukoscopeError && cause.code === 'usage.no-such-file';
  return missing ? new LeukoscopeError('demo.no-cells', { path }, { cause }) : cause;
}

/** Shows the command, then runs it as if it had been typed. */
async function step(words: readonly string[], context: CommandContext): Promise<CommandResult> {
  const { language, version } = context;
  const shown = words.map((word) => (/^[\w./:=*-]+$/.test(word) ? word : `'${word}'`)).join(' ');
  context.note(`\n$ leukoscope ${shown}`);
  const line = parseCommandLine(words, {
    commands: COMMANDS,
    language,
    texts: textsIn(language),
    version,
    helpWidth: 100,
  });
  if (line.kind !== 'command') throw new TypeError(`step() words: '${shown}' is no command`);
  // The parser has filled in exactly what the command's own declaration asks for.
  return line.command.action(line.arguments as never, line.options as never, {
    ...context,
    argv: words,
    givenOptions: line.givenOptions,
  });
}

/** Writes the paths of one patient of the test part, whom the model has never seen; all test cells where none is named. */
async function listNewPatient(files: { cells: string; split: string; list: string }): Promise<string | null> {
  const { parts, by } = await readSplit(files.split);
  const patient = by === 'patient' ? (parts.test[0] ?? null) : null;
  const test = new Set(parts.test);
  const { cells } = await openDataset(files.cells, { scheme: DEFAULT_SCHEME });
  const chosen = cells.filter((cell) => (patient === null ? test.has(cell.id) : cell.patient === patient));
  await writeFileAtomic(files.list, chosen.map(({ path }) => `${path}\n`).join(''));
  return patient;
}
