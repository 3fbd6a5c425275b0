/** `train --search` as a process: what it writes, says and refuses, and that it goes on after an interruption. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGLISH, PROGRAM } from './program.ts';
import { trainedRun } from './trained-run.ts';

const { place, cells, env, lk, here } = trainedRun();
const SEARCH = [
  '--model',
  'cnn',
  '--search',
  '--search-trials',
  '4',
  '--search-keep',
  '0.5',
  '--epochs',
  '4',
  '--threads',
  '1',
] as const;
const search = (out: string, ...more: readonly string[]) => [
  ...['train', cells, ...SEARCH, '--search-lr', '1e-3,2e-2', ...more],
  ...['--out', out],
];

test('a search leaves a model, a table and a plot, and says what it found', async () => {
  const { exitCode, out } = lk(...search('found', '--json'));
  expect(exitCode).toBe(0);
  const document = JSON.parse(out);
  expect(document.search).toMatchObject({ trials: 4, rungs: [1, 2, 4], keep: 0.5, learningRate: expect.any(Number) });
  expect(document.search.tried).toHaveLength(4);
  for (const file of [document.model, document.curves, document.search.plot]) expect(existsSync(file), file).toBe(true);
  const [headings, ...rows] = readFileSync(document.search.table, 'utf8').trim().split('\n');
  expect(headings).toMatch(/^trial,learning_rate,weight_decay,epoch_at_1,roc_auc_at_1,loss_at_1,epoch_at_2/);
  expect(rows).toHaveLength(4);
  const { exitCode: evaluated } = await here(
    'evaluate',
    document.model,
    cells,
    '--split',
    'found/split.json',
    '--part',
    'test',
  );
  expect(evaluated).toBe(0);

  const again = await here('train', '--resume', 'found');
  const { learningRate, weightDecay } = document.search;
  expect(again.out).toContain(`--lr ${learningRate} --weight-decay ${weightDecay}`);
  expect(again.out).toContain('These cells chose the settings, the epoch and the threshold');
});

test('interrupted, it says how to go on, and going on gives the same', async () => {
  const args = search('broken', '--progress', 'json');
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: place, env: { ...ENGLISH, ...env } });
  let said = '';
  let sent = false;
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (!sent && said.includes('"stage":"search"')) sent = child.kill('SIGINT');
  });
  const exitCode = await new Promise((resolve) => child.once('close', resolve));
  expect(exitCode).toBe(130);
  expect(said).toMatch(/Go on with: .*train --resume .*broken/);
  expect((await here('train', '--resume', 'broken')).exitCode).toBe(0);
  expect((await here(...search('whole'))).exitCode).toBe(0);
  const model = (folder: string) => readFileSync(join(place, folder, 'model.onnx'));
  expect(model('broken').equals(model('whole'))).toBe(true);
});

describe('refuses what would do nothing', () => {
  test.each([
    ['--search --lr', ['--search', '--lr', '0.01'], '--lr'],
    ['--search --weight-decay', ['--search', '--weight-decay', '0.01'], '--weight-decay'],
    ['--search --range-test', ['--search', '--range-test'], '--range-test'],
    ['--search-trials alone', ['--search-trials', '4'], '--search'],
    ['--search-lr from high to low', ['--search', '--search-lr', '1e-2,1e-5'], '--search-lr'],
    ['--search-decay of one number', ['--search', '--search-decay', '1e-3'], '--search-decay'],
    ['a share of all', ['--search', '--search-keep', '1'], '--search-keep'],
  ])('%s', async (_, options, named) => {
    const { exitCode, err } = await here('train', cells, ...options, '--out', 'none');
    expect(exitCode).toBe(2);
    expect(err).toContain(named);
    expect(existsSync(join(place, 'none'))).toBe(false);
  });
});
