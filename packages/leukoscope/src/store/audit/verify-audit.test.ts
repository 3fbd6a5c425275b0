import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { readStore } from '../read-store.ts';
import { type Database, openDatabase } from '../sqlite.node.ts';
import type { Store } from '../store.ts';
import { StoreFolder } from '../store-folder.ts';
import { BY_NOBODY, caseOf, openTestStore } from '../testing/temporary-store.ts';
import { verifyAudit } from './verify-audit.ts';

/** A trail of about 30 rows of many kinds, two patients' of which one was deleted. */
async function writeTrail(folder: string): Promise<void> {
  await using store = await openTestStore(folder);
  const admin = await store.users.create(BY_NOBODY, { name: 'Ana', role: 'admin', passwordHash: 'scrypt$…' });
  const actor = { userId: admin.id };
  const gone = await caseOf(store, 2, 'gone');
  const { caseId } = await caseOf(store, 6, 'kept');
  for (const typeCode of ['LYT', 'MON', null, 'MYO']) {
    const changes = [1, 2, 3].map((number) => ({ number, typeCode }));
    await store.reviews.add(actor, caseId, { reading: 'first', changes });
  }
  await store.reviews.add(actor, gone.caseId, { reading: 'second', changes: [{ number: 1, typeCode: 'EOS' }] });
  await store.comments.add(actor, caseId, { number: 1, text: 'Señora López' });
  await store.patients.remove(actor, gone.patientId);
  await store.reviews.add(actor, caseId, { reading: 'adjudication', changes: [{ number: 1, typeCode: 'NGB' }] });
}

/** The trail with its guards off, as someone with the file and a program for it would have it. */
async function tamper<Result>(folder: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase(join(folder, 'store.sqlite'));
  try {
    await sql`drop trigger if exists audit_is_not_changed`.execute(database);
    await sql`drop trigger if exists audit_is_not_shortened`.execute(database);
    await sql`PRAGMA foreign_keys = OFF`.execute(database);
    return await work(database);
  } finally {
    await database.destroy();
  }
}

const verdictOf = (folder: string) => readStore(new StoreFolder(folder), (scope) => verifyAudit(scope, null));
const faultOf = async (folder: string) => (await verdictOf(folder)).fault;

describe('a trail', () => {
  it('holds as written, through deletes, and names nobody', async () => {
    const folder = temporaryFolder();
    await writeTrail(folder);
    const { rows, fault } = await verdictOf(folder);
    expect(fault).toBeNull();
    const text = await tamper(folder, async (database) =>
      JSON.stringify(await database.selectFrom('audit').selectAll().execute()),
    );
    expect(rows).toBeGreaterThan(20);
    for (const name of ['Ana', 'gone', 'kept', 'smear', 'López']) expect(text).not.toContain(name);
  });

  it('hashes as documented: sha256 of a JSON array, recomputed here without our code', async () => {
    const folder = temporaryFolder();
    await writeTrail(folder);
    await tamper(folder, async (database) => {
      let previous = '0'.repeat(64);
      for (const row of await database.selectFrom('audit').selectAll().orderBy('seq').execute()) {
        const { seq, at, userId, action, subjectKind, subjectId, before, after } = row;
        const text = JSON.stringify([seq, at, userId, action, subjectKind, subjectId, before, after, previous]);
        previous = createHash('sha256').update(text).digest('hex');
        expect(row.hash).toBe(previous);
      }
    });
  });

  it('cannot be changed or shortened through the database alone', async () => {
    const folder = temporaryFolder();
    await writeTrail(folder);
    const database = openDatabase(join(folder, 'store.sqlite'));
    await expect(sql`update audit set at = '' where seq = 1`.execute(database)).rejects.toThrow('append-only');
    await expect(sql`delete from audit where seq = 1`.execute(database)).rejects.toThrow('append-only');
    await database.destroy();
  });

  const COLUMNS = ['at', 'user_id', 'action', 'subject_kind', 'subject_id', 'before', 'after', 'previous_hash', 'hash'];

  it('that is changed in any column of any row is found, and found whole again when it is put back', async () => {
    const folder = temporaryFolder();
    await writeTrail(folder);
    const { rows } = await verdictOf(folder);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: rows }),
        fc.constantFrom(...COLUMNS),
        fc.oneof(fc.string(), fc.constantFrom('', 'null', ' ', '0')),
        async (seq, column, added) => {
          const name = sql.ref(column);
          const old = await tamper(folder, async (database) => {
            const { rows: found } = await sql<{ value: string | null }>`
              select ${name} as value from audit where seq = ${seq}`.execute(database);
            const value = found[0]?.value ?? null;
            // A changed text is longer, or there where none was.
            await sql`update audit set ${name} = ${`${value ?? ''}${added}x`} where seq = ${seq}`.execute(database);
            return value;
          });
          const fault = await faultOf(folder);
          await tamper(folder, (database) =>
            sql`update audit set ${name} = ${old} where seq = ${seq}`.execute(database),
          );
          expect(fault).not.toBeNull();
          expect(fault?.seq).toBeLessThanOrEqual(seq);
        },
      ),
      { numRuns: 60 },
    );
    expect(await faultOf(folder)).toBeNull();
  });

  it('of which any row is missing, the last too, or any two are swapped is found', async () => {
    const folder = temporaryFolder();
    await writeTrail(folder);
    const { rows } = await verdictOf(folder);
    for (let seq = 1; seq <= rows; seq += 1) {
      const row = await tamper(folder, async (database) => {
        const taken = await database.selectFrom('audit').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow();
        await database.deleteFrom('audit').where('seq', '=', seq).execute();
        return taken;
      });
      expect(await faultOf(folder)).toEqual({ seq, fault: 'missing' });
      await tamper(folder, (database) => database.insertInto('audit').values(row).execute());
    }
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: rows }), { minLength: 2, maxLength: 2 }),
        async (pair) => {
          const [one = 0, other = 0] = pair;
          const swap = () =>
            tamper(folder, async (database) => {
              for (const [from, to] of [
                [one, -1],
                [other, one],
                [-1, other],
              ] as const) {
                await database.updateTable('audit').set({ seq: to }).where('seq', '=', from).execute();
              }
            });
          await swap();
          const fault = await faultOf(folder);
          await swap();
          expect(fault?.seq).toBe(Math.min(one, other));
        },
      ),
      { numRuns: 20 },
    );
    expect(await faultOf(folder)).toBeNull();
  });
});

