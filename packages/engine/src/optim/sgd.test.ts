import { expect, test } from 'vitest';
import { checkOptimizer } from '../../test/check-optimizer.ts';
import { checkRefusals } from '../../test/check-refusals.ts';
import { sgd } from './sgd.ts';

checkOptimizer('sgd', sgd);

test('what is recorded of it', () => {
  expect(sgd({ momentum: 0.9 }).settings).toEqual({ name: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 });
  expect(sgd({ momentum: 0.9 }).slots).toEqual(['velocity']);
  expect(sgd().slots).toEqual([]);
});

checkRefusals('sgd', {
  'nesterov without momentum': [() => sgd({ nesterov: true }), 'sgd() nesterov=true: needs a momentum above 0'],
  'momentum 1': [() => sgd({ momentum: 1 }), 'sgd() momentum=1: expected 0 up to below 1'],
  'a negative decay': [() => sgd({ weightDecay: -0.1 }), 'sgd() weightDecay=-0.1: expected 0 or more'],
});
