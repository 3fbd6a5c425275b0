/** What the documents promise: their links lead somewhere, and their commands are commands. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../packages/leukoscope/src/cli/command-list.ts';
import { parseCommandLine } from '../packages/leukoscope/src/cli/parse-command-line.ts';
import { textsIn } from '../packages/leukoscope/src/cli/texts/texts-in.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');
const pages = globSync('**/*.md', {
  cwd: ROOT,
  exclude: (path) => /(^|\/)(node_modules|dist)(\/|$)/.test(path),
}).toSorted();
const guide = globSync('docs/guide/*.md', { cwd: ROOT }).toSorted();

/** Relative links, without what stands behind `#`. */
function linksOf(path: string): string[] {
  const links = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return links.filter((target) => !/^(?:[a-z]+:|#)/.test(target)).map((target) => target.split('#')[0]!);
}

/** The command lines of a page in blocks and in the text, without `npx`, comments, `> file` and those with a `<placeholder>`. */
function commandsOf(path: string): string[] {
  const found = [...read(path).matchAll(/^(?:\$ )?npx (leukoscope\b[^\n]*)|`npx (leukoscope\b[^`\n]*)`/gm)];
  const lines = found.map(([, block, inline]) => (block ?? inline)!.replace(/\s+(#.*|> \S+)$/, '').trim());
  return lines.filter((line) => !line.includes('<'));
}

function parse(line: string) {
  const [, ...words] = line.replaceAll("'", '').split(/\s+/);
  const settings = { commands: COMMANDS, language: 'en', texts: textsIn('en'), version: '0', helpWidth: 80 } as const;
  return parseCommandLine(words, settings);
}

test.each(pages)('%s: every relative link leads to a file', (path) => {
  const broken = linksOf(path).filter((target) => !existsSync(resolve(ROOT, dirname(path), target)));
  expect(broken).toEqual([]);
});

test.each([...guide, ...guide.map(inSpanish), 'README.md', 'README.es.md'])('%s: every command parses', (path) => {
  const commands = commandsOf(path);
  expect(commands).not.toEqual([]);
  for (const line of commands) expect(parse(line), line).toBeDefined();
});

describe('the guide', () => {
  test.each(guide)('%s begins with a command, and its Spanish page has the same ones', (path) => {
    expect(read(path)).toMatch(/^# .+\n\n\*\[En español\].+\n\n```\nnpx leukoscope /);
    expect(commandsOf(inSpanish(path))).toEqual(commandsOf(path));
  });

  test('both READMEs have the same commands, and lead to every page', () => {
    expect(commandsOf('README.es.md')).toEqual(commandsOf('README.md'));
    expect(linksOf('README.md')).toEqual(expect.arrayContaining(guide));
    expect(linksOf('README.es.md')).toEqual(expect.arrayContaining(guide.map(inSpanish)));
  });
});

function inSpanish(path: string): string {
  return path.replace('docs/guide/', 'docs/guia/');
}
