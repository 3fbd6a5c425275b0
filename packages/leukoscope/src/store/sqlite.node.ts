import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CamelCasePlugin, Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** The only file that touches the database: Node's own SQLite behind Kysely. What is SQLite alone stands here. */

export type Database = Kysely<Tables>;

/** Compiled statements kept: more than the program has, but for inserts of many lengths. */
const KEPT_STATEMENTS = 200;
/** How long a statement waits for another process, such as a backup's checkpoint, in ms. */
const BUSY_MS = 10_000;

/**
 * Opens the file, made if missing unless it is opened to read only.
 *
 * Full synchronisation: what was answered survives a power failure, not the end of the process alone. `secure_delete`:
 * what is deleted is overwritten, as a name must not stay in free pages.
 */
export function openDatabase(path: string, { readOnly = false }: { readOnly?: boolean } = {}): Database {
  const file = new DatabaseSync(path, { readOnly, timeout: BUSY_MS, enableForeignKeyConstraints: true });
  if (!readOnly) {
    file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  }
  return new Kysely<Tables>({
    dialect: new SqliteDialect({ database: kyselyDatabase(file) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** Moves all of the write-ahead log into the file and empties it, so that no deleted text stays in the log. */
export async function emptyLog(database: Database): Promise<void> {
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(database);
}

function kyselyDatabase(file: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const found = kept.get(text);
      if (found !== undefined) return found;
      const made = kyselyStatement(file.prepare(text));
      if (kept.size >= KEPT_STATEMENTS) kept.delete(kept.keys().next().value ?? '');
      kept.set(text, made);
      return made;
    },
    close() {
      kept.clear();
      file.close();
    },
  };
}

function kyselyStatement(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}
