import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { UserRow } from '../../store/rows.ts';
import { type Operation, ROLES } from '../api/operation.ts';
import type { Caller } from '../handlers.ts';
import type { ServerWorld } from '../world.ts';
import { CSRF_HEADER, csrfTokenOf, isCsrfToken, newToken, tokenHash } from './session-token.ts';

/** A working day; on one's own machine a month. */
const SESSION_MS = { users: 12 * 3_600_000, local: 30 * 24 * 3_600_000 } as const;

/** Who calls, and the token of the session by which that is known. */
export interface Identity {
  readonly caller: Caller;
  /** `null` in local mode before a page has asked for its session. */
  readonly token: string | null;
}

/** `local`: one person on this machine, without a password, until the first user is added. */
export async function modeOf({ store, allowsLocal }: ServerWorld): Promise<'local' | 'users'> {
  return allowsLocal && (await store.users.count()) === 0 ? 'local' : 'users';
}

/** @returns `null` where nobody is signed in. */
export async function identityOf(context: Context, world: ServerWorld): Promise<Identity | null> {
  const token = getCookie(context, world.cookieName) ?? null;
  const session = token === null ? null : await world.store.sessions.find(tokenHash(token));
  const user = session === null ? null : await world.store.users.get(session.userId);
  const mode = await modeOf(world);
  if (user !== null && (user.hasPassword || mode === 'local')) return { caller: callerOf(user), token };
  if (mode === 'users') return null;
  return { caller: callerOf(await world.store.users.localUser()), token: null };
}

function callerOf({ id, name, role }: UserRow): Caller {
  return { userId: id, name, role };
}

/** Begins a session: its token goes to the browser, what can be told by it stays in the store. */
export async function beginSession(context: Context, userId: string, world: ServerWorld): Promise<string> {
  const token = newToken();
  const lastsMs = SESSION_MS[await modeOf(world)];
  await world.store.sessions.create({
    tokenHash: tokenHash(token),
    csrfHash: tokenHash(csrfTokenOf(token)),
    userId,
    expiresAt: new Date(world.now().getTime() + lastsMs).toISOString(),
  });
  setCookie(context, world.cookieName, token, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: lastsMs / 1000,
    secure: context.req.header('origin')?.startsWith('https:') ?? false,
  });
  return token;
}

/** @throws LeukoscopeError if whoever calls may not do this. */
export function requireAccess(context: Context, operation: Operation, identity: Identity | null): void {
  if (operation.role === 'anyone') return;
  if (identity === null) throw new LeukoscopeError('api.sign-in-needed', {});
  if (ROLES.indexOf(identity.caller.role) < ROLES.indexOf(operation.role)) {
    throw new LeukoscopeError('api.role-needed', { role: operation.role });
  }
  if (operation.method === 'get') return;
  const { token } = identity;
  if (token === null || !isCsrfToken(context.req.header(CSRF_HEADER), token)) throw new LeukoscopeError('api.csrf', {});
}
