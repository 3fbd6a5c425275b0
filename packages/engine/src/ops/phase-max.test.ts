import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { phaseMax } from './phase-max.ts';

checkOperator('phase-max', {
  build: ({ x }) => ({ y: phaseMax(x!) }),
  reference({ x }) {
    const group = x!.data.length / x!.shape[0]! / 4;
    const y: number[] = [];
    for (let item = 0; item < x!.shape[0]!; item++) {
      for (let i = 0; i < group; i++) {
        y.push(Math.max(...[0, 1, 2, 3].map((phase) => x!.data[(item * 4 + phase) * group + i]!)));
      }
    }
    return { y };
  },
});

checkRefusals('phaseMax', {
  'channels that are no four groups': [
    () => phaseMax(inputsOf()(1, 6, 2, 2)),
    'phaseMax() x: got 6 channels, expected a multiple of 4',
  ],
});
