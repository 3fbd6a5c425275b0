import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { softmax } from './softmax.ts';

checkOperator('softmax', {
  build: ({ x }) => ({ y: softmax(x!) }),
  reference({ x }) {
    const [items, classes] = x!.shape as [number, number];
    const rows = Array.from({ length: items }, (_, item) => x!.data.subarray(item * classes, (item + 1) * classes));
    const y = rows.flatMap((row) => {
      const exponentials = Array.from(row, (value) => Math.exp(value - Math.max(...row)));
      return exponentials.map((value) => value / exponentials.reduce((sum, other) => sum + other));
    });
    return { y };
  },
});

checkRefusals('softmax', {
  'flat logits': [() => softmax(inputsOf()(3)), 'softmax() logits: got float32[3], expected [N, C]'],
});
