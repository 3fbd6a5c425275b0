import type { Runtime } from '@leukoscope/engine';
import type { NodeDevice } from '@leukoscope/engine/choices';
import { describe, expect, test } from 'vitest';
import { chooseRuntime } from './choose-runtime.ts';
import type { DeviceOption } from './dataset-options.ts';

/** A machine whose devices take as long for a run as said; those left out are missing. */
async function choose(device: DeviceOption, msPerRun: Partial<Record<NodeDevice, number>>) {
  let clockMs = 0;
  const tried: string[] = [];
  const closed: string[] = [];
  const runtime = await chooseRuntime(
    {
      device,
      threads: 3,
      trial: async (on) => {
        tried.push(on.device);
        let runs = 0;
        return {
          run: async () => {
            // The first run also compiles.
            clockMs += (runs === 0 ? 1000 : 1) * msPerRun[on.device as NodeDevice]!;
            runs++;
          },
          close: async () => closed.push(on.device),
        };
      },
    },
    {
      runtime: (of, threads) => ({ id: `node-${of}`, device: of, threads }) as Runtime,
      problem: async (of) => (of in msPerRun ? null : `no ${of}\nat 0x1234`),
      nowMs: () => clockMs,
    },
  );
  expect(closed).toEqual(tried);
  return { device: runtime.device, threads: runtime.threads, tried };
}

describe('chooseRuntime', () => {
  test.each<[string, DeviceOption, Partial<Record<NodeDevice, number>>, string]>([
    ['auto, nothing but a processor', 'auto', { cpu: 9 }, 'cpu'],
    ['auto, a CUDA card that is faster', 'auto', { cpu: 9, cuda: 2 }, 'cuda'],
    ['auto, a CUDA card that is slower with this network', 'auto', { cpu: 2, cuda: 9 }, 'cpu'],
    ['auto, a CUDA card that is as fast', 'auto', { cpu: 2, cuda: 2 }, 'cpu'],
    ['auto, WebGPU that would be faster: it may be software', 'auto', { cpu: 9, webgpu: 1 }, 'cpu'],
    ['cpu, though a card is faster', 'cpu', { cpu: 9, cuda: 2 }, 'cpu'],
    ['cuda, though it is slower', 'cuda', { cpu: 2, cuda: 9 }, 'cuda'],
    ['webgpu', 'webgpu', { cpu: 2, webgpu: 9 }, 'webgpu'],
  ])('%s', async (_, device, msPerRun, expected) => {
    expect(await choose(device, msPerRun)).toMatchObject({ device: expected, threads: 3 });
  });

  test('times only where there is a choice', async () => {
    expect((await choose('auto', { cpu: 1, webgpu: 1 })).tried).toEqual([]);
    expect((await choose('cuda', { cpu: 1, cuda: 1 })).tried).toEqual([]);
    expect((await choose('auto', { cpu: 1, cuda: 1 })).tried).toEqual(['cpu', 'cuda']);
  });

  test.each(['webgpu', 'cuda'] as const)('refuses %s where it is missing, with exit code 5', async (device) => {
    await expect(choose(device, { cpu: 1 })).rejects.toMatchObject({
      code: 'machine.no-device',
      exitCode: 5,
      details: { device, reason: `no ${device}` },
    });
  });
});
