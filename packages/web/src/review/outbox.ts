import type { CellChanges } from './decision-history.ts';

/** One call to the server: sent again with the same key until it is answered. */
export interface Parcel {
  readonly key: string;
  readonly changes: CellChanges;
}

/** `again`: it may be taken later, as the server is away, say; `signed-out`: as soon as its author is signed in again. */
export type Sent = 'saved' | 'again' | 'signed-out';

export interface OutboxWorld {
  /** @throws what the server will never take, and why. */
  readonly send: (parcel: Parcel) => Promise<Sent>;
  readonly onRefused: (error: Error) => void;
  /** Resolves when all that show the stored decisions have these: until then they are pending, so that none flickers. */
  readonly onSaved: (parcel: Parcel) => Promise<void>;
  /** All that is not yet confirmed, at every change of it. */
  readonly keep: (waiting: readonly Parcel[]) => void;
  readonly wait: (ms: number) => Promise<void>;
  readonly newKey: () => string;
}

export interface OutboxState {
  /** What is not yet confirmed, by cell; the later decision counts. `null`: a decision taken back. */
  readonly pending: ReadonlyMap<number, string | null>;
  /** Decisions that are not yet confirmed. */
  readonly unsaved: number;
  /** Whether the last try failed and another is to come. */
  readonly isStuck: boolean;
  /** How often something was refused. */
  readonly refusals: number;
}

/** As many changes as one call takes. */
const MOST_CHANGES = 10_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Sends decisions in the order they were made, one call after the other, and keeps at it while the server is away. What
 * is under way when it is paused counts as not sent: it is sent again with the same key, which the server does once.
 */
export class Outbox {
  readonly #world: OutboxWorld;
  readonly #listeners = new Set<() => void>();
  readonly #waiting: Parcel[];
  #isSending = false;
  #isPaused = true;
  #failures = 0;
  #refusals = 0;
  #state: OutboxState;

  /** Paused at first. @param kept what an earlier outbox of the same place left unsaved. */
  constructor(world: OutboxWorld, kept: readonly Parcel[] = []) {
    this.#world = world;
    this.#waiting = [...kept];
    this.#state = this.#current();
  }

  readonly state = (): OutboxState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly add = (changes: CellChanges): void => {
    for (let from = 0; from < changes.length; from += MOST_CHANGES) {
      this.#waiting.push({ key: this.#world.newKey(), changes: changes.slice(from, from + MOST_CHANGES) });
    }
    this.#changed();
    void this.#drain();
  };

  resume(): void {
    this.#isPaused = false;
    void this.#drain();
  }

  pause(): void {
    this.#isPaused = true;
  }

  async #drain(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (!this.#isPaused && this.#waiting.length > 0) await this.#sendFirst(this.#waiting[0]!);
    this.#isSending = false;
  }

  async #sendFirst(parcel: Parcel): Promise<void> {
    const sent = await this.#world.send(parcel).catch(errorOf);
    if (this.#isPaused) return;
    if (sent === 'signed-out') {
      this.#isPaused = true;
      return;
    }
    if (sent === 'again') {
      this.#failures++;
      this.#changed();
      await this.#world.wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1)));
      return;
    }
    this.#failures = 0;
    if (sent === 'saved') await this.#world.onSaved(parcel);
    this.#waiting.shift();
    if (sent !== 'saved') {
      this.#refusals++;
      this.#world.onRefused(sent);
    }
    this.#changed();
  }

  #changed(): void {
    this.#world.keep(this.#waiting);
    this.#state = this.#current();
    for (const listener of this.#listeners) listener();
  }

  #current(): OutboxState {
    const changes = this.#waiting.flatMap((parcel) => parcel.changes);
    return {
      pending: new Map(changes.map(({ number, typeCode }) => [number, typeCode])),
      unsaved: changes.length,
      isStuck: this.#failures > 0,
      refusals: this.#refusals,
    };
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
