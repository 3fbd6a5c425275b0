/**
 * The app says of cells what the command line says, and takes little longer for it: `npm run test:full` holds it to four
 * fifths of the command line's rate with 10,000 cells. The model is tiny, so that what the app adds weighs most.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, expect, it } from 'vitest';
import { writeModelFile } from '../src/models/model-file.ts';
import { ended } from '../src/server/testing/ended.ts';
import { fastFolderOfFile } from './fast-folder.ts';
import { leukoscope, requireBuild } from './program.ts';
import { served } from './served.ts';
import { tinyCard, tinyTrainer } from './tiny-model.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';
const CELLS = FULL ? 10_000 : 60;
const LEAST_SHARE = 0.8;

beforeAll(requireBuild);

it('classifies as the command line does, at its pace', { timeout: 900_000 }, async () => {
  const place = fastFolderOfFile();
  const [cache, model, predictions] = ['cache', 'model.onnx', 'predictions.csv'].map((name) => join(place, name));
  const bytes = await writeModelFile(tinyCard(), await tinyTrainer(1).state());
  writeFileSync(model!, bytes);
  const dataset = `synthetic:1,patients=1,cells=${CELLS},size=64`;

  await using server = await served(join(place, 'data'), cache!);
  const { client } = server;
  await client.ok('installModel', {
    raw: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  });
  const { id } = await client.ok('addCase', { body: { patientName: 'P-1', title: 'Smear' } });
  const params = { id };
  await ended(client, (await client.ok('importImages', { params, body: { dataset } })).id);
  const beganApp = performance.now();
  const job = await ended(client, (await client.ok('classifyCase', { params, body: {} })).id);
  const appMs = performance.now() - beganApp;
  expect(job).toMatchObject({ state: 'done', done: CELLS });

  const beganCommand = performance.now();
  const words = ['classify', model!, dataset, '--out', predictions!, '--progress', 'none'];
  const { exitCode, err } = leukoscope(words, { cwd: place, env: { LEUKOSCOPE_CACHE: cache } });
  const commandMs = performance.now() - beganCommand;
  expect(exitCode, err).toBe(0);

  const rows: Record<string, string>[] = parse(readFileSync(predictions!), { columns: true });
  const byCommand = rows.map((row) => Number(row.probability)).sort((a, b) => a - b);
  const byApp = [...(await client.ok('getCells', { params })).probability].map(Number).sort((a, b) => a - b);
  expect(byApp).toHaveLength(CELLS);
  for (const [at, probability] of byApp.entries()) expect(probability).toBeCloseTo(byCommand[at]!, 5);
  if (FULL) expect(commandMs / appMs).toBeGreaterThanOrEqual(LEAST_SHARE);
});
