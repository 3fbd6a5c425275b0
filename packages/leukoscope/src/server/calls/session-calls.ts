import { deleteCookie } from 'hono/cookie';
import { LANGUAGES } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { hashPassword, matchesPassword } from '../../store/password.ts';
import type { Answer } from '../api/all-operations.ts';
import type { sessionOperations } from '../api/session.ts';
import type { Caller, Handlers } from '../handlers.ts';
import { beginSession, identityOf, modeOf } from '../shell/identity.ts';
import { csrfTokenOf, tokenHash } from '../shell/session-token.ts';
import { SignInLimit } from '../shell/sign-in-limit.ts';
import type { ServerWorld } from '../world.ts';

export function sessionCalls(world: ServerWorld): Handlers<keyof typeof sessionOperations> {
  const limit = new SignInLimit(world.nowMs);
  // Names that nobody has take as long as those of users.
  const nobody = hashPassword('nobody');
  const answer = async (caller: Caller | null, token: string | null): Promise<Answer<'getSession'>> => ({
    user: caller && { id: caller.userId, name: caller.name, role: caller.role },
    csrfToken: token && csrfTokenOf(token),
    mode: await modeOf(world),
    languages: [...LANGUAGES],
    version: world.version,
  });
  return {
    async getSession({ context }) {
      const identity = await identityOf(context, world);
      if (identity === null) return answer(null, null);
      const { caller } = identity;
      return answer(caller, identity.token ?? (await beginSession(context, caller.userId, world)));
    },
    async signIn({ context, body: { name, password }, address }) {
      const seconds = limit.secondsToWait(name, address);
      if (seconds > 0) throw new LeukoscopeError('api.too-many-sign-ins', { seconds });
      // Counted before it is known to be wrong: many tries at once must not slip through.
      limit.failed(name, address);
      const user = await world.store.users.findByName(name);
      const stored = user === null || user.disabledAt !== null ? null : await world.store.users.passwordHash(user.id);
      const isRight = await matchesPassword(password, stored ?? (await nobody));
      if (user === null || stored === null || !isRight) throw new LeukoscopeError('api.wrong-password', {});
      limit.succeeded(name, address);
      const token = await beginSession(context, user.id, world);
      return answer({ userId: user.id, name: user.name, role: user.role }, token);
    },
    async signOut({ context }) {
      const token = deleteCookie(context, world.cookieName, { path: '/' });
      if (token !== undefined) await world.store.sessions.remove(tokenHash(token));
    },
  };
}
