/**
 * Writes into the pages of the guide, English and Spanish, what the commands on generated cells print now. A block of
 * output follows the block of its command; those of commands that are not listed here stay as they are.
 *
 * Usage: npm run build && node scripts/guide-outputs.ts
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const PROGRAM = join(ROOT, 'packages/leukoscope/bin/leukoscope.js');
const CELLS = 'synthetic:1,patients=30,cells=2400,size=96';
/** Whose folder the pages show in place of the one that is used. */
const SHOWN_HOME = '/home/ana';

interface Shown {
  readonly command: string;
  /** What of the output the page shows; all of it unless given. */
  readonly until?: RegExp;
}

/** In the order in which they are run: each may need what the ones before it wrote. */
const SHOWN: readonly Shown[] = [
  { command: 'data get', until: /\n\n/ },
  { command: `data split ${CELLS} --out split.json`, until: /\n\n(?=\S+ (?:to|en) split\.json)/ },
  { command: `train ${CELLS} --recipe fast --crop cell --out run` },
  { command: `evaluate run/model.onnx ${CELLS} --split run/split.json --part test`, until: /\n\n(?=type |tipo )/ },
  { command: 'classify run/model.onnx synthetic:2,patients=2,cells=400,size=96 --out predictions.csv' },
];

const cache = mkdtempSync(join(tmpdir(), 'leukoscope-guide-'));
for (const [language, folder] of [
  ['en', 'docs/guide'],
  ['es', 'docs/guia'],
] as const) {
  const home = mkdtempSync(join(cache, `${language}-`));
  const outputs = SHOWN.map((shown) => ({ ...shown, output: outputOf(shown, { home, language }) }));
  for (const page of globSync(`${folder}/*.md`, { cwd: ROOT })) {
    const file = join(ROOT, page);
    const text = readFileSync(file, 'utf8');
    const filled = outputs.reduce((before, { command, output }) => withOutput(before, command, output), text);
    if (filled !== text) console.log(`changed: ${page}`);
    writeFileSync(file, filled);
  }
}
rmSync(cache, { recursive: true });

function outputOf({ command, until }: Shown, { home, language }: { home: string; language: string }): string {
  const args = [PROGRAM, ...command.split(' '), '--progress', 'none', '--lang', language];
  // As under npx, so that the commands that it prints are those that readers type.
  const env = { PATH: process.env.PATH, LEUKOSCOPE_CACHE: cache, npm_command: 'exec' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: home, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`leukoscope ${command} ended with ${status}: ${stderr}`);
  const shown = until === undefined ? stdout : stdout.split(until)[0]!;
  return shown.replaceAll(home, SHOWN_HOME).trimEnd();
}

/** The page with the block that follows the command's replaced; unchanged if the page does not show the command. */
function withOutput(page: string, command: string, output: string): string {
  const head = `\`\`\`\nnpx leukoscope ${command}\n\`\`\`\n\n\`\`\`\n`;
  const start = page.indexOf(head);
  if (start < 0) return page;
  const from = start + head.length;
  return `${page.slice(0, from)}${output}${page.slice(page.indexOf('\n```', from))}`;
}
