import { describe, expect, test } from 'vitest';
import { checkRuntime } from '../../test/runtime-contract.ts';
import { webRuntime } from './web.ts';

describe('webRuntime with two threads', () => {
  checkRuntime(() => webRuntime({ threads: 2 }));
});

describe('webRuntime', () => {
  test('takes all threads where the page may have them', () => {
    expect(webRuntime().threads).toBe(navigator.hardwareConcurrency);
  });

  test.each([0, 1.5, Number.NaN])('refuses %s threads', (threads) => {
    expect(() => webRuntime({ threads })).toThrow(RangeError);
  });
});
