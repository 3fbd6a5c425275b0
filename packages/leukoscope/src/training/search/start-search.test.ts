import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeRuntime } from '@leukoscope/engine/node';
import { describe, expect, test } from 'vitest';
import { runOfCells } from '../../../test/run-of-cells.ts';
import { tinySettings } from '../../../test/tiny-model.ts';
import { readModelCard } from '../../models/model-file.ts';
import type { SearchPlan } from '../../models/search-origin.ts';
import type { ProgressUpdate } from '../../progress/progress.ts';
import type { RunFolder } from '../run-folder.ts';
import type { RunWorld } from '../run-world.ts';
import { startRun } from '../start-run.ts';
import { SearchFolder } from './search-folder.ts';
import { resumeSearch, startSearch } from './start-search.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';

/** 4 trials, 2 of which come to the second epoch and 1 to the fourth. */
const PLAN: SearchPlan = {
  trials: 4,
  learningRate: [1e-3, 0.05],
  weightDecay: [1e-5, 1e-2],
  rungs: [1, 2, 4],
  keep: 0.5,
};
/** A momentum and a schedule, so that a trial which lost its state or its place would show. */
const SETTINGS = tinySettings({ epochs: 4, schedule: { name: 'cosine', warmUpEpochs: 1 } });

function searchOfCells(plan: Partial<SearchPlan> = {}) {
  const run = runOfCells();
  const folder = new SearchFolder(run.folder.path);
  return { ...run, folder, request: { ...run.request, settings: SETTINGS, plan: { ...PLAN, ...plan } } };
}
type Search = ReturnType<typeof searchOfCells>;

const started = ({ request, folder, world }: Search, changes: Partial<RunWorld> = {}) =>
  startSearch(request, folder, { ...world, ...changes });

/** What a search leaves, by path, but for where its data lie, and for when the best parameters were written down. */
function filesOf({ folder, cells }: Search): Record<string, string> {
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'best.safetensors',
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.path.length), readFileSync(path, 'latin1').replaceAll(cells, '')];
    }),
  );
}

