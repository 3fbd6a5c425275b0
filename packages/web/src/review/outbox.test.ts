import { describe, expect, it, vi } from 'vitest';
import { Outbox, type OutboxWorld, type Parcel, type Sent } from './outbox.ts';

/** A server that answers as it is told, one word or error a call, and then `saved`. */
function outboxWith(answers: (Sent | Error)[], kept: readonly Parcel[] = []) {
  const sent: Parcel[] = [];
  const waits: number[] = [];
  const refused: Error[] = [];
  let key = 0;
  let stored: string[] = [];
  const world: OutboxWorld = {
    send: async (parcel) => {
      sent.push(parcel);
      const answer = answers.shift() ?? 'saved';
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onRefused: (error) => refused.push(error),
    onSaved: vi.fn(async () => undefined),
    keep: (waiting) => {
      stored = waiting.map((parcel) => parcel.key);
    },
    wait: async (ms) => {
      waits.push(ms);
    },
    newKey: () => `key-${key++}`,
  };
  const outbox = new Outbox(world, kept);
  outbox.resume();
  return { outbox, world, sent, waits, refused, stored: () => stored };
}

const MYO = [{ number: 1, typeCode: 'MYO' }];
const NGS = [
  { number: 1, typeCode: 'NGS' },
  { number: 2, typeCode: null },
];

async function empty(outbox: Outbox): Promise<void> {
  await vi.waitUntil(() => outbox.state().unsaved === 0);
}

describe('the outbox', () => {
  it('sends in order, and the later decision counts until it is saved', async () => {
    const { outbox, sent, world } = outboxWith([]);
    outbox.add(MYO);
    outbox.add(NGS);
    expect(outbox.state().unsaved).toBe(3);
    expect(outbox.state().pending).toEqual(
      new Map([
        [1, 'NGS'],
        [2, null],
      ]),
    );
    await empty(outbox);
    expect(sent.map(({ changes }) => changes)).toEqual([MYO, NGS]);
    expect(world.onSaved).toHaveBeenCalledTimes(2);
  });

  it('counts decisions as pending until the pages have them as stored: none is seen undecided in between', async () => {
    const { outbox, world } = outboxWith([]);
    const shown = Promise.withResolvers<undefined>();
    vi.mocked(world.onSaved).mockReturnValueOnce(shown.promise);
    outbox.add(MYO);
    await vi.waitUntil(() => vi.mocked(world.onSaved).mock.calls.length > 0);
    expect(outbox.state().pending).toEqual(new Map([[1, 'MYO']]));
    shown.resolve(undefined);
    await empty(outbox);
    expect(outbox.state().pending.size).toBe(0);
  });

  it('sends the same call with the same key until the server is back, waiting longer each time', async () => {
    const { outbox, sent, waits } = outboxWith(['again', 'again', 'again', 'saved', 'again']);
    outbox.add(MYO);
    outbox.add(NGS);
    await empty(outbox);
    expect(sent.map(({ key }) => key)).toEqual(['key-0', 'key-0', 'key-0', 'key-0', 'key-1', 'key-1']);
    expect(waits).toEqual([500, 1000, 2000, 500]);
    expect(outbox.state().isStuck).toBe(false);
  });

  it('gives up what is refused, says so, and goes on', async () => {
    const { outbox, refused, sent } = outboxWith([new Error('signed')]);
    outbox.add(MYO);
    outbox.add(NGS);
    await empty(outbox);
    expect(refused.map(({ message }) => message)).toEqual(['signed']);
    expect(sent).toHaveLength(2);
    expect(outbox.state().refusals).toBe(1);
  });

  it('stops when nobody is signed in, keeps all, and goes on with the same keys', async () => {
    const { outbox, sent, stored, refused } = outboxWith(['saved', 'signed-out']);
    outbox.add(MYO);
    outbox.add(NGS);
    await vi.waitUntil(() => sent.length === 2);
    outbox.add([{ number: 9, typeCode: 'LYT' }]);
    expect(stored()).toEqual(['key-1', 'key-2']);
    outbox.resume();
    await empty(outbox);
    expect(sent.map(({ key }) => key)).toEqual(['key-0', 'key-1', 'key-1', 'key-2']);
    expect([stored(), refused]).toEqual([[], []]);
  });

  it('sends first what an earlier one left', async () => {
    const { outbox, sent } = outboxWith([], [{ key: 'left', changes: NGS }]);
    outbox.add(MYO);
    expect(outbox.state().pending.get(1)).toBe('MYO');
    await empty(outbox);
    expect(sent.map(({ key }) => key)).toEqual(['left', 'key-0']);
  });

  it('counts what is under way when it is paused as not sent', async () => {
    const { outbox, stored, world } = outboxWith([]);
    outbox.add(MYO);
    outbox.pause();
    await Promise.resolve();
    expect([stored(), outbox.state().unsaved]).toEqual([['key-0'], 1]);
    expect(world.onSaved).not.toHaveBeenCalled();
    await vi.waitUntil(() => {
      outbox.resume();
      return outbox.state().unsaved === 0;
    });
    expect(world.onSaved).toHaveBeenCalledTimes(1);
  });

  it('cuts what is more than one call takes', async () => {
    const { outbox, sent } = outboxWith([]);
    outbox.add(Array.from({ length: 25_000 }, (_, at) => ({ number: at + 1, typeCode: 'MYO' })));
    await empty(outbox);
    expect(sent.map(({ changes }) => changes.length)).toEqual([10_000, 10_000, 5_000]);
  });
});
