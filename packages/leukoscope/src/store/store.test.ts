import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { addModel, BY_NOBODY, caseOf, imageNamed, openTestStore } from './testing/temporary-store.ts';

async function imageFiles(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'images'), { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('a store', () => {
  it('is closed to other users of the machine', async () => {
    const folder = temporaryFolder();
    await (await openTestStore(join(folder, 'data'))).close();
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
  });

  it('keeps a case through closing and opening: cells, predictions, reviews, comments, audit', async () => {
    const folder = temporaryFolder();
    let caseId = '';
    {
      await using store = await openTestStore(folder);
      ({ caseId } = await caseOf(store, 3));
      const model = await addModel(store);
      await store.predictions.put(caseId, model.id, [
        {
          ...{ number: 2, probability: 0.75, called: 'atypical', typeIndex: 1, strangeness: null },
          typeProbabilities: Float32Array.of(0.25, 0.75),
        },
      ]);
      await store.cases.showModel(BY_NOBODY, caseId, model.id);
      await store.reviews.add(BY_NOBODY, caseId, { reading: 'first', changes: [{ number: 1, typeCode: 'LYT' }] });
      await store.comments.add(BY_NOBODY, caseId, { number: 3, text: 'a vacuole' });
    }
    await using store = await openTestStore(folder);
    const gallery = await store.cells.gallery(caseId);
    expect({ ...gallery, imageHashes: gallery.imageHashes.map((hash) => hash.length) }).toEqual({
      version: 6,
      count: 3,
      numbers: Int32Array.of(1, 2, 3),
      imageHashes: [64, 64, 64],
      types: ['NGS', 'MYO'],
      probability: Float64Array.of(Number.NaN, 0.75, Number.NaN),
      called: Uint8Array.of(0, 2, 0),
      typeIndex: Int16Array.of(-1, 1, -1),
      strangeness: Float64Array.of(Number.NaN, Number.NaN, Number.NaN),
      review: ['LYT', null, null],
      second: [null, null, null],
      adjudication: [null, null, null],
      comments: Uint32Array.of(0, 0, 1),
    });
    expect(await store.audit.verify()).toMatchObject({ rows: 7, fault: null });
  });

  it('removes a patient with images that no other cell shows, and the trail still holds', async () => {
    const folder = temporaryFolder();
    await using store = await openTestStore(folder);
    const first = await caseOf(store, 2, 'P-1');
    const second = await caseOf(store, 1, 'P-2');
    await store.cells.add(BY_NOBODY, second.caseId, [imageNamed('P-1-0')]);
    await store.reviews.add(BY_NOBODY, first.caseId, { reading: 'first', changes: [{ number: 1, typeCode: 'LYT' }] });
    expect(await imageFiles(folder)).toHaveLength(3);
    await store.patients.remove(BY_NOBODY, first.patientId);
    expect(await imageFiles(folder)).toHaveLength(2);
    await expect(store.cases.get(first.caseId)).rejects.toThrow('there is no case');
    expect(await store.audit.verify()).toMatchObject({ fault: null });
  });
});
