import { createHash } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { compress } from 'hono/compress';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { OPERATIONS, type OperationName } from './api/all-operations.ts';
import type { Operation } from './api/operation.ts';
import { allHandlers } from './calls/all-handlers.ts';
import type { Call, Handler, Once } from './handlers.ts';
import { Metrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { pageFrom } from './page.ts';
import { API, routeOf } from './route-of.ts';
import { errorAnswerOf } from './shell/error-answer.ts';
import { fromOwnPage, notKept, secured, underOwnName } from './shell/gate.ts';
import { isLoopback } from './shell/hosts.ts';
import { identityOf, requireAccess } from './shell/identity.ts';
import { languageIn } from './shell/language-of.ts';
import { requestParts } from './shell/request-parts.ts';
import type { ServerWorld } from './world.ts';

/** The server as a function of requests; nothing listens yet. */
export function createApp(world: ServerWorld) {
  const app = new OpenAPIHono();
  const metrics = new Metrics();
  app.onError((error, context) => {
    const { status, body } = errorAnswerOf(error, { language: languageIn(context), log: world.log });
    return context.json(body, status as ContentfulStatusCode);
  });
  app.notFound((context) => {
    throw new LeukoscopeError('api.no-such-call', { method: context.req.method });
  });
  app.use('*', secured, underOwnName(world.hosts));
  // On this machine packing costs more than it saves.
  const packed = compress();
  app.use('*', (context, next) => (isLoopback(addressOf(context)) ? next() : packed(context, next)));
  app.use(`${API}/*`, fromOwnPage, notKept);
  const handlers = allHandlers(world);
  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    answerCall(app, name, { handler: handlers[name] as Handler<OperationName>, world, metrics });
  }
  app.get('/openapi.json', (context) => context.json(openApiDocument(world.version)));
  app.get('/healthz', async (context) => {
    await world.store.users.count();
    return context.json({ ok: true, version: world.version });
  });
  app.get('/metrics', async (context) => {
    if (!isLoopback(addressOf(context))) throw new LeukoscopeError('api.role-needed', { role: 'admin' });
    return context.text(metrics.text(await gauges(world)), 200, { 'content-type': 'text/plain; version=0.0.4' });
  });
  app.all(`${API}/*`, (context) => context.notFound());
  app.get('*', pageFrom(world.pageFolder));
  return app;
}

interface Answering {
  readonly handler: Handler<OperationName>;
  readonly world: ServerWorld;
  readonly metrics: Metrics;
}

function answerCall(app: OpenAPIHono, name: OperationName, { handler, world, metrics }: Answering): void {
  const operation: Operation = OPERATIONS[name];
  const path = routeOf(name, operation).getRoutingPath();
  app.on(operation.method.toUpperCase(), path, async (context) => {
    const startMs = world.nowMs();
    const status = { code: 500 };
    try {
      const response = await answered(context, operation, { handler, world });
      status.code = response.status;
      return response;
    } catch (error) {
      status.code = error instanceof LeukoscopeError ? error.httpStatus : 500;
      throw error;
    } finally {
      metrics.answered(name, status.code, (world.nowMs() - startMs) / 1000);
    }
  });
}

async function answered(
  context: Context,
  operation: Operation,
  { handler, world }: Omit<Answering, 'metrics'>,
): Promise<Response> {
  const identity = await identityOf(context, world);
  requireAccess(context, operation, identity);
  const { params, query, body } = await requestParts(context, operation);
  const call = {
    ...{ params, query, body, caller: identity?.caller ?? null, context },
    language: languageIn(context),
    request: context.req.raw,
    address: addressOf(context),
    once: onceFor(context, {
      operation,
      world,
      userId: identity?.caller.userId ?? null,
      content: { params, query, body },
    }),
  } as unknown as Call<OperationName>;
  const answer: unknown = await handler(call);
  if (answer instanceof Response) return answer;
  if (operation.answer === null) return context.body(null, 204);
  if (world.checkAnswers && operation.answer instanceof z.ZodType) operation.answer.parse(answer);
  return context.json(answer as object, operation.status ?? 200);
}

interface OnceFor {
  readonly operation: Operation;
  readonly world: ServerWorld;
  readonly userId: string | null;
  readonly content: unknown;
}

function onceFor(context: Context, { operation, world, userId, content }: OnceFor): Once {
  const key = operation.idempotent ? context.req.header('idempotency-key') : undefined;
  if (key === undefined || userId === null) return (work) => world.store.transaction(work);
  const what = JSON.stringify([operation.method, operation.path, content]);
  const fingerprint = createHash('sha256').update(what).digest('hex');
  return (work) => world.store.once({ key, userId, fingerprint }, work);
}

/** Without a socket, as in tests, the call comes from this machine. */
function addressOf({ env }: Context): string {
  const incoming = (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return incoming?.socket?.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
}

async function gauges({ store, events }: ServerWorld): Promise<Record<string, number>> {
  return {
    leukoscope_jobs_waiting: await store.jobs.count('waiting'),
    leukoscope_jobs_running: await store.jobs.count('running'),
    leukoscope_event_listeners: events.listeners,
    process_resident_memory_bytes: process.memoryUsage.rss(),
  };
}
