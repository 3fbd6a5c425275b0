import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { spaceToDepth } from './space-to-depth.ts';

checkOperator('space-to-depth', {
  build: ({ x }) => ({ y: spaceToDepth(x!) }),
  reference({ x }) {
    const [items, channels, height, width] = x!.shape as [number, number, number, number];
    const y: number[] = [];
    for (let item = 0; item < items; item++) {
      for (const [top, left] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ] as const) {
        for (let channel = 0; channel < channels; channel++) {
          for (let row = top; row < height; row += 2) {
            for (let column = left; column < width; column += 2) {
              y.push(x!.data[((item * channels + channel) * height + row) * width + column]!);
            }
          }
        }
      }
    }
    return { y };
  },
});

checkRefusals('spaceToDepth', {
  'an odd height': [
    () => spaceToDepth(inputsOf()(1, 1, 3, 4)),
    'spaceToDepth() x: got float32[1, 1, 3, 4], expected [N, C, H, W] with even H and W',
  ],
  'an odd width': [() => spaceToDepth(inputsOf()(1, 1, 4, 3)), 'with even H and W'],
  'a flat x': [() => spaceToDepth(inputsOf()(2, 2)), 'spaceToDepth() x: got float32[2, 2]'],
});
