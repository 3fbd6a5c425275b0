import { sql } from 'kysely';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { Database } from '../sqlite.node.ts';
import type { Migration } from './migrations.ts';

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  readonly now: () => string;
  /** Named in errors. */
  readonly path: string;
}

/**
 * Brings a store to the newest version, each step whole or not at all.
 *
 * @throws LeukoscopeError store.newer-version if a newer Leukoscope has written it
 */
export async function migrate(database: Database, { migrations, now, path }: MigrateOptions): Promise<void> {
  await sql`create table if not exists migration (number integer primary key, name text not null, at text not null)`.execute(
    database,
  );
  const version = await versionOf(database);
  requireKnownVersion(version, migrations.length, path);
  for (const [index, { name, statements }] of migrations.entries()) {
    if (index < version) continue;
    await database.transaction().execute(async (transaction) => {
      for (const statement of statements) await sql.raw(statement).execute(transaction);
      await transaction
        .insertInto('migration')
        .values({ number: index + 1, name, at: now() })
        .execute();
    });
  }
}

/** How many migrations the store has been through. */
async function versionOf(database: Database): Promise<number> {
  const { last } = await database
    .selectFrom('migration')
    .select(({ fn }) => fn.max('number').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/** @throws LeukoscopeError store.newer-version */
function requireKnownVersion(found: number, known: number, path: string): void {
  if (found > known) throw new LeukoscopeError('store.newer-version', { path, found, known });
}
