import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { phaseMax } from './phase-max.ts';

checkOperator<{ readonly axis: 0 | 1 }>('phase-max', {
  build: ({ x }, { axis }) => ({ y: phaseMax(x!, axis) }),
  reference({ x }, { axis }) {
    const items = axis === 1 ? x!.shape[0]! : 1;
    const group = x!.data.length / items / 4;
    const y: number[] = [];
    for (let item = 0; item < items; item++) {
      for (let i = 0; i < group; i++) {
        y.push(Math.max(...[0, 1, 2, 3].map((phase) => x!.data[(item * 4 + phase) * group + i]!)));
      }
    }
    return { y };
  },
});

checkRefusals('phaseMax', {
  'channels that are no four groups': [
    () => phaseMax(inputsOf()(1, 6, 2, 2), 1),
    'phaseMax() x: got 6 channels, expected a multiple of 4',
  ],
  'rows that are no four groups': [
    () => phaseMax(inputsOf()(6, 4), 0),
    'phaseMax() x: got 6 channels, expected a multiple of 4',
  ],
});
