import type { MiddlewareHandler } from 'hono';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { hostNameOf, isOwnOrigin } from './hosts.ts';

/** Sets the security headers of every answer, of errors too; an answer may have set a policy of its own. */
export const secured: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
};

/** Refuses names that are not the server's own: see `allowedHosts`. */
export function underOwnName(hosts: ReadonlySet<string>): MiddlewareHandler {
  return async (context, next) => {
    const name = hostNameOf(hostOf(context.req.raw));
    if (name === null || !hosts.has(name)) throw new LeukoscopeError('api.foreign-host', {});
    await next();
  };
}

/**
 * Refuses what pages of other sites make a browser send. Browsers name the page in `Origin` (all that changes anything)
 * and tell in `Sec-Fetch-Site` whether it is another site's; programs send neither.
 */
export const fromOwnPage: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  const origin = req.header('origin');
  const site = req.header('sec-fetch-site');
  const isForeign =
    origin === undefined ? site === 'cross-site' || site === 'same-site' : !isOwnOrigin(origin, hostOf(req.raw));
  if (isForeign) throw new LeukoscopeError('api.foreign-origin', {});
  await next();
};

/** What the API says is about now and about people: no cache keeps it, but where an answer says that it never changes. */
export const notKept: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
};

function hostOf(request: Request): string {
  return request.headers.get('host') ?? new URL(request.url).host;
}
