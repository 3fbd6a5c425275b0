import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellPicture } from '../../test/cell-pictures.ts';
import { predicted } from '../../test/predicted.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { tinyCard } from '../../test/tiny-model.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { openImageStore } from '../images/image-store.node.ts';
import { packSeenImages } from '../models/seen-images.ts';
import type { Predictor } from './predictor.ts';
import { scoreCells, TrainedOnError } from './score-cells.ts';

/** Ten cells of two patients, one of them no picture, and a model that was trained on some of them. */
async function scored({ trainedOn = [] as readonly number[], allowTrainingCells = false }) {
  const folder = temporaryFolder();
  const cells = Array.from({ length: 10 }, (_, at) => {
    const path = join(folder, `${at}.png`);
    writeFileSync(path, at === 4 ? '' : cellPicture('typical', at));
    const group = at % 2 === 0 ? ('typical' as const) : ('atypical' as const);
    return { ...makeCell({ id: `${at}.png`, path, patient: at < 5 ? 'A' : 'B' }), group };
  });
  const card = tinyCard();
  const hashes = trainedOn.map((at) => createHash('sha256').update(readFileSync(cells[at]!.path)).digest('hex'));
  const predictor: Predictor = {
    card: { ...card, training: { ...card.training, seenImages: packSeenImages(hashes) } },
    predict: async (pixels) => predicted(Float32Array.from({ length: pixels.length / 768 }, (_, item) => item / 10)),
    knowsCells: false,
    featureColumns: [],
    close: () => Promise.resolve(),
  };
  const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
  const updates: number[] = [];
  const result = scoreCells(cells, {
    predictor,
    store,
    progress: { report: ({ done }) => updates.push(done) },
    signal: new AbortController().signal,
    allowTrainingCells,
  }).finally(() => store.close());
  return { ...(await result), updates };
}

describe('cells are scored', () => {
  test('each with its own probability, the bad one among the rejected', async () => {
    const { scored: cells, rejected, updates } = await scored({});
    expect(cells.map(({ id }) => id)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9].map((at) => `${at}.png`));
    expect(cells.map(({ probability }) => probability)).toEqual(cells.map((_, at) => Math.fround(at / 10)));
    expect(cells[4]).toEqual({
      id: '5.png',
      patient: 'B',
      cellCode: 'LYT',
      label: 'LYT',
      group: 'atypical',
      probability: Math.fround(0.4),
    });
    expect(rejected.map(({ index, reason }) => [index, reason.code])).toEqual([[4, 'image.empty']]);
    expect(updates).toEqual([0, 10]);
  });

  test('unless the model was trained on one of them', async () => {
    const error: unknown = await scored({ trainedOn: [7] }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TrainedOnError);
    expect((error as TrainedOnError).cell.id).toBe('7.png');
  });

  test('which may be allowed', async () => {
    const { scored: cells } = await scored({ trainedOn: [7, 8], allowTrainingCells: true });
    expect(cells).toHaveLength(9);
  });
});
