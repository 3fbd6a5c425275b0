import { describe, expect, it, vi } from 'vitest';
import { KeptDecisions, type Place } from './kept-decisions.ts';
import type { Sent } from './outbox.ts';
import { OutboxShelf } from './outbox-shelf.ts';

const PLACE = { caseId: 'case', reading: 'first' } as const;

/** A server that says who sent what, and answers with what `answer` holds at the time. */
function office() {
  const stored = new Map<string, string>();
  const kept = new KeptDecisions({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  });
  const sent: string[] = [];
  const server: { answer: Sent } = { answer: 'saved' };
  let key = 0;
  const shelfOf = (userId: string) =>
    new OutboxShelf(userId, {
      kept,
      send: async (place: Place, parcel) => {
        sent.push(`${place.userId} ${parcel.key}`);
        return server.answer;
      },
      onSaved: async () => undefined,
      onRefused: () => undefined,
      wait: async () => undefined,
      newKey: () => `key-${key++}`,
    });
  return { kept, sent, server, shelfOf };
}

describe('the outboxes of a user', () => {
  it('keep what was decided when the session ended, and send it for nobody else', async () => {
    const { kept, sent, server, shelfOf } = office();
    const first = shelfOf('ana');
    first.resume();
    server.answer = 'signed-out';
    first.of(PLACE).add([{ number: 4, typeCode: 'MYO' }]);
    await vi.waitUntil(() => sent.length === 1);
    first.pause();
    expect([first.unsaved, kept.count()]).toEqual([1, 1]);

    server.answer = 'saved';
    const other = shelfOf('eva');
    other.resume();
    expect([other.unsaved, other.of(PLACE).state().unsaved]).toEqual([0, 0]);
    other.pause();

    const again = shelfOf('ana');
    again.resume();
    await vi.waitUntil(() => again.unsaved === 0);
    expect(sent).toEqual(['ana key-0', 'ana key-0']);
    expect(kept.count()).toBe(0);
  });
});
