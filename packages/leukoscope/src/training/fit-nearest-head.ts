import { randomStream, shuffled } from '@leukoscope/engine';
import { chooseNeighbours, neighbourBank } from '../heads/nearest-neighbours.ts';
import type { Scaling } from '../heads/scaling.ts';
import type { HeadFit, HeadTask } from './head-task.ts';

/** Of the bank in a model file: 32,768 cells of 512 features. */
const MOST_BANK_BYTES = 64 * 2 ** 20;

/** The nearest training cells vote; how many, is chosen by whole patients. Of too many cells the bank gets a random part. */
export async function fitNearestHead(
  task: HeadTask,
  { scaling, mostBytes = MOST_BANK_BYTES }: { readonly scaling: Scaling; readonly mostBytes?: number },
): Promise<HeadFit> {
  const { features, labels, classes, seed } = task;
  const { columns } = features;
  const most = Math.floor(mostBytes / (columns * Float32Array.BYTES_PER_ELEMENT));
  const rows =
    task.rows.length <= most
      ? task.rows
      : shuffled(task.rows.length, randomStream(seed, 'bank'))
          .subarray(0, most)
          .sort()
          .map((at) => task.rows[at]!);
  const own = { features, rows, labels, classes };
  const { neighbours } = await chooseNeighbours({ ...task, task: own, scaling });
  const { bank, offsets, votes } = neighbourBank(own, scaling);
  return {
    head: { kind: 'nearest', neighbours, bank: rows.length },
    tensors: new Map([
      ['bank', { shape: [rows.length, columns], data: bank }],
      ['offsets', { shape: [rows.length], data: offsets }],
      ['votes', { shape: [rows.length, classes], data: votes }],
    ]),
  };
}
