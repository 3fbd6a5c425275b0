/**
 * The review app as a process, killed in the middle of its stages (in `npm test` of the longest) and started again: what a client was told is there
 * stays there, and what it asks for again, since it does not know what became of it, is not done twice.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomStream } from '@leukoscope/engine';
import { beforeAll, expect, it } from 'vitest';
import { writeModelFile } from '../src/models/model-file.ts';
import { leukoscope, requireBuild } from './program.ts';
import { IMPORTED_DATASET, type Lap, Laps, LONGEST_STAGES, STAGES, type Stage } from './serve-stages.ts';
import { type Served, served } from './served.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { tinyCard, tinyTrainer, tinyType } from './tiny-model.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';
/** Each lap goes through every stage, and kills once in each of these. */
const KILLED_STAGES = FULL ? STAGES : LONGEST_STAGES;
const LAPS = FULL ? Math.ceil(100 / STAGES.length) : 1;
const KILLS = LAPS * KILLED_STAGES.length;

beforeAll(requireBuild);

/** An app that is killed and started again on the same data. */
class KilledApp {
  readonly data = temporaryFolder();
  readonly #cache = temporaryFolder();
  #app: Served | null = null;

  /** Draws what is imported, so that no lap takes longer for it than another. */
  draw(): void {
    const { exitCode, err } = leukoscope(['data', 'scan', IMPORTED_DATASET], {
      env: { LEUKOSCOPE_CACHE: this.#cache },
    });
    if (exitCode !== 0) throw new Error(err);
  }

  async start(): Promise<Served> {
    this.#app = await served(this.data, this.#cache);
    return this.#app;
  }

  async end(): Promise<void> {
    await this.#app?.[Symbol.asyncDispose]();
  }
}

/** Does a stage until it is done or the server has gone. @returns whether it was done. */
async function doneBeforeKill(app: Served, stage: Stage, { lap, afterMs }: { lap: Lap; afterMs: number }) {
  const doing = stage.act(app.client, lap).then(
    () => true,
    (error: unknown) => {
      // What a client sees of a server that has gone; anything else is a fault.
      if (error instanceof TypeError) return false;
      throw error;
    },
  );
  const waited = sleep(afterMs);
  // A fault ends the wait.
  await Promise.race([waited, doing]);
  await waited;
  await app.kill();
  return await doing;
}

it(`keeps what it confirmed, once, through ${KILLS} kills`, { timeout: 240_000 + KILLS * 15_000 }, async () => {
  const random = randomStream('serve kills', KILLS);
  const killed = new KilledApp();
  killed.draw();
  let app = await killed.start();
  try {
    const types = [tinyType('NGS'), tinyType('MYO', 'atypical')];
    const raw = new Uint8Array(await writeModelFile(tinyCard({ types }), await tinyTrainer(1, types).state()));
    const headers = { 'content-type': 'application/octet-stream' };
    const { id: installedId } = await app.client.ok('installModel', { raw, headers });
    const laps = new Laps(installedId);
    // Without a kill: what each stage takes here and now, and what a training comes to.
    const whole = laps.begin();
    const takesMs = new Map<Stage, number>();
    for (const stage of STAGES) {
      const startedMs = performance.now();
      await stage.act(app.client, whole);
      takesMs.set(stage, performance.now() - startedMs);
      await stage.check(app.client, whole);
    }
    let cut = 0;
    while (laps.count <= LAPS) {
      const lap = laps.begin();
      for (const stage of STAGES) {
        if (KILLED_STAGES.includes(stage)) {
          const afterMs = random() * takesMs.get(stage)!;
          if (!(await doneBeforeKill(app, stage, { lap, afterMs }))) cut++;
          expect(faultsIn(app.lines), stage.name).toEqual([]);
          app = await killed.start();
          await lap.expectKept(app.client);
        }
        await stage.act(app.client, lap);
        await stage.check(app.client, lap);
      }
      expect(await app.client.ok('verifyAudit')).toMatchObject({ ok: true, fault: null });
    }
    // The moments do fall into the stages.
    expect(cut).toBeGreaterThan(KILLS / 3);
    expect(app.lines.join('\n')).not.toMatch(/P-\d|synthetic:/);
    await app[Symbol.asyncDispose]();
    expect(faultsIn(app.lines)).toEqual([]);
    expect(readdirSync(join(killed.data, 'tmp'))).toEqual([]);
    expect(imageFilesIn(killed.data).toSorted()).toEqual(laps.imageHashes().toSorted());
  } finally {
    await killed.end();
  }
});

/** Errors that the server wrote to its log. */
function faultsIn(lines: readonly string[]): string[] {
  return lines.filter((line) => line.includes('"level":"error"'));
}

function imageFilesIn(data: string): string[] {
  const entries = readdirSync(join(data, 'images'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
