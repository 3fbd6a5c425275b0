import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { columns } from './columns.ts';

checkOperator<{ readonly kernel: number }>('columns', {
  build: ({ x }, { kernel }) => ({ y: columns(x!, kernel) }),
  reference({ x }, { kernel }) {
    const [items, channels, height, width] = x!.shape as [number, number, number, number];
    const y: number[] = [];
    for (let row = 0; row < kernel * kernel * channels; row++) {
      const [tap, channel] = [Math.floor(row / channels), row % channels];
      const [down, right] = [Math.floor(tap / kernel), tap % kernel];
      for (let item = 0; item < items; item++) {
        for (let top = 0; top + kernel <= height; top++) {
          for (let left = 0; left + kernel <= width; left++) {
            y.push(x!.data[((item * channels + channel) * height + top + down) * width + left + right]!);
          }
        }
      }
    }
    return { y };
  },
});

checkRefusals('columns', {
  'a kernel larger than x': [
    () => columns(inputsOf()(1, 1, 4, 2), 3),
    'columns() kernel=3: got x float32[1, 1, 4, 2], expected [N, C, H, W] no smaller',
  ],
  'a flat x': [
    () => columns(inputsOf()(4, 4), 2),
    'columns() kernel=2: got x float32[4, 4], expected [N, C, H, W] no smaller',
  ],
});
