import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { openStore, type Store } from '../store.ts';
import { StoreFolder } from '../store-folder.ts';
import { addModel, BY_NOBODY, caseOf, imageNamed, openTestStore, unwatched } from '../testing/temporary-store.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const clock = () => new Date(Date.UTC(2026, 5, 1));

/** Two patients of three cells each, a model, a training's file. */
async function fill(store: Store) {
  const first = await caseOf(store, 3, 'first');
  const second = await caseOf(store, 3, 'second');
  await addModel(store);
  await store.reviews.add(BY_NOBODY, first.caseId, { reading: 'first', changes: [{ number: 2, typeCode: 'MON' }] });
  return { first, second };
}

const restoring = (over = false) => ({ over, command: 'a test', clock, ...unwatched() });

describe('a backup', () => {
  it('brings everything back in a new folder', async () => {
    const place = temporaryFolder();
    const store = await openTestStore(join(place, 'data'));
    const { first } = await fill(store);
    const { id: modelId } = await addModel(store);
    const gallery = await store.cells.gallery(first.caseId);
    await writeBackup(store.folder, join(place, 'backup'), { clock, ...unwatched() });
    await store.close();
    const restored = await restoreBackup(join(place, 'backup'), join(place, 'new'), restoring());
    expect(restored).toMatchObject({ aside: null, deletedAgain: 0, backup: { images: 6 } });
    await using again = await openTestStore(join(place, 'new'));
    expect(await again.cells.gallery(first.caseId)).toEqual(gallery);
    expect(await readFile(again.models.path(modelId), 'utf8')).toBe('model');
    const [hash = ''] = gallery.imageHashes;
    expect(Buffer.from(await again.images.read(hash)).toString()).toBe('image first-0');
    expect((await again.audit.verify()).fault).toBeNull();
    expect((await again.audit.list({ limit: 1 })).rows[0]).toMatchObject({ action: 'store.restore' });
  });

  it('of a store that is written to all the while is of one moment', async () => {
    const place = temporaryFolder();
    await using store = await openTestStore(join(place, 'data'));
    const { first } = await fill(store);
    let stop = false;
    let written = 0;
    const writing = (async () => {
      while (!stop) {
        const changes = [1, 2, 3].map((number) => ({ number, typeCode: `T${written}` }));
        await store.reviews.add(BY_NOBODY, first.caseId, { reading: 'first', changes });
        await store.cells.add(BY_NOBODY, first.caseId, [imageNamed(`more-${written}`)]);
        written += 1;
        await new Promise(setImmediate);
      }
    })();
    try {
      for (let round = 0; round < 3; round += 1) {
        const before = written;
        const target = join(place, `backup-${round}`);
        await writeBackup(store.folder, target, { clock, ...unwatched() });
        const data = join(place, `restored-${round}`);
        await restoreBackup(target, data, restoring());
        await using again = await openTestStore(data);
        const labels = await again.reviews.current(first.caseId);
        // All three labels of a request or none.
        expect(new Set(labels.map(({ typeCode }) => typeCode)).size).toBe(1);
        expect((await again.audit.verify()).fault).toBeNull();
        for (const hash of (await again.cells.gallery(first.caseId)).imageHashes) await again.images.read(hash);
        expect(written).toBeGreaterThan(before);
      }
    } finally {
      stop = true;
      await writing;
    }
  });

  it('while patients are deleted holds nothing of them', async () => {
    const place = temporaryFolder();
    await using store = await openTestStore(join(place, 'data'));
    const { second } = await fill(store);
    const backup = writeBackup(store.folder, join(place, 'backup'), {
      clock,
      signal: new AbortController().signal,
      progress: {
        report: ({ done }) => {
          // In the middle: the database is copied, the files are not.
          if (done === 0) deleted ??= store.patients.remove(BY_NOBODY, second.patientId);
        },
      },
    });
    let deleted: Promise<void> | undefined;
    await backup;
    await deleted;
    const images = await readdir(join(place, 'backup', 'images'), { recursive: true, withFileTypes: true });
    const files = images.filter((entry) => entry.isFile()).length;
    await restoreBackup(join(place, 'backup'), join(place, 'new'), restoring());
    await using again = await openTestStore(join(place, 'new'));
    const { rows } = await again.patients.list();
    // Deleted before its files were copied, or after: never half.
    expect(files).toBe(rows.length === 1 ? 3 : 6);
  });

  it.each<[string, (folder: StoreFolder, hash: string) => Promise<unknown>, string]>([
    ['an image is missing', (folder, hash) => rm(folder.image(hash)), '1 file is missing or changed'],
    ['an image was changed', (folder, hash) => writeFile(folder.image(hash), 'other'), '1 file is missing or changed'],
    ['the database was changed', (folder) => appendFile(folder.database, ' '), 'such as store.sqlite'],
    ['it is half of one', (folder) => rm(join(folder.path, 'backup.json')), 'is no backup'],
  ])('is not restored if %s, and nothing is left of the attempt', async (_, damage, sentence) => {
    const place = temporaryFolder();
    const store = await openTestStore(join(place, 'data'));
    const { first } = await fill(store);
    const hash = (await store.cells.gallery(first.caseId)).imageHashes[0] ?? '';
    await writeBackup(store.folder, join(place, 'backup'), { clock, ...unwatched() });
    await store.close();
    await damage(new StoreFolder(join(place, 'backup')), hash);
    await expect(restoreBackup(join(place, 'backup'), join(place, 'new'), restoring())).rejects.toThrow(sentence);
    expect((await readdir(place)).sort()).toEqual(['backup', 'data']);
  });
});

