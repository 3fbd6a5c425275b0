import { describe, expect, test } from 'vitest';
import { EXIT, LANGUAGES } from '../errors/entry.ts';
import { COMMANDS } from './command-list.ts';
import { type CommandDefinition, defineCommand } from './define-command.ts';
import { FIRST_STEPS } from './first-steps.ts';
import {
  choice,
  flag,
  integer,
  number,
  one,
  oneOrMore,
  optional,
  repeatable,
  required,
  text,
  withDefault,
} from './options.ts';
import { type ParsedCommand, parseCommandLine } from './parse-command-line.ts';
import { textsIn } from './texts/texts-in.ts';

const words = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, `about ${key}`]));

const train = defineCommand({
  name: 'train',
  arguments: { dataset: one, more: optional },
  options: {
    out: required(text('folder')),
    size: withDefault(integer('px', { min: 8, max: 1024 }), 32),
    learningRate: number('rate', { above: 0 }),
    optimizer: withDefault(choice(['sgd', 'adam']), 'sgd'),
    exclude: repeatable(text('column=value')),
    noStratify: flag(),
  },
  texts: {
    en: {
      summary: 'train a model',
      arguments: { dataset: 'the cells', more: 'more' },
      options: words(['out', 'size', 'learningRate', 'optimizer', 'exclude', 'noStratify']) as never,
    },
    es: {
      summary: 'entrenar un modelo',
      arguments: { dataset: 'las células', more: 'más' },
      options: words(['out', 'size', 'learningRate', 'optimizer', 'exclude', 'noStratify']) as never,
    },
  },
  examples: [{ run: 'leukoscope train cells/ --out run/', en: 'Trains', es: 'Entrena' }],
});
const dataScan = defineCommand({
  name: 'data scan',
  arguments: { images: oneOrMore },
  options: {},
  texts: {
    en: { summary: 'look', arguments: { images: 'images' }, options: {} },
    es: { summary: 'mirar', arguments: { images: 'imágenes' }, options: {} },
  },
  examples: [],
});

function parse(line: string, language: 'en' | 'es' = 'en', commands: readonly CommandDefinition[] = [train, dataScan]) {
  const argv = line === '' ? [] : line.split(' ');
  const settings = { commands, language, texts: textsIn(language), version: '1.2.3', helpWidth: 100 };
  return parseCommandLine(argv, { ...settings, pathExists: (path) => THERE.includes(path) });
}
/** The files and folders of the person who types. */
const THERE = ['images', 'old-run', 'old-run/model.onnx', 'tran'];
const parseTrain = (line: string) => parse(line) as ParsedCommand;

describe('a command line that is right', () => {
  test('arguments, options and defaults, and which were given', () => {
    expect(parseTrain('train cells/ --out run --size 64 --learning-rate 1e-3 --no-stratify')).toMatchObject({
      kind: 'command',
      command: train,
      arguments: { dataset: 'cells/', more: undefined },
      options: { out: 'run', size: 64, learningRate: 0.001, optimizer: 'sgd', exclude: [], noStratify: true },
      givenOptions: new Set(['out', 'size', 'learningRate', 'noStratify']),
      shell: { lang: undefined, json: false, progress: undefined, quiet: false },
    });
  });

  test('a flag named --no-… that is not given is false', () => {
    expect(parseTrain('train cells/ --out run').options).toMatchObject({ noStratify: false });
  });

  test('a repeatable option keeps all its values in order', () => {
    expect(parseTrain('train c --out r --exclude b=1 --exclude a=2').options.exclude).toEqual(['b=1', 'a=2']);
  });

  test('the shell’s options stand before and after the command', () => {
    const shell = { lang: 'es', json: true, progress: 'plain', quiet: true };
    expect(parseTrain('--lang es --json train c --out r --progress plain --quiet').shell).toEqual(shell);
  });

  test('--option=value, also for a value that begins with two dashes', () => {
    expect(parseTrain('train c --out=--odd --size=8').options).toMatchObject({ out: '--odd', size: 8 });
  });

  test('a group of commands; words after -- are arguments', () => {
    expect(parse('data scan -- --a b')).toMatchObject({ command: dataScan, arguments: { images: ['--a', 'b'] } });
  });

  test('nothing at all, the version', () => {
    expect(parse('')).toEqual({ kind: 'welcome' });
    expect(parse('--lang es')).toEqual({ kind: 'welcome' });
    expect(parse('--version')).toEqual({ kind: 'version' });
  });
});

