import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CamelCasePlugin, Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Tables } from './tables.ts';

/** The only file that touches the database: Node's own SQLite behind Kysely. What is SQLite alone stands here. */

export type Database = Kysely<Tables>;

/** Compiled statements kept: more than the program has, but for inserts of many lengths. */
const KEPT_STATEMENTS = 200;
/** The largest number that SQLite takes for pages in one step. */
const ALL_PAGES = 2 ** 31 - 1;
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

/** What SQLite finds wrong with the file's pages, indices and references; empty if nothing. */
export async function integrityFaults(database: Database): Promise<string[]> {
  const { rows } = await sql<{ integrityCheck: string }>`PRAGMA integrity_check(10)`.execute(database);
  const references = await sql<{ table: string }>`PRAGMA foreign_key_check`.execute(database);
  return [
    ...rows.map((row) => row.integrityCheck).filter((line) => line !== 'ok'),
    ...references.rows.map(({ table }) => `a row of ${table} refers to one that is not there`),
  ];
}

/**
 * Copies a database that may be in use, as it is at one moment; runs in a thread of Node's, and holds up nobody who
 * writes. The copy is one file without a log.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  using source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_MS });
  // All pages in one step: in steps, every write of another connection would begin the copy anew.
  await backup(source, to, { rate: ALL_PAGES });
  using copy = new DatabaseSync(to);
  copy.exec('PRAGMA journal_mode = DELETE;');
}

/** What SQLite's result codes mean to the user: https://www.sqlite.org/rescode.html */
const RESULT = { readOnly: 8, inputOutput: 10, damaged: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;

/**
 * @returns the error as `store.damaged` or `machine.cannot-write` with SQLite's as its cause; unchanged if it is neither
 */
export function databaseFailure(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return error;
  // The low byte; the others say more precisely what SQLite was doing.
  switch (error.errcode & 0xff) {
    case RESULT.damaged:
    case RESULT.notADatabase:
      return new LeukoscopeError('store.damaged', { path, fault: error.message }, { cause: error });
    case RESULT.full:
      return new LeukoscopeError('machine.cannot-write', { path, systemCode: 'ENOSPC' }, { cause: error });
    case RESULT.readOnly:
    case RESULT.cannotOpen:
      return new LeukoscopeError('machine.cannot-write', { path, systemCode: 'EACCES' }, { cause: error });
    case RESULT.inputOutput:
      return new LeukoscopeError('machine.cannot-write', { path, systemCode: 'EIO' }, { cause: error });
    default:
      return error;
  }
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
