import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { record, saltedHash } from './audit/record.ts';
import { notFound } from './not-found.ts';
import type { Actor, Role, UserRow } from './rows.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

/** The person at a machine without users. No one else can take the name: names given are not empty. */
const LOCAL_NAME = '';

export interface NewUser {
  readonly name: string;
  readonly role: Role;
  /** From `hashPassword`; `null`: cannot sign in. */
  readonly passwordHash: string | null;
}

/** Who may use the app. Users are disabled and never deleted: what they have signed names them. */
export class Users {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** @throws LeukoscopeError store.name-taken */
  async create(actor: Actor, { name, role, passwordHash }: NewUser): Promise<UserRow> {
    if (name === LOCAL_NAME) throw new RangeError('Users.create: name is empty');
    return await this.#scope.write((scope) => insertUser(scope, actor, { name, role, passwordHash }));
  }

  /** In the order of their names. */
  async list(): Promise<UserRow[]> {
    const rows = await this.#scope.database.selectFrom('user').selectAll().orderBy('name').execute();
    return rows.map(userRow);
  }

  /** @throws LeukoscopeError store.not-found */
  async get(id: string): Promise<UserRow> {
    return userRow(await find(this.#scope, id));
  }

  async findByName(name: string): Promise<UserRow | null> {
    const query = this.#scope.database.selectFrom('user').selectAll().where('name', '=', name);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : userRow(row);
  }

  /** @returns `null` if the user has none. @throws LeukoscopeError store.not-found */
  async passwordHash(id: string): Promise<string | null> {
    return (await find(this.#scope, id)).password;
  }

  /** How many can sign in: enabled and with a password. */
  async count(): Promise<number> {
    const { users } = await this.#scope.database
      .selectFrom('user')
      .select(({ fn }) => fn.countAll<number>().as('users'))
      .where('disabledAt', 'is', null)
      .where('password', 'is not', null)
      .executeTakeFirstOrThrow();
    return users;
  }

  /** The person at a machine without users: role admin, no password; made when first asked for. */
  async localUser(): Promise<UserRow> {
    return await this.#scope.write(async (scope) => {
      const found = await new Users(scope).findByName(LOCAL_NAME);
      return (
        found ?? (await insertUser(scope, { userId: null }, { name: LOCAL_NAME, role: 'admin', passwordHash: null }))
      );
    });
  }

  /** Ends the user's sessions. @throws LeukoscopeError store.not-found */
  async setPassword(actor: Actor, id: string, passwordHash: string): Promise<void> {
    await this.#scope.write(async (scope) => {
      await find(scope, id);
      await scope.database.updateTable('user').set({ password: passwordHash }).where('id', '=', id).execute();
      await endSessions(scope, id);
      await record(scope, actor, [{ action: 'user.password', subjectKind: 'user', subjectId: id }]);
    });
  }

  /** @throws LeukoscopeError store.not-found, store.last-admin */
  async setRole(actor: Actor, id: string, role: Role): Promise<void> {
    await this.#scope.write(async (scope) => {
      const user = await find(scope, id);
      if (user.role === role) return;
      if (role !== 'admin') await requireOtherAdmin(scope, user);
      await scope.database.updateTable('user').set({ role }).where('id', '=', id).execute();
      await record(scope, actor, [
        {
          ...{ action: 'user.role', subjectKind: 'user', subjectId: id },
          ...{ before: { role: user.role }, after: { role } },
        },
      ]);
    });
  }

  /** Ends the user's sessions; none can be begun. @throws LeukoscopeError store.not-found, store.last-admin */
  async disable(actor: Actor, id: string): Promise<void> {
    await this.#scope.write(async (scope) => {
      const user = await find(scope, id);
      if (user.disabledAt !== null) return;
      await requireOtherAdmin(scope, user);
      await scope.database.updateTable('user').set({ disabledAt: scope.now() }).where('id', '=', id).execute();
      await endSessions(scope, id);
      await record(scope, actor, [{ action: 'user.disable', subjectKind: 'user', subjectId: id }]);
    });
  }

  /** @throws LeukoscopeError store.not-found */
  async enable(actor: Actor, id: string): Promise<void> {
    await this.#scope.write(async (scope) => {
      if ((await find(scope, id)).disabledAt === null) return;
      await scope.database.updateTable('user').set({ disabledAt: null }).where('id', '=', id).execute();
      await record(scope, actor, [{ action: 'user.enable', subjectKind: 'user', subjectId: id }]);
    });
  }
}

type Stored = Tables['user'];

async function insertUser(scope: Scope, actor: Actor, { name, role, passwordHash }: NewUser): Promise<UserRow> {
  if ((await new Users(scope).findByName(name)) !== null) throw new LeukoscopeError('store.name-taken', { name });
  const row = { id: scope.newId(), name, role, password: passwordHash, createdAt: scope.now(), disabledAt: null };
  await scope.database.insertInto('user').values(row).execute();
  const after = { role, name: await saltedHash(scope, row.id, name), password: passwordHash !== null };
  await record(scope, actor, [{ action: 'user.create', subjectKind: 'user', subjectId: row.id, after }]);
  return userRow(row);
}

async function find({ database }: Scope, id: string): Promise<Stored> {
  const row = await database.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? notFound('user', id);
}

/** Without an admin who can sign in nobody could make another. */
async function requireOtherAdmin({ database }: Scope, { id, role, password }: Stored): Promise<void> {
  if (role !== 'admin' || password === null) return;
  const other = await database
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('id', '!=', id)
    .where('disabledAt', 'is', null)
    .where('password', 'is not', null)
    .executeTakeFirst();
  if (other === undefined) throw new LeukoscopeError('store.last-admin', {});
}

async function endSessions({ database }: Scope, userId: string): Promise<void> {
  await database.deleteFrom('session').where('userId', '=', userId).execute();
}

function userRow({ password, ...row }: Stored): UserRow {
  return { ...row, hasPassword: password !== null };
}