describe('a command line that is wrong, exit 2', () => {
  test.each([
    ['tran c', 'usage.unknown-command', { given: 'tran', nearest: 'train', within: 'leukoscope' }],
    ['xyzzy', 'usage.unknown-command', { given: 'xyzzy', nearest: null, within: 'leukoscope' }],
    ['tran --help', 'usage.unknown-command', { given: 'tran', nearest: 'train', within: 'leukoscope' }],
    ['help tran', 'usage.unknown-command', { given: 'tran', nearest: 'train', within: 'leukoscope' }],
    ['data sca x', 'usage.unknown-command', { given: 'sca', nearest: 'scan', within: 'leukoscope data' }],
    ['scan x', 'usage.unknown-command', { given: 'scan', nearest: 'data scan', within: 'leukoscope' }],
    ['scna x', 'usage.unknown-command', { given: 'scna', nearest: 'data scan', within: 'leukoscope' }],
    ['fit x', 'usage.unknown-command', { given: 'fit', nearest: 'train', within: 'leukoscope' }],
    ['data train x', 'usage.unknown-command', { given: 'train', nearest: 'leukoscope train' }],
    ['images', 'usage.path-for-command', { given: 'images', holds: 'unknown', rest: [] }],
    ['not-there/', 'usage.path-for-command', { given: 'not-there/', holds: 'unknown', rest: [] }],
    ['old-run', 'usage.path-for-command', { given: 'old-run', holds: 'run', rest: [] }],
    ['m.onnx a/ b/ --json', 'usage.path-for-command', { given: 'm.onnx', holds: 'model', rest: ['a/', 'b/'] }],
    ['m.onnx --help', 'usage.path-for-command', { given: 'm.onnx', holds: 'model', rest: [] }],
    ['data images/', 'usage.unknown-command', { given: 'images/', nearest: null, within: 'leukoscope data' }],
    ['data', 'usage.missing-command', { within: 'leukoscope data', commands: ['scan'] }],
    ['--josn', 'usage.unknown-option', { given: '--josn', nearest: '--json', command: 'leukoscope' }],
    ['train c --sise 3', 'usage.unknown-option', { given: '--sise', nearest: '--size', command: 'leukoscope train' }],
    ['train c --jsn', 'usage.unknown-option', { given: '--jsn', nearest: '--json', command: 'leukoscope train' }],
    ['train c -x', 'usage.unknown-option', { given: '-x', nearest: null, command: 'leukoscope train' }],
    ['train c --stratify', 'usage.unknown-option', { given: '--stratify', command: 'leukoscope train' }],
    ['train c --json=1', 'usage.unknown-option', { given: '--json=1', nearest: '--json' }],
    ['train c --siz 8', 'usage.unknown-option', { given: '--siz', nearest: '--size' }],
    ['train c --opt sgd', 'usage.unknown-option', { given: '--opt', nearest: '--optimizer' }],
    ['train c --out', 'usage.missing-value', { option: '--out', expected: { kind: 'text' } }],
    ['train c --out --size 8', 'usage.missing-value', { option: '--out', expected: { kind: 'text' } }],
    [
      'train c --size --json',
      'usage.missing-value',
      { option: '--size', expected: { kind: 'integer', range: { min: 8, max: 1024 } } },
    ],
    ['--lang', 'usage.missing-value', { option: '--lang', expected: { kind: 'choice', choices: ['en', 'es'] } }],
    ['train c --out= ', 'usage.invalid-value', { option: '--out', value: '' }],
    ['train c --size 7', 'usage.invalid-value', { option: '--size', value: '7' }],
    ['train c --size -8', 'usage.invalid-value', { option: '--size', value: '-8' }],
    ['train c --optimizer sdg', 'usage.invalid-value', { option: '--optimizer', value: 'sdg' }],
    ['--lang fr train c', 'usage.invalid-value', { option: '--lang', value: 'fr' }],
    ['--progress bars', 'usage.invalid-value', { option: '--progress', value: 'bars' }],
    ['train c --out a --out b', 'usage.repeated-option', { option: '--out', values: ['a', 'b'] }],
    ['--lang en train c --lang es', 'usage.repeated-option', { option: '--lang', values: ['en', 'es'] }],
    ['train c', 'usage.missing-option', { option: '--out', command: 'leukoscope train' }],
    ['train --out r', 'usage.missing-argument', { argument: 'dataset', command: 'leukoscope train' }],
    ['data scan', 'usage.missing-argument', { argument: 'images', command: 'leukoscope data scan' }],
    [
      'train a b c d --out r',
      'usage.excess-arguments',
      { command: 'leukoscope train', expected: 2, excess: ['c', 'd'] },
    ],
  ])('%s', (line, code, details) => {
    expect(() => parse(line)).toThrow(expect.objectContaining({ code, exitCode: EXIT.wrongUse }));
    expect(() => parse(line)).toThrow(expect.objectContaining({ details: expect.objectContaining(details) }));
  });
});

