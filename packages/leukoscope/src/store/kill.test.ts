import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { openStore } from './store.ts';
import { BY_NOBODY, caseOf } from './testing/temporary-store.ts';

const WRITER = fileURLToPath(new URL('./testing/review-writer.ts', import.meta.url));
const KILLS = process.env.LEUKOSCOPE_FULL ? 100 : 4;
const CELLS = 60;
const EACH = 5;

/** The lines of a writer that is killed some time after it has said so many; the last one only if it was whole. */
async function killedWriter(args: readonly string[], after: { lines: number; ms: number }): Promise<string[]> {
  const writer: ChildProcess = spawn(process.execPath, ['--conditions=source', WRITER, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = once(writer, 'close');
  await new Promise<void>((resolve, reject) => {
    writer.stdout?.on('data', (part: Buffer) => {
      said += part;
      if (said.split('\n').length > after.lines) resolve();
    });
    writer.on('exit', () => reject(new Error(`the writer ended by itself: ${said}`)));
  });
  await sleep(after.ms);
  writer.kill('SIGKILL');
  await ended;
  return said.split('\n').slice(0, -1);
}

it(`loses nothing confirmed and doubles nothing in ${KILLS} kills`, { timeout: 600_000 }, async () => {
  const folder = temporaryFolder();
  let caseId = '';
  {
    await using store = await openStore({ folder, command: 'a test' });
    ({ caseId } = await caseOf(store, CELLS));
  }
  const confirmed = new Map<number, string[]>();
  let next = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    // At any moment of a request: each takes some ms.
    const after = { lines: 1 + (kill % 5), ms: (kill * 7.31) % 20 };
    const lines = await killedWriter([folder, caseId, String(next), String(EACH)], after);
    for (const line of lines) {
      const [request, ...ids] = line.split(' ');
      confirmed.set(Number(request), ids);
    }
    // The client does not know whether the one after the last answer was done, and asks again.
    next = Math.max(-1, ...confirmed.keys()) + 1;
    await using store = await openStore({ folder, command: 'a test' });
    expect((await store.audit.verify()).fault).toBeNull();
  }
  await using store = await openStore({ folder, command: 'a test' });
  const kept = new Map<string, string>();
  for (let cursor: string | undefined; ; ) {
    const page = await store.reviews.history(caseId, { limit: 500, cursor });
    for (const { id, number, typeCode } of page.rows) {
      expect(kept.has(id)).toBe(false);
      kept.set(id, `${number} ${typeCode}`);
    }
    if (page.cursor === null) break;
    cursor = page.cursor;
  }
  expect(confirmed.size).toBeGreaterThanOrEqual(KILLS);
  for (const [request, ids] of confirmed) {
    const places = ids.map((_, index) => `${((request * EACH + index) % CELLS) + 1} T${request}`);
    expect(ids.map((id) => kept.get(id))).toEqual(places);
  }
  // Each label once: a request that was done twice would have left two of the same cell and code.
  expect(new Set(kept.values()).size).toBe(kept.size);
  expect(kept.size).toBeGreaterThanOrEqual(confirmed.size * EACH);
  expect(kept.size).toBeLessThanOrEqual((confirmed.size + 1) * EACH);
  const labels = await store.audit.list({ limit: 500 });
  expect(labels.rows.some(({ action }) => action === 'cell.label')).toBe(true);
  await store.cases.update(BY_NOBODY, caseId, { note: 'the store still takes changes' });
});
