import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkRuntime } from '../../test/runtime-contract.ts';
import { Graph } from '../graph.ts';
import { encodeOnnx } from '../onnx/encode.ts';
import { add } from '../ops/binary.ts';
import { float32 } from '../tensor-type.ts';
import { nodeRuntime } from './node.ts';

/** Where Linux lists the threads of a process. */
const THREADS = '/proc/self/task';

describe('nodeRuntime', () => {
  checkRuntime(() => nodeRuntime({ threads: 1 }));

  test.skipIf(!existsSync(THREADS))('gives a small graph no threads of its own, and others theirs', async () => {
    const runtime = nodeRuntime({ threads: 4 });
    const x = new Graph().input('x', float32(1));
    const model = encodeOnnx(new Map([['y', add(x, x)]]));
    const threadsOf = async (options: { readonly small: boolean }) => {
      const before = readdirSync(THREADS).length;
      const executable = await runtime.load(model, options);
      const more = readdirSync(THREADS).length - before;
      await executable.dispose();
      return more;
    };
    // The first session starts what all share.
    await threadsOf({ small: true });
    expect(await threadsOf({ small: true })).toBe(0);
    expect(await threadsOf({ small: false })).toBe(3);
  });
});
