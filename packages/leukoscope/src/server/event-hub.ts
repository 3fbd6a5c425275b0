import type { z } from 'zod';
import type { EVENTS } from './api/events.ts';

/** What the server tells of as it happens. */
export type ServerEvent = {
  [Name in keyof typeof EVENTS]: { readonly name: Name; readonly data: z.input<(typeof EVENTS)[Name]> };
}[keyof typeof EVENTS];

/** Passes events on to all who listen now; who comes later asks for the state. */
export class EventHub {
  readonly #listeners = new Set<(event: ServerEvent) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  publish(event: ServerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns what ends it. */
  listen(listener: (event: ServerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
