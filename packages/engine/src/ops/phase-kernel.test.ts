import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { phaseKernel, type TapOrder } from './phase-kernel.ts';

checkOperator<{ readonly order: TapOrder }>('phase-kernel', {
  build: ({ weight }, { order }) => ({ y: phaseKernel(weight!, order) }),
  // Written from the side of the result: which tap, if any, does each place of each phase's kernel hold?
  reference({ weight }, { order }) {
    const [filters, channels, size] = weight!.shape as [number, number, number];
    const blocks = (size + 1) / 2;
    const y = new Float64Array(16 * filters * channels * blocks * blocks);
    for (let row = 0; row < 4 * filters; row++) {
      for (let channel = 0; channel < 4 * channels; channel++) {
        for (let block = 0; block < blocks * blocks; block++) {
          const [phase, inputPhase] = [Math.floor(row / filters), Math.floor(channel / channels)];
          const top = 2 * Math.floor(block / blocks) + (inputPhase >> 1) - (phase >> 1);
          const left = 2 * (block % blocks) + (inputPhase & 1) - (phase & 1);
          if (top < 0 || left < 0 || top >= size || left >= size) continue;
          const tap = (((row % filters) * channels + (channel % channels)) * size + top) * size + left;
          const column =
            order === 'channels-first' ? channel * blocks * blocks + block : block * 4 * channels + channel;
          y[row * 4 * channels * blocks * blocks + column] = weight!.data[tap]!;
        }
      }
    }
    return { y };
  },
});

checkRefusals('phaseKernel', {
  'a kernel of even size': [
    () => phaseKernel(inputsOf()(2, 1, 4, 4), 'taps-first'),
    'phaseKernel() weight: got float32[2, 1, 4, 4], expected [K, C, k, k] with odd k',
  ],
  'a kernel that is not square': [
    () => phaseKernel(inputsOf()(2, 1, 3, 5), 'taps-first'),
    'expected [K, C, k, k] with odd k',
  ],
});
