import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { systemError } from '../../test/failing-file-system.ts';
import { BAD, COUNT, files, PREPROCESSING, picturesOnDisk, RECORD_BYTES, run } from '../../test/pictures-on-disk.ts';
import { openImageStore } from './image-store.node.ts';
import { HEADER_BYTES, RECORD_HEAD_BYTES } from './pack-format.node.ts';
import type { WriteAt } from './pack-segment.node.ts';

vi.mock('./codec.node.ts', async (original) => {
  const actual = await original<typeof import('./codec.node.ts')>();
  return { ...actual, decodeEach: vi.fn(actual.decodeEach) };
});

const GOOD = COUNT - BAD.length;
/** A file is missing; the others are opened and go to the decoder. */
const READABLE = COUNT - 1;

let folder: string;
let cacheFolder: string;
let paths: string[];
let expected: Map<number, string>;
beforeEach(async () => {
  ({ folder, cacheFolder, paths, expected } = await picturesOnDisk());
});

describe('the cache after a crash', () => {
  /** Lengths that cut in every part of a segment: the header, the head of a record, its pixels, its end. */
  const cuts = [0, 100, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + 20, HEADER_BYTES + RECORD_HEAD_BYTES + 9];
  const lengths = [...cuts, HEADER_BYTES + 3 * RECORD_BYTES, HEADER_BYTES + 4 * RECORD_BYTES - 1];

  it.each(lengths)(
    'with pixels cut after %i bytes: whole records are used, the rest is decoded, once',
    async (length) => {
      await run(paths, { cacheFolder });
      truncateSync(files(cacheFolder, '.pixels')[0]!, length);
      const whole = Math.max(0, Math.floor((length - HEADER_BYTES) / RECORD_BYTES));
      expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: READABLE - whole, pixels: expected });
      expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: 2, opened: 2, pixels: expected });
    },
  );

  it.each([0, 1, 55, 56, 57, 56 * 40 + 13])('with the index cut after %i bytes: no record is lost', async (length) => {
    await run(paths, { cacheFolder });
    truncateSync(files(cacheFolder, '.index')[0]!, length);
    const named = Math.floor(length / 56);
    const second = await run(paths, { cacheFolder });
    expect(second).toMatchObject({ decoded: 2, opened: GOOD - named + 2, pixels: expected });
    expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: 2, opened: 2 });
  });

  it('without the index no record is lost', async () => {
    await run(paths, { cacheFolder });
    rmSync(files(cacheFolder, '.index')[0]!);
    expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: 2, pixels: expected });
  });

  it('with any byte of it damaged, nothing wrong is returned, and it mends itself', async () => {
    const few = paths.slice(10, 30);
    const wanted = [...expected.values()].slice(9, 29);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('.pixels', '.index'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (ending, place, change) => {
          rmSync(cacheFolder, { recursive: true, force: true });
          await run(few, { cacheFolder });
          const [path] = files(cacheFolder, ending);
          const bytes = readFileSync(path!);
          bytes[place % bytes.length]! ^= change;
          writeFileSync(path!, bytes);
          const second = await run(few, { cacheFolder });
          expect([...second.pixels.values()]).toEqual(wanted);
          expect(second.decoded).toBeLessThanOrEqual(place % bytes.length < HEADER_BYTES ? few.length : 1);
          expect(await run(few, { cacheFolder })).toMatchObject({ decoded: 0, opened: 0 });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of a process killed at several moments while it fills the cache', { timeout: 120_000 }, async () => {
    for (const lines of [1, 4, 11, 25]) {
      rmSync(cacheFolder, { recursive: true, force: true });
      const child = startReader(paths, cacheFolder);
      await killAfter(child, lines);
      const second = await run(paths, { cacheFolder });
      expect(second.pixels).toEqual(expected);
      expect(second.decoded, `killed after ${lines} batches of 4`).toBeLessThanOrEqual(
        READABLE - (lines - 1) * 4 + BAD.length,
      );
      expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: 2, opened: 2 });
    }
  });
});

it('the cache is filled by two processes at once without harm', { timeout: 120_000 }, async () => {
  const children = [startReader(paths, cacheFolder), startReader([...paths].reverse(), cacheFolder)];
  // Both have opened the cache before either writes, so that neither knows what the other stores.
  await Promise.all(children.map((child) => once(child.stdout!, 'data')));
  for (const child of children) child.stdin!.end();
  expect(await Promise.all(children.map(ended))).toEqual([0, 0]);
  expect(files(cacheFolder, '.pixels').length).toBe(2);
  expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: 2, opened: 2, pixels: expected });
});

