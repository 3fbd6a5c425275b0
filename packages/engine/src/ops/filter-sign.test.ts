import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { filterSign, flipFilters } from './filter-sign.ts';

checkOperator('filter-sign', {
  build({ weight, gamma }) {
    const sign = filterSign(gamma!);
    return { y: flipFilters(weight!, sign), sign };
  },
  reference({ weight, gamma }) {
    const sign = gamma!.data.map((value) => (value < 0 ? -1 : 1));
    const each = weight!.data.length / sign.length;
    return { y: weight!.data.map((value, index) => value * sign[Math.floor(index / each)]!), sign };
  },
});

const input = inputsOf();

checkRefusals('flipFilters', {
  'a sign for another number of filters': [
    () => flipFilters(input(3, 2), input(2)),
    'flipFilters() got float32[3, 2] and float32[2], expected one sign for each filter',
  ],
});
