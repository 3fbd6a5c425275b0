import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEME, PAPER_SCHEME } from '../../cells/scheme.ts';
import { decodeImage } from '../../images/codec.node.ts';
import type { ProgressUpdate } from '../../progress/progress.ts';
import { syntheticDataset } from '../../synthetic/synthetic-dataset.ts';
import { openDataset } from '../dataset.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const ARGUMENT = 'synthetic:7,patients=3,cells=10,size=32';
const REQUEST = { seed: 7, patients: 3, cells: 10, sizePx: 32 };

describe('openDataset of a synthetic data set', () => {
  it('draws the cells into files of one length, pixels as drawn, wherever the command runs', async () => {
    await using place = await temporaryFolder({});
    const updates: ProgressUpdate[] = [];
    const unpack = { folder: place.path, onProgress: (update: ProgressUpdate) => updates.push(update) };
    const dataset = await openDataset(join('/any/where', ARGUMENT), { scheme: DEFAULT_SCHEME, unpack });
    expect(dataset).toMatchObject({ name: ARGUMENT, kind: 'synthetic', statesGroups: false });
    expect(dataset.cells).toHaveLength(10);
    const lengths = new Set<number>();
    for (const [index, { path, patient, cellCode, extra }] of dataset.cells.entries()) {
      const drawn = syntheticDataset(REQUEST).at(index);
      const bytes = await readFile(path);
      lengths.add(bytes.length);
      expect((await decodeImage(bytes)).raster).toEqual(drawn.raster);
      expect({ patient, cellCode }).toEqual({ patient: drawn.patient, cellCode: drawn.code });
      expect(extra).toEqual({ synthetic: '1' });
      expect(path).not.toContain(drawn.code);
    }
    expect(lengths.size).toBe(1);
    expect(updates.at(-1)).toMatchObject({ stage: 'write', unit: 'images', done: 10, total: 10 });
  });

  it('finds cells that are drawn already, and draws them anew where one is cut short or gone', async () => {
    await using place = await temporaryFolder({});
    const open = () => openDataset(ARGUMENT, { scheme: DEFAULT_SCHEME, unpack: { folder: place.path } });
    const { cells, dataHash } = await open();
    const [first, second] = [cells[0]!.path, cells[1]!.path];
    const { ino } = await stat(second);
    await open();
    expect((await stat(second)).ino).toBe(ino);
    const whole = await readFile(first);
    await writeFile(first, whole.subarray(0, 100));
    expect((await open()).dataHash).toBe(dataHash);
    expect(await readFile(first)).toEqual(whole);
    await rm(second);
    await open();
    expect((await stat(second)).size).toBe(whole.length);
    expect(await readdir(place.path)).toHaveLength(1);
  });

  it('lets the scheme decide the groups', async () => {
    await using place = await temporaryFolder({});
    const counts = async (scheme: typeof DEFAULT_SCHEME) => {
      const argument = 'synthetic:3,patients=4,cells=120,size=32';
      const { summary } = await openDataset(argument, { scheme, unpack: { folder: place.path } });
      return { atypical: summary.atypical, excluded: summary.excluded };
    };
    const [ours, paper] = [await counts(DEFAULT_SCHEME), await counts(PAPER_SCHEME)];
    expect(ours.excluded).toBeGreaterThan(0);
    expect(paper).toEqual({ atypical: ours.atypical + ours.excluded, excluded: 0 });
  });

  it('leaves nothing behind when it is stopped', async () => {
    await using place = await temporaryFolder({});
    const stop = new AbortController();
    const unpack = { folder: place.path, signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) };
    await expect(openDataset(ARGUMENT, { scheme: DEFAULT_SCHEME, unpack })).rejects.toThrow('stopped');
    expect(await readdir(place.path)).toEqual([]);
  });

  it('says what is wrong with the text', async () => {
    const opening = openDataset('synthetic:7,cell=10', { scheme: DEFAULT_SCHEME });
    await expect(opening).rejects.toMatchObject({ code: 'synthetic.unknown-setting', exitCode: 2 });
  });
});
