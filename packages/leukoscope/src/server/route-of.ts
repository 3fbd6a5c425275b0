import { createRoute, z } from '@hono/zod-openapi';
import { errorAnswer } from './api/common.ts';
import type { Operation } from './api/operation.ts';

/** Where the API lies. */
export const API = '/api/v1';

const IDEMPOTENCY_KEY = z.object({ 'idempotency-key': z.string().min(1).max(200).optional() });

/** An operation as OpenAPI and Hono know it. @param name its `operationId`. */
export function routeOf(name: string, operation: Operation) {
  const { method, path, summary, role, params, query, body, upload = [], idempotent } = operation;
  const binary = z.string().openapi({ format: 'binary' });
  const content = {
    ...(body && { 'application/json': { schema: body } }),
    ...Object.fromEntries(upload.map((media) => [media, { schema: binary }])),
  };
  return createRoute({
    operationId: name,
    method,
    path: `${API}${path}`,
    summary,
    description: role === 'anyone' ? 'Anyone.' : `Role: ${role}.`,
    request: {
      ...(params && { params }),
      ...(query && { query }),
      ...(idempotent && { headers: IDEMPOTENCY_KEY }),
      ...(Object.keys(content).length > 0 && { body: { content, required: true } }),
    },
    responses: { ...answerOf(operation), default: ERROR },
  });
}

const ERROR = {
  description: 'An error, in the language of Accept-Language',
  content: { 'application/json': { schema: errorAnswer } },
};

function answerOf({ answer, status }: Operation) {
  if (answer === null) return { 204: { description: 'Done' } };
  const content =
    typeof answer === 'string'
      ? { [answer]: { schema: z.string().openapi({ format: 'binary' }) } }
      : { 'application/json': { schema: answer } };
  return { [status ?? 200]: { description: 'Done', content } };
}