describe('a search', () => {
  test('ends with a model whose card says that these validation cells chose its settings', async () => {
    const search = searchOfCells();
    const { record, winner, run } = await started(search);
    const card = await readModelCard(readFileSync(search.folder.own.modelFile), 'model.onnx');
    expect(card).toEqual(run.card);
    expect(card.training.search).toEqual({ ...PLAN, trial: winner });
    const { learningRate, weightDecay } = record.trials[winner - 1]!;
    expect(card.training.settings).toMatchObject({ learningRate, optimizer: { weightDecay } });
    expect(record.trials.map(({ results }) => results.length).toSorted()).toEqual([1, 1, 2, 3]);
    expect(record.trials[winner - 1]!.results).toHaveLength(3);
    expect(record.trials[winner - 1]!.results.at(-1)).toMatchObject({ epoch: card.training.epochs });
  });

  test('has a winner that is, to the bit, the run that its settings give without a search', async () => {
    const search = searchOfCells();
    const { record, winner } = await started(search);
    const { learningRate, weightDecay } = record.trials[winner - 1]!;
    const plain = runOfCells();
    const settings = { ...SETTINGS, learningRate, optimizer: { ...SETTINGS.optimizer, weightDecay } };
    await startRun({ ...plain.request, settings }, plain.folder, plain.world);
    for (const name of ['metrics.jsonl', 'checkpoint.safetensors']) {
      const bytes = (folder: RunFolder) => readFileSync(join(folder.path, name));
      expect(bytes(search.folder.trial(winner)).equals(bytes(plain.folder)), name).toBe(true);
    }
  });

  test('keeps the figures of the trials it drops, not their parameters', async () => {
    const search = searchOfCells();
    const { record } = await started(search);
    for (const [index, { results }] of record.trials.entries()) {
      const { path } = search.folder.trial(index + 1);
      expect(readFileSync(join(path, 'metrics.jsonl'), 'utf8').trim().split('\n')).toHaveLength(
        PLAN.rungs[results.length - 1]!,
      );
      expect(existsSync(join(path, 'checkpoint.safetensors'))).toBe(results.length === 3);
    }
  });

  test('goes on without the trials that diverge, and says so if none is left', async () => {
    const some = searchOfCells({ learningRate: [1e-3, 1e30] });
    const { record } = await started(some);
    expect(record.trials.map(({ results }) => results[0])).toContain('diverged');
    const none = searchOfCells({ learningRate: [1e30, 1e30] });
    await expect(started(none)).rejects.toMatchObject({ code: 'search.all-diverged', exitCode: 3 });
    await expect(resumeSearch(none.folder, none.world)).rejects.toMatchObject({ code: 'search.all-diverged' });
  });

  test('reports how much of all it has done, and comes to its end', async () => {
    const updates: ProgressUpdate[] = [];
    await started(searchOfCells(), { progress: { report: (update) => updates.push(update) } });
    const ofSearch = updates.filter(({ stage }) => stage === 'search');
    expect(updates.some(({ stage }) => stage === 'train')).toBe(false);
    // 32 cells: 4 trials of one epoch, 2 of another, 1 of two more.
    expect(ofSearch[0]).toMatchObject({ done: 0, total: 8 * 32 });
    expect(ofSearch.at(-1)).toMatchObject({ done: 8 * 32, total: 8 * 32 });
    const done = ofSearch.map((update) => update.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  test('is refused without validation cells', async () => {
    const { request, folder, world } = searchOfCells();
    const draw = { validationFraction: 0, testFraction: 0.2, seed: 1, stratify: true };
    await expect(startSearch({ ...request, planSplit: () => ({ draw }) }, folder, world)).rejects.toMatchObject({
      code: 'training.no-validation',
      details: { option: '--search' },
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('interrupted and resumed: the same files to the byte', () => {
  // A clock by which a checkpoint is due after every step; 90 things are reported.
  const hurried = () => {
    let nowMs = 0;
    return () => (nowMs += 30_000);
  };
  const all = Array.from({ length: 90 }, (_, at) => at + 1);
  const moments = FULL ? { abort: all, die: all } : { abort: [1, 9, 33, 60], die: [5, 20, 47, 75] };

  /** Aborts, or dies, at the `at`-th thing that training reports. */
  function broken(search: Search, at: number, how: 'abort' | 'die') {
    const controller = new AbortController();
    let events = 0;
    const report = ({ stage }: ProgressUpdate): void => {
      if (stage !== 'search' || ++events !== at) return;
      if (how === 'die') throw new Error('killed');
      controller.abort();
    };
    return started(search, { progress: { report }, signal: controller.signal, nowMs: hurried() }).then(
      () => 'done',
      () => 'broken',
    );
  }

  test.each(['abort', 'die'] as const)(
    '%s at any moment',
    async (how) => {
      const whole = searchOfCells();
      await started(whole);
      const expected = filesOf(whole);
      const ends = new Set<string>();
      for (const moment of moments[how]) {
        const search = searchOfCells();
        ends.add(await broken(search, moment, how));
        await resumeSearch(search.folder, search.world);
        expect(filesOf(search), `moment ${moment}`).toEqual(expected);
      }
      expect(ends).toContain('broken');
    },
    FULL ? 900_000 : 120_000,
  );

  test('that is finished is resumed to the same', async () => {
    const search = searchOfCells();
    await started(search);
    const before = filesOf(search);
    await resumeSearch(search.folder, search.world);
    expect(filesOf(search)).toEqual(before);
  });
});

describe('resuming refuses', () => {
  async function begun(): Promise<Search> {
    const search = searchOfCells();
    const controller = new AbortController();
    const progress = { report: ({ stage }: ProgressUpdate) => stage === 'search' && controller.abort() };
    await started(search, { progress, signal: controller.signal }).catch(() => undefined);
    return search;
  }

  test('other cells, and a damaged record', async () => {
    const search = await begun();
    const manifest = join(search.cells, 'manifest.csv');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('MYO-0.png,MYO', 'MYO-0.png,NGS'));
    await expect(resumeSearch(search.folder, search.world)).rejects.toMatchObject({ code: 'run.data-changed' });
    writeFileSync(join(search.folder.path, 'search.json'), '{');
    await expect(resumeSearch(search.folder, search.world)).rejects.toMatchObject({
      code: 'run.not-a-run',
      details: { file: 'search.json' },
    });
  });

  test('another number of threads, which would change the last bits', async () => {
    const { folder, world } = await begun();
    await expect(resumeSearch(folder, { ...world, runtime: nodeRuntime({ threads: 2 }) })).rejects.toThrow(RangeError);
  });

  test('a folder without a search', async () => {
    const { folder, world } = searchOfCells();
    mkdirSync(join(folder.path, 'trials'));
    expect(await folder.hasBegun()).toBe(false);
    await expect(resumeSearch(folder, world)).rejects.toMatchObject({ code: 'run.not-a-run' });
  });
});
