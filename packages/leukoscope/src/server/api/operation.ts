import type { z } from 'zod';

/** What a person may do, from least to most; each may do all that those before may. */
export const ROLES = ['viewer', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

type Shape = z.ZodObject;

/** One call of the API. Paths are as in OpenAPI and relative to `/api/v1`. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: `/${string}`;
  /** In English, for the OpenAPI document. */
  readonly summary: string;
  /** The least role that may call it; `anyone` needs no session. */
  readonly role: Role | 'anyone';
  readonly params?: Shape;
  readonly query?: Shape;
  /** JSON. */
  readonly body?: z.ZodType;
  /** The media types of a body that is streamed; together with `body`, either may be sent. */
  readonly upload?: readonly string[];
  /** With the header `Idempotency-Key` a repeated call is answered as the first. */
  readonly idempotent?: true;
  /** JSON, or the media type of what is sent; `null`: nothing (204). */
  readonly answer: z.ZodType | string | null;
  /** Default 200, or 204 without an answer. */
  readonly status?: 200 | 201 | 202;
}

/** Keeps the exact types of a table of operations. */
export function operations<const Table extends Readonly<Record<string, Operation>>>(table: Table): Table {
  return table;
}
