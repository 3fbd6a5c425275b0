import { sql } from 'kysely';
import { type AuditEntry, record } from './audit/record.ts';
import { inBatches } from './batches.ts';
import { changedCase, requireOpenCase } from './case-rows.ts';
import { notFound } from './not-found.ts';
import { limitOf, type PageRequest, pageOf } from './paging.ts';
import type { Actor, Page, Reading, ReviewRow } from './rows.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

const BATCH = 500;

export interface NewReviews {
  readonly reading: Reading;
  /** Each number once; `typeCode` null takes the label back. */
  readonly changes: readonly { readonly number: number; readonly typeCode: string | null }[];
}

export interface HistoryRequest extends PageRequest {
  readonly number?: number | undefined;
}

type Stored = Tables['review'];

/** What persons say of cells. Nothing is overwritten: the newest of a cell and reading counts, undoing is another. */
export class Reviews {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /**
   * Keeps labels, all or none, each with its row of the trail; what is as it was already is left as it is.
   *
   * @returns those that are new.
   * @throws LeukoscopeError store.not-found, store.case-signed
   */
  async add(actor: Actor, caseId: string, { reading, changes }: NewReviews): Promise<ReviewRow[]> {
    return await this.#scope.write(async (scope) => {
      const { cellCount, version } = await requireOpenCase(scope, caseId);
      for (const { number } of changes) {
        if (!(Number.isInteger(number) && number >= 1 && number <= cellCount)) notFound('cell', `${caseId}/${number}`);
      }
      if (new Set(changes.map(({ number }) => number)).size < changes.length) {
        throw new RangeError('Reviews.add: changes name a cell twice');
      }
      const current = await currentOf(scope, { caseId, reading, numbers: changes.map(({ number }) => number) });
      const at = scope.now();
      const rows = changes.flatMap(({ number, typeCode }): Stored[] => {
        const before = current.get(number);
        if ((before?.typeCode ?? null) === typeCode) return [];
        const replaces = before?.id ?? null;
        const ids = { id: scope.newId(), caseId, number, reading, userId: actor.userId, replaces };
        return [{ ...ids, typeCode, at, current: 1, version: version + 1 }];
      });
      if (rows.length === 0) return [];
      await changedCase(scope, caseId);
      await insertReviews(scope, rows);
      await record(
        scope,
        actor,
        rows.map((row) => labelEntry(row, current.get(row.number)?.typeCode ?? null)),
      );
      return rows.map(reviewRow);
    });
  }

  /** The newest of each cell and reading, in the order of the cells. */
  async current(caseId: string, { since = 0 }: { since?: number } = {}): Promise<ReviewRow[]> {
    const rows = await this.#scope.database
      .selectFrom('review')
      .selectAll()
      .where('caseId', '=', caseId)
      .where('current', '=', 1)
      .where('version', '>', since)
      .orderBy('number')
      .orderBy('reading')
      .execute();
    return rows.map(reviewRow);
  }

  /** Every review there ever was, the newest first; of one cell, if `number` is given. */
  async history(caseId: string, request: HistoryRequest = {}): Promise<Page<ReviewRow>> {
    const { number, cursor } = request;
    const [version, id] = cursor?.split('|') ?? [];
    let query = this.#scope.database.selectFrom('review').selectAll().where('caseId', '=', caseId);
    if (number !== undefined) query = query.where('number', '=', number);
    if (version !== undefined && id !== undefined && /^\d+$/.test(version)) {
      query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('version', 'id'), '<', tuple(Number(version), id)));
    }
    const rows = await query
      .orderBy('version', 'desc')
      .orderBy('id', 'desc')
      .limit(limitOf(request) + 1)
      .execute();
    const page = pageOf(rows, request, (row) => `${row.version}|${row.id}`);
    return { rows: page.rows.map(reviewRow), cursor: page.cursor };
  }
}

function labelEntry(row: Stored, before: string | null): AuditEntry {
  const { id: review, caseId, number, reading, typeCode } = row;
  return {
    ...{ action: 'cell.label', subjectKind: 'cell', subjectId: `${caseId}/${number}` },
    ...{ before: { reading, typeCode: before }, after: { reading, typeCode, review } },
  };
}

async function currentOf(
  { database }: Scope,
  { caseId, reading, numbers }: { caseId: string; reading: Reading; numbers: readonly number[] },
): Promise<Map<number, Stored>> {
  const found: Stored[] = [];
  for (const batch of inBatches(numbers, BATCH)) {
    const rows = await database
      .selectFrom('review')
      .selectAll()
      .where('caseId', '=', caseId)
      .where('reading', '=', reading)
      .where('current', '=', sql<number>`1`)
      .where('number', 'in', batch)
      .execute();
    found.push(...rows);
  }
  return new Map(found.map((row) => [row.number, row]));
}

async function insertReviews({ database }: Scope, rows: readonly Stored[]): Promise<void> {
  const replaced = rows.flatMap(({ replaces }) => (replaces === null ? [] : [replaces]));
  for (const batch of inBatches(replaced, BATCH)) {
    await database.updateTable('review').set({ current: 0 }).where('id', 'in', batch).execute();
  }
  for (const batch of inBatches(rows, BATCH)) await database.insertInto('review').values(batch).execute();
}

function reviewRow({ current: _current, version: _version, ...row }: Stored): ReviewRow {
  return row;
}
