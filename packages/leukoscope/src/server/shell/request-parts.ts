import type { Context } from 'hono';
import type { z } from 'zod';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { Operation } from '../api/operation.ts';
import { limitedText, MOST_JSON_BYTES } from './body-limit.ts';

type Where = 'path' | 'query' | 'header' | 'body';

/** What a request says, held against the operation's schemas. @throws LeukoscopeError `api.invalid` and such. */
export async function requestParts(context: Context, operation: Operation) {
  const { req } = context;
  const [params, query] = [operation.params, operation.query];
  return {
    params: params && checked(params, req.param(), 'path'),
    query: query && checked(query, req.query(), 'query'),
    body: await bodyOf(req.raw, operation),
  };
}

async function bodyOf(request: Request, { body, upload = [] }: Operation): Promise<unknown> {
  const media = mediaTypeOf(request);
  if (upload.includes(media)) return undefined;
  if (body === undefined && upload.length === 0) return undefined;
  const expected = [...(body === undefined ? [] : ['application/json']), ...upload];
  if (body === undefined || media !== 'application/json') {
    throw new LeukoscopeError('api.unsupported-media', { got: media, expected });
  }
  const text = await limitedText(request, MOST_JSON_BYTES);
  return checked(body, parsed(text), 'body');
}

export function mediaTypeOf(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson(cause);
  }
}

function notJson(cause: unknown): LeukoscopeError {
  return new LeukoscopeError('api.invalid', { where: 'body', field: '', problem: 'not JSON' }, { cause });
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, where: Where): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const details = { where, field: issue!.path.join('.'), problem: issue!.message };
  throw new LeukoscopeError('api.invalid', details);
}
