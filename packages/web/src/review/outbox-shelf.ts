import type { KeptDecisions, Place } from './kept-decisions.ts';
import { Outbox, type OutboxWorld } from './outbox.ts';

export type ShelfWorld = Pick<OutboxWorld, 'onRefused' | 'wait' | 'newKey'> & {
  readonly kept: KeptDecisions;
  readonly send: (place: Place, parcel: Parameters<OutboxWorld['send']>[0]) => ReturnType<OutboxWorld['send']>;
  readonly onSaved: (place: Place, parcel: Parameters<OutboxWorld['onSaved']>[0]) => Promise<void>;
};

/** The outboxes of one user, one for each case and reading: they go on sending when the page is another. */
export class OutboxShelf {
  readonly #userId: string;
  readonly #world: ShelfWorld;
  readonly #outboxes = new Map<string, Outbox>();
  #isPaused = true;

  /** Paused at first. */
  constructor(userId: string, world: ShelfWorld) {
    this.#userId = userId;
    this.#world = world;
  }

  of(at: Omit<Place, 'userId'>): Outbox {
    const key = `${at.caseId} ${at.reading}`;
    const known = this.#outboxes.get(key);
    if (known !== undefined) return known;
    const place = { ...at, userId: this.#userId };
    const { kept, send, onSaved, ...world } = this.#world;
    const outbox = new Outbox(
      {
        ...world,
        send: (parcel) => send(place, parcel),
        onSaved: (parcel) => onSaved(place, parcel),
        keep: (waiting) => kept.write(place, waiting),
      },
      kept.read(place),
    );
    this.#outboxes.set(key, outbox);
    if (!this.#isPaused) outbox.resume();
    return outbox;
  }

  /** Sends, also what was kept from before. */
  resume(): void {
    this.#isPaused = false;
    for (const place of this.#world.kept.placesOf(this.#userId)) this.of(place);
    for (const outbox of this.#outboxes.values()) outbox.resume();
  }

  /** The user's session has ended. */
  pause(): void {
    this.#isPaused = true;
    for (const outbox of this.#outboxes.values()) outbox.pause();
  }

  get unsaved(): number {
    return [...this.#outboxes.values()].reduce((sum, outbox) => sum + outbox.state().unsaved, 0);
  }
}
