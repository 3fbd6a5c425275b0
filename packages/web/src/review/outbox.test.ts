import { describe, expect, it, vi } from 'vitest';
import { Outbox, type OutboxWorld, type Parcel } from './outbox.ts';

/** A server that answers as it is told, one word or error a call, and then `saved`. */
function outboxWith(answers: ('saved' | 'again' | Error)[]) {
  const sent: Parcel[] = [];
  const waits: number[] = [];
  const refused: Error[] = [];
  let key = 0;
  const world: OutboxWorld = {
    send: async (parcel) => {
      sent.push(parcel);
      const answer = answers.shift() ?? 'saved';
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onRefused: (_, error) => refused.push(error),
    onSaved: vi.fn(),
    onChange: vi.fn(),
    wait: async (ms) => {
      waits.push(ms);
    },
    newKey: () => `key-${key++}`,
  };
  return { outbox: new Outbox(world), world, sent, waits, refused };
}

const MYO = [{ number: 1, typeCode: 'MYO' }];
const NGS = [
  { number: 1, typeCode: 'NGS' },
  { number: 2, typeCode: null },
];

async function empty(outbox: Outbox): Promise<void> {
  await vi.waitUntil(() => outbox.unsaved === 0);
}

describe('the outbox', () => {
  it('sends in order, and the later decision counts until it is saved', async () => {
    const { outbox, sent, world } = outboxWith([]);
    outbox.add(MYO);
    outbox.add(NGS);
    expect(outbox.unsaved).toBe(3);
    expect(outbox.pending()).toEqual(
      new Map([
        [1, 'NGS'],
        [2, null],
      ]),
    );
    await empty(outbox);
    expect(sent.map(({ changes }) => changes)).toEqual([MYO, NGS]);
    expect(world.onSaved).toHaveBeenCalledTimes(2);
  });

  it('sends the same call with the same key until the server is back, waiting longer each time', async () => {
    const { outbox, sent, waits } = outboxWith(['again', 'again', 'again', 'saved', 'again']);
    outbox.add(MYO);
    outbox.add(NGS);
    await empty(outbox);
    expect(sent.map(({ key }) => key)).toEqual(['key-0', 'key-0', 'key-0', 'key-0', 'key-1', 'key-1']);
    expect(waits).toEqual([500, 1000, 2000, 500]);
    expect(outbox.isStuck).toBe(false);
  });

  it('gives up what is refused, says so, and goes on', async () => {
    const { outbox, refused, sent } = outboxWith([new Error('signed')]);
    outbox.add(MYO);
    outbox.add(NGS);
    await empty(outbox);
    expect(refused.map(({ message }) => message)).toEqual(['signed']);
    expect(sent).toHaveLength(2);
  });

  it('cuts what is more than one call takes', async () => {
    const { outbox, sent } = outboxWith([]);
    outbox.add(Array.from({ length: 25_000 }, (_, at) => ({ number: at + 1, typeCode: 'MYO' })));
    await empty(outbox);
    expect(sent.map(({ changes }) => changes.length)).toEqual([10_000, 10_000, 5_000]);
  });
});
