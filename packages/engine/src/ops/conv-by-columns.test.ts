import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { convByColumns } from './conv-by-columns.ts';

checkOperator<{ readonly size: number }>('conv-by-columns', {
  build: ({ x, kernel }, { size }) => ({ y: convByColumns(x!, kernel!, size) }),
  reference({ x, kernel }, { size }) {
    const [items, channels, height, width] = x!.shape as [number, number, number, number];
    const taps = size * size * channels;
    const y: number[] = [];
    for (let filter = 0; filter < kernel!.shape[0]!; filter++) {
      for (let item = 0; item < items; item++) {
        for (let top = 0; top + size <= height; top++) {
          for (let left = 0; left + size <= width; left++) {
            let sum = 0;
            for (let tap = 0; tap < taps; tap++) {
              const [place, channel] = [Math.floor(tap / channels), tap % channels];
              const [down, right] = [Math.floor(place / size), place % size];
              const pixel = ((item * channels + channel) * height + top + down) * width + left + right;
              sum += x!.data[pixel]! * kernel!.data[filter * taps + tap]!;
            }
            y.push(sum);
          }
        }
      }
    }
    return { y };
  },
});

const input = inputsOf();

checkRefusals('convByColumns', {
  'a kernel larger than x': [
    () => convByColumns(input(1, 1, 4, 2), input(1, 9), 3),
    'convByColumns() size=3: got x float32[1, 1, 4, 2] and kernel float32[1, 9], expected x [N, C, H, W] no smaller',
  ],
  'a kernel for other channels': [
    () => convByColumns(input(1, 2, 4, 4), input(1, 9), 3),
    'convByColumns() size=3: got x float32[1, 2, 4, 4] and kernel float32[1, 9], expected a kernel [K, 18]',
  ],
});
