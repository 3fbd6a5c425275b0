import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Role } from '../store/rows.ts';
import type { Users } from '../store/users.ts';

/** From the first user on a password is asked for: one who may not add others would lock everyone out. */
export async function requireAdminFirst(role: Role, users: Pick<Users, 'count'>): Promise<void> {
  if (role !== 'admin' && (await users.count()) === 0) throw new LeukoscopeError('user.admin-first', {});
}
