import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { openDatabase } from '../sqlite.node.ts';
import { openStore } from '../store.ts';
import { BY_NOBODY, openTestStore } from '../testing/temporary-store.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
const VERSIONS = MIGRATIONS.map((_, index) => index + 1);
const CASE = /^smear of P-2$/;

/** A data folder with the store that the code of this version wrote (golden/make-store.ts). */
async function storeOfVersion(version: number): Promise<string> {
  const folder = temporaryFolder();
  await copyFile(join(GOLDEN, `store-${version}.sqlite`), join(folder, 'store.sqlite'));
  return folder;
}

/** The statements that made the tables, without the spaces that `alter table` leaves otherwise. */
async function schemaOf(folder: string): Promise<string[]> {
  const database = openDatabase(join(folder, 'store.sqlite'), { readOnly: true });
  const { rows } = await sql<{ statement: string }>`
    select sql as statement from sqlite_schema where sql is not null order by name`.execute(database);
  await database.destroy();
  return rows.map(({ statement }) => statement.replace(/\s+/g, ' '));
}

const openWith = (folder: string, migrations: readonly Migration[]) =>
  openStore({ folder, command: 'a test', migrations });

it('there is a stored store of every version', async () => {
  const names = await readdir(GOLDEN);
  expect(names.filter((name) => name.endsWith('.sqlite')).sort()).toEqual(VERSIONS.map((v) => `store-${v}.sqlite`));
});

describe.each(VERSIONS)('a store of version %i', (version) => {
  it('is what the migrations up to it make: none was edited since', async () => {
    const fresh = temporaryFolder();
    await (await openWith(fresh, MIGRATIONS.slice(0, version))).close();
    expect(await schemaOf(await storeOfVersion(version))).toEqual(await schemaOf(fresh));
  });

  it('is opened with all that it holds, and goes on', async () => {
    const folder = await storeOfVersion(version);
    await using store = await openTestStore(folder);
    const [found] = (await store.cases.list()).rows;
    const { id = '', modelId = '' } = found ?? {};
    expect(found).toMatchObject({ title: expect.stringMatching(CASE), state: 'signed', cellCount: 3, blinded: false });
    const gallery = await store.cells.gallery(id);
    expect(gallery).toMatchObject({ review: ['LYT', 'LYT', 'MYO'], types: ['NGS', 'MYO'] });
    expect(gallery.comments).toEqual(Uint32Array.of(1, 0, 0));
    expect(await store.predictions.get(id, modelId ?? '', 2)).toEqual({
      ...{ number: 2, probability: 0.75, called: 'atypical', typeIndex: 1, strangeness: 0.5 },
      typeProbabilities: Float32Array.of(0.25, 0.75),
    });
    expect(await store.models.present()).toMatchObject({ id: modelId, card: { a: 1 } });
    expect((await store.patients.list()).rows.map(({ name }) => name)).toEqual(['P-2']);
    expect(await store.jobs.list()).toMatchObject([{ kind: 'classify', state: 'waiting', total: 3, outcome: null }]);
    expect(await store.datasetVersions.list()).toMatchObject([{ cellCount: 3, patientCount: 1, deletedCells: 0 }]);
    await store.cases.unlock(BY_NOBODY, id, { reason: 'a second look' });
    await store.reviews.add(BY_NOBODY, id, { reading: 'first', changes: [{ number: 1, typeCode: 'MON' }] });
    expect(await store.audit.verify()).toMatchObject({ rows: 21, fault: null });
  });
});

describe('a migration', () => {
  const renaming: Migration = {
    name: 'test',
    statements: ['alter table patient add column born text', `update patient set born = '1970'`],
  };

  it('that fails halfway leaves the store as it was', async () => {
    const folder = await storeOfVersion(MIGRATIONS.length);
    const before = await schemaOf(folder);
    const failing = { name: 'test', statements: [...renaming.statements, 'insert into nowhere values (1)'] };
    await expect(openWith(folder, [...MIGRATIONS, failing])).rejects.toThrow('nowhere');
    expect(await schemaOf(folder)).toEqual(before);
    await (await openWith(folder, MIGRATIONS)).close();
  });

  it('is done once, and an older program then refuses the store', async () => {
    const folder = await storeOfVersion(MIGRATIONS.length);
    await (await openWith(folder, [...MIGRATIONS, renaming])).close();
    await (await openWith(folder, [...MIGRATIONS, renaming])).close();
    expect((await schemaOf(folder)).join('\n')).toContain('born text');
    await expect(openWith(folder, MIGRATIONS)).rejects.toMatchObject({
      code: 'store.newer-version',
      details: { found: MIGRATIONS.length + 1, known: MIGRATIONS.length },
    });
  });
});