describe('what is changed beside the trail is found:', () => {
  it.each<[string, (database: Database) => Promise<unknown>, string]>([
    [
      'the remembered head',
      (database) =>
        database
          .updateTable('auditHead')
          .set({ hash: '0'.repeat(64) })
          .execute(),
      'wrong-head',
    ],
    ['a tombstone taken away', (database) => database.deleteFrom('tombstone').execute(), 'no-tombstone'],
    [
      'a tombstone moved',
      (database) =>
        database
          .insertInto('tombstone')
          .values({ subjectKind: 'patient', subjectId: 'another', at: '', auditSeq: 1 })
          .execute(),
      'wrong-tombstone',
    ],
    [
      'a label changed without the trail',
      (database) => database.updateTable('review').set({ typeCode: 'BAS' }).where('current', '=', 1).execute(),
      'label-not-audited',
    ],
    [
      'a label taken away',
      (database) => database.deleteFrom('review').where('reading', '=', 'adjudication').execute(),
      'label-not-audited',
    ],
    [
      'an older label made the one that counts',
      async (database) => {
        const old = await database.selectFrom('review').selectAll().where('current', '=', 0).executeTakeFirstOrThrow();
        const { number, reading } = old;
        await database.updateTable('review').set({ current: 0 }).where('number', '=', number).execute();
        await database.updateTable('review').set({ current: 1 }).where('id', '=', old.id).execute();
        expect(reading).toBe('first');
      },
      'label-not-audited',
    ],
  ])('%s', async (_, change, fault) => {
    const folder = temporaryFolder();
    await writeTrail(folder);
    await tamper(folder, change);
    expect(await faultOf(folder)).toMatchObject({ fault });
  });

  it('the whole trail made anew, with a head that was kept elsewhere', async () => {
    const [folder, other] = [temporaryFolder(), temporaryFolder()];
    await writeTrail(folder);
    await using store: Store = await openTestStore(other);
    await caseOf(store, 40, 'another');
    await caseOf(store, 2, 'and another');
    const head = await store.audit.head();
    await readStore(new StoreFolder(folder), async (scope) => {
      expect((await verifyAudit(scope, head)).fault).toEqual({ seq: head.seq, fault: 'exported-head' });
      const own = (await verifyAudit(scope, null)).head;
      expect((await verifyAudit(scope, own)).fault).toBeNull();
      expect((await verifyAudit(scope, { seq: own.seq + 5, hash: own.hash })).fault?.fault).toBe('missing');
    });
  });
});
