import { checkOperator } from '../../test/check-operator.ts';
import { relu } from './relu.ts';

checkOperator('relu', {
  build: ({ x }) => ({ y: relu(x!) }),
  reference: ({ x }) => ({ y: x!.data.map((value) => Math.max(value, 0)) }),
});
