import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { auditHead } from './audit/record.ts';
import type { JsonOf } from './rows.ts';
import type { Scope } from './scope.ts';

/** How long an answer is kept for a client that asks again. */
const KEPT_MS = 24 * 60 * 60 * 1000;

export interface IdempotentRequest {
  /** The client's. */
  readonly key: string;
  readonly userId: string;
  /** What else makes it the same request: method, path and a hash of the body. */
  readonly fingerprint: string;
}

/**
 * Does the work of a request once: work and answer are kept in one transaction, and the same request again gets the same
 * answer.
 *
 * @throws LeukoscopeError store.request-key-reused
 */
export async function answerOnce<Response>(
  scope: Scope,
  { key, userId, fingerprint }: IdempotentRequest,
  work: (scope: Scope) => Promise<Response & JsonOf<Response>>,
): Promise<Response> {
  return await scope.write(async (inner) => {
    const kept = await inner.database
      .selectFrom('request')
      .select(['fingerprint', 'response'])
      .where('userId', '=', userId)
      .where('key', '=', key)
      .executeTakeFirst();
    if (kept !== undefined) {
      if (kept.fingerprint !== fingerprint) throw new LeukoscopeError('store.request-key-reused', {});
      return JSON.parse(kept.response) as Response;
    }
    const before = await auditHead(inner);
    const response = await work(inner);
    const after = await auditHead(inner);
    await inner.database
      .insertInto('request')
      .values({
        ...{ userId, key, fingerprint, response: JSON.stringify(response), at: inner.now() },
        ...{ afterSeq: before.seq, lastSeq: after.seq },
      })
      .execute();
    return response;
  });
}

/** Forgets answers that nobody will ask for again. */
export async function removeOldRequests(scope: Scope): Promise<void> {
  const before = new Date(scope.world.clock().getTime() - KEPT_MS).toISOString();
  await scope.database.deleteFrom('request').where('at', '<', before).execute();
}