describe('the cache on a disk that fails', () => {
  /** Writes to disk until call number `failing`, of which it still writes half, as a full disk does. */
  const failingAt = (failing: number): WriteAt & { calls: number } => {
    const writeAt = (fd: number, bytes: Uint8Array, position: number) => {
      if (writeAt.calls++ < failing) return writeSync(fd, bytes, 0, bytes.length, position);
      writeSync(fd, bytes, 0, bytes.length >> 1, position);
      throw systemError('ENOSPC', 'write');
    };
    writeAt.calls = 0;
    return writeAt;
  };

  it('at any write: every image is delivered, one warning given, and what was stored is used', async () => {
    const counting = failingAt(Number.POSITIVE_INFINITY);
    await run(paths, { cacheFolder: join(folder, 'counted'), writeAt: counting });
    expect(counting.calls).toBeGreaterThan(4);
    for (let failing = 0; failing < counting.calls; failing++) {
      rmSync(cacheFolder, { recursive: true, force: true });
      const full = await run(paths, { cacheFolder, writeAt: failingAt(failing) });
      expect(full.pixels, `write ${failing}`).toEqual(expected);
      expect(full.warnings.map(({ code, details }) => [code, details])).toEqual([
        ['machine.cannot-write', { path: cacheFolder, systemCode: 'ENOSPC' }],
      ]);
      const stored = files(cacheFolder, '.pixels').map((path) => (statSync(path).size - HEADER_BYTES) / RECORD_BYTES);
      const records = stored.reduce((sum, count) => sum + count, 0);
      const second = await run(paths, { cacheFolder });
      expect(second).toMatchObject({ pixels: expected, warnings: [], decoded: READABLE - records });
    }
  });

  it('writing in small pieces is writing all the same', async () => {
    const inPieces: WriteAt = (fd, bytes, position) => writeSync(fd, bytes, 0, Math.min(bytes.length, 100), position);
    await run(paths, { cacheFolder, writeAt: inPieces });
    expect(await run(paths, { cacheFolder })).toMatchObject({ decoded: 2, opened: 2, pixels: expected });
  });

  it('preparing ends, since pictures in any order need the disk', async () => {
    const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING, writeAt: failingAt(2) });
    await expect(store.prepare(paths)).rejects.toMatchObject({
      code: 'machine.cannot-write',
      details: { path: cacheFolder, systemCode: 'ENOSPC' },
    });
    await store.close();
  });

  it('a cache folder that cannot be made is one warning, and nothing can be prepared', async () => {
    writeFileSync(cacheFolder, 'a file stands in the way');
    const { warnings, pixels } = await run(paths, { cacheFolder });
    expect([warnings.map(({ code }) => code), pixels]).toEqual([['machine.cannot-write'], expected]);
    const store = await openImageStore({ cacheFolder, preprocessing: PREPROCESSING, onWarning: () => undefined });
    await expect(store.prepare(paths)).rejects.toMatchObject({ code: 'machine.cannot-write' });
    await store.close();
  });
});

/**
 * A process that opens the cache and says so, waits for its input to end, and then streams the images into the cache in
 * batches of 4, saying a line after each.
 */
function startReader(images: readonly string[], cache: string): ChildProcess {
  const program = `
    import { openImageStore } from ${JSON.stringify(new URL('./image-store.node.ts', import.meta.url))};
    const [paths, cacheFolder, preprocessing] = JSON.parse(process.env.TEST_READING);
    const store = await openImageStore({ cacheFolder, preprocessing, now: () => Date.now() + 60_000 });
    console.log('open');
    for await (const _ of process.stdin);
    for (let first = 0; first < paths.length; first += 4) {
      for await (const batch of store.stream(paths.slice(first, first + 4), { batch: 4 })) console.log(batch.first + first);
    }
    await store.close();
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, TEST_READING: JSON.stringify([images, cache, PREPROCESSING]) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Kills the process once it has said `lines` batches. */
async function killAfter(child: ChildProcess, lines: number): Promise<void> {
  child.stdin!.end();
  let seen = 0;
  for await (const _ of createInterface({ input: child.stdout! })) {
    seen++;
    if (seen === lines + 1) child.kill('SIGKILL');
  }
  if (child.signalCode === null && child.exitCode === null) await ended(child);
  expect(child.signalCode).toBe('SIGKILL');
}

function ended(child: ChildProcess): Promise<number | null> {
  child.stdout?.resume();
  return new Promise((done) => child.once('close', done));
}
