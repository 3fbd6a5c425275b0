import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { abortOnInterruption } from './interruption.ts';

describe.each(['SIGINT', 'SIGTERM'])('%s', (name) => {
  test('first aborts, then stops at once', () => {
    const source = new EventEmitter();
    let stopped = 0;
    const signal = abortOnInterruption(source, () => stopped++);
    expect(signal.aborted).toBe(false);
    source.emit(name);
    expect([signal.aborted, stopped]).toEqual([true, 0]);
    source.emit('SIGINT');
    source.emit('SIGTERM');
    expect(stopped).toBe(2);
  });
});
