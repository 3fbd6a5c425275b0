import type { SessionRow } from './rows.ts';
import type { Scope } from './scope.ts';

export interface NewSession {
  /** Of the token that the browser keeps; the token itself is stored nowhere. */
  readonly tokenHash: string;
  readonly csrfHash: string;
  readonly userId: string;
  readonly expiresAt: string;
}

/** Who is signed in. */
export class Sessions {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  async create(session: NewSession): Promise<void> {
    const at = this.#scope.now();
    await this.#scope.database
      .insertInto('session')
      .values({ ...session, createdAt: at, lastSeenAt: at })
      .execute();
  }

  /** @returns `null` if there is none, it has expired or its user is disabled. */
  async find(tokenHash: string): Promise<SessionRow | null> {
    const row = await this.#scope.database
      .selectFrom('session')
      .innerJoin('user', 'user.id', 'session.userId')
      .select(['session.userId', 'session.csrfHash', 'session.createdAt', 'session.expiresAt', 'session.lastSeenAt'])
      .where('session.tokenHash', '=', tokenHash)
      .where('session.expiresAt', '>', this.#scope.now())
      .where('user.disabledAt', 'is', null)
      .executeTakeFirst();
    return row ?? null;
  }

  async touch(tokenHash: string): Promise<void> {
    await this.#scope.database
      .updateTable('session')
      .set({ lastSeenAt: this.#scope.now() })
      .where('tokenHash', '=', tokenHash)
      .execute();
  }

  async remove(tokenHash: string): Promise<void> {
    await this.#scope.database.deleteFrom('session').where('tokenHash', '=', tokenHash).execute();
  }

  async removeExpired(): Promise<void> {
    await this.#scope.database.deleteFrom('session').where('expiresAt', '<=', this.#scope.now()).execute();
  }
}
