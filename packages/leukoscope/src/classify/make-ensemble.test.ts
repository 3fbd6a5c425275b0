import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellPicture } from '../../test/cell-pictures.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { TINY_RUNTIME, tinyCard, tinySettings, tinyTrainer, tinyType } from '../../test/tiny-model.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { fitTemperature } from '../evaluation/reliability/temperature.ts';
import { rocAuc } from '../evaluation/roc.ts';
import { chooseThreshold } from '../evaluation/threshold.ts';
import { openImageStore } from '../images/image-store.node.ts';
import { resizeArea } from '../images/resize.ts';
import type { ModelCard } from '../models/model-card.ts';
import { writeModelFile } from '../models/model-file.ts';
import { packSeenImages } from '../models/seen-images.ts';
import { makeEnsemble } from './make-ensemble.ts';
import { openPredictor } from './predictor.ts';
import { scoreCells, TrainedOnError } from './score-cells.ts';

const TYPES = [tinyType('LYT'), tinyType('MON'), tinyType('MYO', 'atypical')];
const SIGNAL = new AbortController().signal;
const quiet = { progress: { report: () => undefined }, signal: SIGNAL, runtime: TINY_RUNTIME };

/** 80 cells, typical and atypical in turn, as files. */
function cellsOnDisk() {
  const folder = temporaryFolder();
  return Array.from({ length: 80 }, (_, at) => {
    const path = join(folder, `${at}.png`);
    const group = at % 2 === 0 ? ('typical' as const) : ('atypical' as const);
    writeFileSync(path, cellPicture(group, at));
    return { ...makeCell({ id: `${at}.png`, path }), group };
  });
}

/** A model whose parameters are drawn by the seed. */
async function memberOf(seed: number, changes: Partial<ModelCard> = {}) {
  const card = tinyCard({ types: TYPES, ...changes });
  const { preprocessing } = card;
  const trainer = tinyTrainer(seed, TYPES, tinySettings({ preprocessing }));
  const bytes = await writeModelFile(card, await trainer.state());
  await trainer.dispose();
  return { path: `${seed}.onnx`, card, bytes };
}

const storeOf = () => openImageStore({ cacheFolder: null, preprocessing: tinyCard().preprocessing });

describe('an ensemble', () => {
  test('says of each cell the mean of what its members say, and chooses its threshold by that', async () => {
    const cells = cellsOnDisk();
    const members = [await memberOf(1), await memberOf(2, { testViews: 4 }), await memberOf(3)];
    const store = await storeOf();
    const { card, file } = await makeEnsemble({ ...quiet, members, cells, store });
    const byFile = async (bytes: Uint8Array) => {
      const predictor = await openPredictor(bytes, { path: 'x', runtime: TINY_RUNTIME });
      const { scored } = await scoreCells(cells, { ...quiet, predictor, store, allowTrainingCells: false });
      await predictor.close();
      return scored;
    };
    const together = await byFile(file);
    const each = await Promise.all(members.map(({ bytes }) => byFile(bytes)));
    for (const [at, { probability }] of together.entries()) {
      const mean = each.reduce((sum, scored) => sum + scored[at]!.probability, 0) / 3;
      expect(Math.abs(probability - mean)).toBeLessThan(1e-6);
    }
    expect(card.threshold).toEqual(chooseThreshold(together));
    expect(card.temperature).toEqual(fitTemperature(together));
    const losses = together.map(
      ({ group, probability }) => -Math.log(group === 'atypical' ? probability : 1 - probability),
    );
    expect(card.validation).toMatchObject({ cells: 80, atypical: 40, rocAuc: rocAuc(together).value });
    expect(card.validation!.loss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 80, 6);
    const read = await openPredictor(file, { path: 'x', runtime: TINY_RUNTIME });
    expect(read.card).toEqual(card);
    await Promise.all([store.close(), read.close()]);
  });

  test('of models of several sizes sees pictures of the largest, and shows the others what their resizing makes of them', async () => {
    const { preprocessing } = tinyCard();
    const [small, large] = [
      await memberOf(1),
      await memberOf(2, { preprocessing: { ...preprocessing, sizePx: 24 }, testViews: 2 }),
    ];
    const cells = cellsOnDisk();
    const store = await openImageStore({ cacheFolder: null, preprocessing: large.card.preprocessing });
    const { card, file } = await makeEnsemble({ ...quiet, members: [small, large], cells, store });
    expect(card.preprocessing).toEqual(large.card.preprocessing);
    expect(card.members!.map(({ sizePx }) => sizePx)).toEqual([16, undefined]);
    const paths = cells.slice(0, 3).map(({ path }) => path);
    const [batch] = await Array.fromAsync(store.stream(paths, { batch: 3 }));
    const bytesEach = 24 * 24 * 3;
    const seen = [0, 1, 2].map((at) => batch!.pixels.slice(at * bytesEach, (at + 1) * bytesEach));
    const shrunk = seen.map(
      (data) => resizeArea({ widthPx: 24, heightPx: 24, data }, { widthPx: 16, heightPx: 16 }).data,
    );
    const atypicalBy = async (bytes: Uint8Array, pixels: readonly Uint8Array[]) => {
      const predictor = await openPredictor(bytes, { path: 'x', runtime: TINY_RUNTIME });
      const { atypical } = await predictor.predict(Uint8Array.from(pixels.flatMap((one) => [...one])));
      await predictor.close();
      return atypical;
    };
    const [together, bySmall, byLarge] = [
      await atypicalBy(file, seen),
      await atypicalBy(small.bytes, shrunk),
      await atypicalBy(large.bytes, seen),
    ];
    for (const [at, probability] of together.entries()) {
      expect(Math.abs(probability - (bySmall[at]! + byLarge[at]!) / 2)).toBeLessThan(1e-6);
    }
    await store.close();
  });

  test('is the same for the same members, to the byte', async () => {
    const cells = cellsOnDisk();
    const members = [await memberOf(1), await memberOf(2)];
    const store = await storeOf();
    const [one, other] = [
      await makeEnsemble({ ...quiet, members, cells, store }),
      await makeEnsemble({ ...quiet, members, cells, store }),
    ];
    expect(Buffer.from(one.file).equals(other.file)).toBe(true);
    await store.close();
  });

  test('chooses no threshold by a cell that one of its members was trained on', async () => {
    const cells = cellsOnDisk();
    const seen = createHash('sha256').update(readFileSync(cells[70]!.path)).digest('hex');
    const { training } = tinyCard();
    const trained = await memberOf(2, { training: { ...training, seenImages: packSeenImages([seen]) } });
    const store = await storeOf();
    const made = makeEnsemble({ ...quiet, members: [await memberOf(1), trained], cells, store });
    await expect(made).rejects.toBeInstanceOf(TrainedOnError);
    await expect(made).rejects.toMatchObject({ cell: { id: '70.png' } });
    await store.close();
  });
});
