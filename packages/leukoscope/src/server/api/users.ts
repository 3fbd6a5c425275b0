import { z } from 'zod';
import { byId, id, line, role, time } from './common.ts';
import { operations } from './operation.ts';
import { password } from './session.ts';

const user = z
  .object({ id, name: z.string(), role, createdAt: time, disabledAt: time.nullable() })
  .meta({ id: 'User' });

export const userOperations = operations({
  listUsers: {
    method: 'get',
    path: '/users',
    summary: 'All users',
    role: 'admin',
    answer: z.object({ users: z.array(user) }),
  },
  /** Those who can be asked for a second reading. */
  listReaders: {
    method: 'get',
    path: '/readers',
    summary: 'Users who may review, by name',
    role: 'viewer',
    answer: z.object({ readers: z.array(z.object({ id, name: z.string() })) }),
  },
  addUser: {
    method: 'post',
    path: '/users',
    summary: 'Add a user',
    role: 'admin',
    body: z.object({ name: line, password, role }),
    answer: user,
    status: 201,
  },
  changeUser: {
    method: 'patch',
    path: '/users/{id}',
    summary: 'Change role or password, or disable; ends the sessions of that user',
    role: 'admin',
    params: byId,
    body: z.object({ role: role.optional(), password: password.optional(), disabled: z.boolean().optional() }),
    answer: user,
  },
  removeUser: {
    method: 'delete',
    path: '/users/{id}',
    summary: 'Disable a user for good',
    role: 'admin',
    params: byId,
    answer: null,
  },
});
