import { hashPassword } from '../../store/password.ts';
import type { UserRow } from '../../store/rows.ts';
import { requireAdminFirst } from '../admin-first.ts';
import { ROLES } from '../api/operation.ts';
import type { userOperations } from '../api/users.ts';
import type { Handlers } from '../handlers.ts';
import type { ServerWorld } from '../world.ts';

export function userCalls({ store }: ServerWorld): Handlers<keyof typeof userOperations> {
  return {
    async listUsers() {
      return { users: (await store.users.list()).map(userAnswer) };
    },
    async listReaders() {
      const users = await store.users.list();
      const readers = users.filter(({ role, disabledAt }) => disabledAt === null && ROLES.indexOf(role) >= 1);
      return { readers: readers.map(({ id, name }) => ({ id, name })) };
    },
    async addUser({ caller, body: { name, password, role } }) {
      await requireAdminFirst(role, store.users);
      const passwordHash = await hashPassword(password);
      return userAnswer(await store.users.create(caller, { name, role, passwordHash }));
    },
    async changeUser({ caller, params: { id }, body: { role, password, disabled } }) {
      const passwordHash = password === undefined ? null : await hashPassword(password);
      return store.transaction(async ({ users }) => {
        await users.get(id);
        if (role !== undefined) await users.setRole(caller, id, role);
        if (passwordHash !== null) await users.setPassword(caller, id, passwordHash);
        if (disabled === true) await users.disable(caller, id);
        if (disabled === false) await users.enable(caller, id);
        return userAnswer(await users.get(id));
      });
    },
    async removeUser({ caller, params: { id } }) {
      await store.transaction(async ({ users }) => {
        await users.disable(caller, id);
      });
    },
  };
}

function userAnswer({ id, name, role, createdAt, disabledAt }: UserRow) {
  return { id, name, role, createdAt, disabledAt };
}
