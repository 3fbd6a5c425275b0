/** The server as a process: started, killed in the middle of its work and started again, refused, ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomStream } from '@leukoscope/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeModelFile } from '../src/models/model-file.ts';
import { ended } from '../src/server/testing/ended.ts';
import { TestClient } from '../src/server/testing/test-client.ts';
import { ENGLISH, leukoscope, PROGRAM, requireBuild } from './program.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { tinyCard, tinyTrainer } from './tiny-model.ts';

const CELLS = 300;
const KILLS = process.env.LEUKOSCOPE_FULL === undefined ? 1 : 100;

beforeAll(requireBuild);

interface Served extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly client: TestClient;
  readonly lines: readonly string[];
  kill(): Promise<void>;
}

/** @param cache where generated cells are kept from one start to the next. */
async function served(data: string, cache: string): Promise<Served> {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', '--data', data], {
    env: { ...ENGLISH, LEUKOSCOPE_CACHE: cache },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  const url = new Promise<string>((found, failed) => {
    createInterface({ input: child.stderr! }).on('line', (line) => {
      lines.push(line);
      const [, address] = /^Leukoscope: (http:\S+)\/ /.exec(line) ?? [];
      if (address !== undefined) found(address);
    });
    child.once('exit', () => failed(new Error(lines.join('\n'))));
  });
  const origin = await url;
  const client = new TestClient({ request: (path, init) => fetch(path, init) }, origin);
  await client.begin();
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return { process: child, client, lines, kill: () => kill('SIGKILL'), [Symbol.asyncDispose]: () => kill('SIGTERM') };
}

async function tinyModelFile(): Promise<Uint8Array> {
  return writeModelFile(tinyCard(), await tinyTrainer().state());
}

describe('killed at any moment and started again, the server', () => {
  it(`has lost nothing and doubled nothing (${KILLS} moments)`, { timeout: 60_000 + KILLS * 90_000 }, async () => {
    const random = randomStream(1, 'kills');
    const [data, cache] = [temporaryFolder(), temporaryFolder()];
    const bytes = await tinyModelFile();
    let first = await served(data, cache);
    const octets = { 'content-type': 'application/octet-stream' };
    await first.client.ok('installModel', { raw: bytes as never, headers: octets });
    for (let moment = 0; moment < KILLS; moment++) {
      const { client } = first;
      const { id } = await client.ok('addCase', { body: { patientName: `P-${moment}`, title: 'Smear' } });
      const params = { id };
      const dataset = `synthetic:${moment % 3},patients=1,cells=${CELLS},size=32`;
      const imported = await client.ok('importImages', {
        params,
        body: { dataset },
        headers: { 'idempotency-key': `i${moment}` },
      });
      await new Promise((wake) => setTimeout(wake, random() * 1500));
      await first.kill();
      first = await served(data, cache);
      // The client does not know whether its request came through: it asks again.
      const asked = await first.client.ok('importImages', {
        params,
        body: { dataset },
        headers: { 'idempotency-key': `i${moment}` },
      });
      expect(asked.id).toBe(imported.id);
      expect(await ended(first.client, imported.id)).toMatchObject({
        state: 'done',
        done: CELLS,
        total: CELLS,
        rejected: [],
      });
      const classified = await first.client.ok('classifyCase', { params, body: { allowSyntheticModel: true } });
      await new Promise((wake) => setTimeout(wake, random() * 1500));
      await first.kill();
      first = await served(data, cache);
      expect(await ended(first.client, classified.id)).toMatchObject({ state: 'done', done: CELLS });
      const changes = [
        { number: 1, typeCode: 'typical' },
        { number: 2, typeCode: 'atypical' },
      ];
      await first.client.ok('addReviews', { params, body: { changes } });
      await first.kill();
      first = await served(data, cache);
      const cells = await first.client.ok('getCells', { params });
      expect(cells.count).toBe(CELLS);
      expect(new Set(cells.imageHashes).size).toBe(CELLS);
      expect(cells.probability.every((probability) => probability !== null)).toBe(true);
      expect(cells.review.filter((review) => review >= 0)).toHaveLength(2);
    }
    expect(await first.client.ok('verifyAudit')).toMatchObject({ ok: true });
    expect(first.lines.join('\n')).not.toMatch(/P-\d|synthetic:/);
    await first[Symbol.asyncDispose]();
  });
});

describe('leukoscope serve', () => {
  it('has its data folder for itself, and ends when it is asked to', async () => {
    const data = temporaryFolder();
    await using server = await served(data, temporaryFolder());
    const second = leukoscope(['serve', '--port', '0', '--data', data]);
    expect(second.exitCode).toBe(4);
    expect(second.err).toContain('is in use by process');
    server.process.kill('SIGTERM');
    const [code] = await once(server.process, 'exit');
    expect(code).toBe(0);
  });

  it('refuses the network without users, a port in use, and a folder that is not there', async () => {
    const data = temporaryFolder();
    const open = leukoscope(['serve', '--host', '0.0.0.0', '--port', '0', '--data', data]);
    expect(open).toMatchObject({ exitCode: 2, err: expect.stringContaining('leukoscope user add') });
    await using server = await served(temporaryFolder(), temporaryFolder());
    const port = /:(\d+)\//.exec(server.lines.find((line) => line.startsWith('Leukoscope:'))!)![1]!;
    expect(leukoscope(['serve', '--port', port, '--data', data])).toMatchObject({
      exitCode: 5,
      err: expect.stringContaining('EADDRINUSE'),
    });
    expect(leukoscope(['serve', '--root', '/no/such/folder', '--data', data])).toMatchObject({ exitCode: 3 });
  });

  it('asks for a password once there is a user', async () => {
    const data = temporaryFolder();
    const password = join(temporaryFolder(), 'password.txt');
    writeFileSync(password, 'short\n');
    const add = () =>
      leukoscope(['user', 'add', 'ana', '--role', 'admin', '--password-file', password, '--data', data]);
    expect(add()).toMatchObject({ exitCode: 2, err: expect.stringContaining('at least 10') });
    writeFileSync(password, 'a long password\n');
    expect(add()).toMatchObject({ exitCode: 0, out: 'User ana added (admin).\n' });
    await using server = await served(data, temporaryFolder());
    expect(await server.client.ok('getSession')).toMatchObject({ mode: 'users', user: null });
    expect(await server.client.refused('listCases')).toBe('401 api.sign-in-needed');
    await server.client.signIn('ana', 'a long password');
    expect((await server.client.ok('listUsers')).users.map(({ name }) => name)).toEqual(['ana']);
  });
});
