import { type Database, databaseFailure } from './sqlite.node.ts';
import type { StoreFolder } from './store-folder.ts';
import type { Turns } from './turns.ts';

/** What the store is given from outside, so that tests can say the time and the ids. */
export interface StoreWorld {
  readonly clock: () => Date;
  /** A new text at each call that nobody can guess, such as `crypto.randomUUID()`: for ids and salts. */
  readonly random: () => string;
}

/**
 * What every part of the store works with: the database, or a transaction on it. A part's method that writes does so in
 * `write`, which opens a transaction, or joins the one that it is called in.
 */
export class Scope {
  readonly database: Database;
  readonly folder: StoreFolder;
  readonly world: StoreWorld;
  /** Adding and removing image files take turns. */
  readonly imageTurns: Turns;
  /** The scope outside of all transactions: itself, if it is no transaction. */
  readonly root: Scope;
  readonly #afterCommit: (() => Promise<void>)[];

  constructor(
    database: Database,
    given: Pick<Scope, 'folder' | 'world' | 'imageTurns'> & { root?: Scope; afterCommit?: (() => Promise<void>)[] },
  ) {
    this.database = database;
    this.folder = given.folder;
    this.world = given.world;
    this.imageTurns = given.imageTurns;
    this.root = given.root ?? this;
    this.#afterCommit = given.afterCommit ?? [];
  }

  get isTransaction(): boolean {
    return this.root !== this;
  }

  now(): string {
    return this.world.clock().toISOString();
  }

  newId(): string {
    return this.world.random();
  }

  /**
   * Does all of it or, if it throws, nothing; what it put off with `afterCommit` is done before this returns.
   *
   * @throws LeukoscopeError machine.cannot-write, store.damaged, beside what `work` throws
   */
  async write<Result>(work: (scope: Scope) => Promise<Result>): Promise<Result> {
    if (this.isTransaction) return await work(this);
    const afterCommit: (() => Promise<void>)[] = [];
    const { folder, world, imageTurns } = this;
    const result = await this.database
      .transaction()
      .execute((transaction) => work(new Scope(transaction, { folder, world, imageTurns, root: this, afterCommit })))
      .catch((error: unknown) => {
        throw databaseFailure(error, folder.database);
      });
    for (const finish of afterCommit) await finish();
    return result;
  }

  /** Puts off what must only be done once the transaction holds, such as removing files. */
  afterCommit(work: () => Promise<void>): void {
    if (!this.isTransaction) throw new TypeError('Scope.afterCommit: called outside of a transaction');
    this.#afterCommit.push(work);
  }
}
