import type { Page } from './rows.ts';

export interface PageRequest {
  readonly cursor?: string | undefined;
  /** At most 500; 50 unless given. */
  readonly limit?: number | undefined;
}

const USUAL = 50;
const MOST = 500;

export function limitOf({ limit = USUAL }: PageRequest): number {
  return Math.min(MOST, Math.max(1, Math.trunc(limit)));
}

/**
 * A page from one row more than its limit, which tells whether there are others.
 *
 * @param cursorOf the place of a row in the order of the list.
 */
export function pageOf<Row>(found: readonly Row[], request: PageRequest, cursorOf: (row: Row) => string): Page<Row> {
  const limit = limitOf(request);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, cursor: found.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** Of a list in the order of time: `time|id`. */
export function timeCursor({ createdAt, id }: { readonly createdAt: string; readonly id: string }): string {
  return `${createdAt}|${id}`;
}

/** @returns `null` if the text is no such cursor; a client may send anything. */
export function readTimeCursor(cursor: string | undefined): { createdAt: string; id: string } | null {
  const [createdAt, id, ...rest] = cursor?.split('|') ?? [];
  return createdAt === undefined || id === undefined || rest.length > 0 ? null : { createdAt, id };
}