describe('restoring over a store', () => {
  it('deletes again who was deleted since, and keeps what was there aside', async () => {
    const place = temporaryFolder();
    const data = join(place, 'data');
    let ids: Awaited<ReturnType<typeof fill>>;
    let head: { seq: number; hash: string };
    {
      await using store = await openStore({ folder: data, command: 'a test' });
      ids = await fill(store);
      await writeBackup(store.folder, join(place, 'backup'), { clock, ...unwatched() });
      await store.patients.remove(BY_NOBODY, ids.second.patientId);
      head = await store.audit.head();
      await expect(restoreBackup(join(place, 'backup'), data, restoring(true))).rejects.toThrow('is in use');
    }
    await expect(restoreBackup(join(place, 'backup'), data, restoring())).rejects.toThrow('not empty');
    const { aside, deletedAgain } = await restoreBackup(join(place, 'backup'), data, restoring(true));
    // The patient and the case.
    expect(deletedAgain).toBe(2);
    {
      await using store = await openStore({ folder: data, command: 'a test' });
      expect((await store.patients.list()).rows.map(({ name }) => name)).toEqual(['first']);
      expect((await store.audit.verify()).fault).toBeNull();
      const { rows } = await store.audit.list();
      const restore = rows.find(({ action }) => action === 'store.restore');
      expect(restore).toMatchObject({ before: { seq: head.seq, hash: head.hash } });
      const images = await readdir(store.folder.images, { recursive: true, withFileTypes: true });
      expect(images.filter((entry) => entry.isFile())).toHaveLength(3);
    }
    await using old = await openStore({ folder: aside ?? '', command: 'a test' });
    expect(await old.audit.head()).toEqual(head);
  });

  it('that is damaged says that it does not know who was deleted', async () => {
    const place = temporaryFolder();
    const data = join(place, 'data');
    {
      await using store = await openTestStore(data);
      await fill(store);
      await writeBackup(store.folder, join(place, 'backup'), { clock, ...unwatched() });
    }
    await writeFile(join(data, 'store.sqlite'), 'no database');
    await expect(openTestStore(data)).rejects.toMatchObject({ code: 'store.damaged' });
    expect(await restoreBackup(join(place, 'backup'), data, restoring(true))).toMatchObject({ deletedAgain: null });
    await using store = await openTestStore(data);
    expect((await store.patients.list()).rows).toHaveLength(2);
  });
});
