import { z } from 'zod';
import { LANGUAGES } from '../../errors/entry.ts';
import { id, line, role } from './common.ts';
import { operations } from './operation.ts';

/** No shorter password is taken. */
export const SHORTEST_PASSWORD = 10;
export const password = z.string().min(SHORTEST_PASSWORD).max(1000);

const sessionAnswer = z
  .object({
    /** `null`: nobody has signed in. */
    user: z.object({ id, name: z.string(), role }).nullable(),
    /** Sent back as the header `x-csrf-token` with every call that changes something; `null` without a session. */
    csrfToken: z.string().nullable(),
    /** `local`: one person on this machine, no password. */
    mode: z.enum(['local', 'users']),
    languages: z.array(z.enum(LANGUAGES)),
    version: z.string(),
  })
  .meta({ id: 'Session' });

export const sessionOperations = operations({
  getSession: { method: 'get', path: '/session', summary: 'Who is signed in', role: 'anyone', answer: sessionAnswer },
  signIn: {
    method: 'post',
    path: '/session',
    summary: 'Sign in; the session is a cookie',
    role: 'anyone',
    body: z.object({ name: line, password: z.string().max(1000) }),
    answer: sessionAnswer,
  },
  signOut: { method: 'delete', path: '/session', summary: 'Sign out', role: 'viewer', answer: null },
});