describe('help', () => {
  const helpOf = (line: string, language: 'en' | 'es') => {
    const parsed = parse(line, language);
    return parsed.kind === 'help' ? parsed.text : expect.fail(`${line} is no request for help`);
  };

  test.each(['train --help', 'help train', 'train -h', '--help train'])('%s shows the same', (line) => {
    expect(helpOf(line, 'en')).toBe(helpOf('train --help', 'en'));
  });

  test('a command: usage with what must be given, ranges and defaults, options of every command, examples', () => {
    const help = helpOf('train --help', 'en');
    expect(help).toContain('Usage: leukoscope train <dataset> [more] --out <folder> [options]');
    expect(help).toMatch(/--size <px> +about size \(from 8 to 1024; default 32\)/);
    expect(help).toMatch(/--optimizer <sgd\|adam> +about optimizer \(default sgd\)/);
    expect(help).toMatch(/--exclude <column=value> +about exclude \(may be repeated\)/);
    expect(help).toMatch(/Options of every command:\n(.*\n)*.*--progress/);
    expect(help).toContain('Examples:\n  # Trains\n  leukoscope train cells/ --out run/');
  });

  test('Spanish help has no English heading', () => {
    for (const line of ['--help', 'train --help', 'data --help', 'help --help']) {
      const help = helpOf(line, 'es');
      expect(help).toContain('Uso: leukoscope');
      expect(help).not.toMatch(/Usage:|Options|Arguments|Commands|Examples|default |display help/);
    }
  });

  test('the commands are listed with their groups', () => {
    expect(helpOf('--help', 'en')).toMatch(/Commands:\n +train +train a model\n +data scan +look\n +help/);
    expect(helpOf('data --help', 'en')).toMatch(/Commands:\n +data scan +look\n/);
  });
});

describe('the real commands', () => {
  test.each(COMMANDS.map((command) => [command.name, command] as const))(
    '%s: every example parses to it',
    (_, command) => {
      expect(command.examples.length).toBeGreaterThan(0);
      for (const { run } of command.examples) {
        const [program, ...rest] = run.split(' ');
        expect(program).toBe('leukoscope');
        expect(parse(rest.join(' '), 'en', COMMANDS)).toMatchObject({ kind: 'command', command });
      }
    },
  );

  test.each(COMMANDS.map((command) => [command.name, command] as const))(
    '%s: every word is there in both languages',
    (_, command) => {
      for (const language of LANGUAGES) {
        const { summary, arguments: ofArguments, options } = command.texts[language];
        expect(summary).toMatch(/^[^.]+$/);
        expect(Object.keys(ofArguments).toSorted()).toEqual(Object.keys(command.arguments).toSorted());
        expect(Object.keys(options).toSorted()).toEqual(Object.keys(command.options).toSorted());
        expect([...Object.values(ofArguments), ...Object.values(options)]).not.toContain('');
      }
      expect(command.texts.es.summary).not.toBe(command.texts.en.summary);
    },
  );

  test('the first steps shown are three commands', () => {
    const shown = FIRST_STEPS.filter((name) => COMMANDS.some((command) => command.name === name));
    expect(shown.length).toBeGreaterThanOrEqual(3);
  });
});
