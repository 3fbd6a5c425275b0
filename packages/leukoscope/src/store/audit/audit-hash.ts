import { createHash } from 'node:crypto';
import type { Json } from '../rows.ts';

/** What the first row of a trail is chained to. */
export const NO_HASH = '0'.repeat(64);

/** A row of the trail as it is kept: `before` and `after` are canonical JSON texts. */
export interface AuditContent {
  readonly seq: number;
  readonly at: string;
  readonly userId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before: string;
  readonly after: string;
  readonly previousHash: string;
}

/**
 * sha256, in hexadecimal, of the JSON array `[seq, at, userId, action, subjectKind, subjectId, before, after, previousHash]`
 * without spaces, in UTF-8, where before and after are the texts as kept: anybody can compute it with a few lines of
 * any language.
 */
export function auditHash(row: AuditContent): string {
  const { seq, at, userId, action, subjectKind, subjectId, before, after, previousHash } = row;
  const text = JSON.stringify([seq, at, userId, action, subjectKind, subjectId, before, after, previousHash]);
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with the keys of every object in the order of their characters, and without spaces. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const object = value as { readonly [key: string]: Json };
  const members = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key] ?? null)}`);
  return `{${members.join(',')}}`;
}
