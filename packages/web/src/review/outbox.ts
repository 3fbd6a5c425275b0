import type { CellChanges } from './decision-history.ts';

/** One call to the server: sent again with the same key until it is answered. */
export interface Parcel {
  readonly key: string;
  readonly changes: CellChanges;
}

export interface OutboxWorld {
  /** @returns whether a refusal may be different the next time: the server could not be reached, say. */
  readonly send: (parcel: Parcel) => Promise<'saved' | 'again'>;
  /** The server will never take it, or says why not. */
  readonly onRefused: (parcel: Parcel, error: Error) => void;
  readonly onSaved: (parcel: Parcel) => void;
  readonly onChange: () => void;
  readonly wait: (ms: number) => Promise<void>;
  readonly newKey: () => string;
}

/** As many changes as one call takes. */
const MOST_CHANGES = 10_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Sends decisions in the order they were made, one call after the other, and keeps at it while the server is away. */
export class Outbox {
  readonly #world: OutboxWorld;
  readonly #waiting: Parcel[] = [];
  #isSending = false;
  #failures = 0;

  constructor(world: OutboxWorld) {
    this.#world = world;
  }

  /** Cells whose decision is not yet confirmed. */
  get unsaved(): number {
    return this.#waiting.reduce((sum, { changes }) => sum + changes.length, 0);
  }

  /** Whether the last try failed and another is to come. */
  get isStuck(): boolean {
    return this.#failures > 0;
  }

  add(changes: CellChanges): void {
    for (let from = 0; from < changes.length; from += MOST_CHANGES) {
      this.#waiting.push({ key: this.#world.newKey(), changes: changes.slice(from, from + MOST_CHANGES) });
    }
    this.#world.onChange();
    void this.#drain();
  }

  /** What is not yet confirmed, by cell; the later decision counts. */
  pending(): ReadonlyMap<number, string | null> {
    return new Map(this.#waiting.flatMap(({ changes }) => changes.map((one) => [one.number, one.typeCode] as const)));
  }

  async #drain(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let parcel = this.#waiting[0]; parcel !== undefined; parcel = this.#waiting[0]) {
      await this.#sendOne(parcel);
      this.#world.onChange();
    }
    this.#isSending = false;
  }

  async #sendOne(parcel: Parcel): Promise<void> {
    try {
      if ((await this.#world.send(parcel)) === 'again') {
        this.#failures++;
        this.#world.onChange();
        await this.#world.wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1)));
        return;
      }
      this.#failures = 0;
      this.#world.onSaved(parcel);
      this.#waiting.shift();
    } catch (error) {
      this.#failures = 0;
      this.#waiting.shift();
      this.#world.onRefused(parcel, error instanceof Error ? error : new Error(String(error)));
    }
  }
}
