import { expect, test } from 'vitest';
import { checkOptimizer } from '../../test/check-optimizer.ts';
import { checkRefusals } from '../../test/check-refusals.ts';
import { adam, adamW } from './adam.ts';

checkOptimizer('adam', adam);
checkOptimizer('adamW', adamW);

test('what is recorded of them', () => {
  const settings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 };
  expect(adam({ weightDecay: 0.01 }).settings).toEqual({ name: 'adam', ...settings });
  expect(adamW({ weightDecay: 0.01 }).settings).toEqual({ name: 'adamw', ...settings });
});

checkRefusals('adam', {
  'beta1 of 1': [() => adam({ beta1: 1 }), 'adam() beta1=1: expected 0 up to below 1'],
  'a negative beta2': [() => adamW({ beta2: -0.1 }), 'adamw() beta2=-0.1: expected 0 up to below 1'],
  'a negative epsilon': [() => adam({ epsilon: -1 }), 'adam() epsilon=-1: expected 0 or more'],
  'a decay that is no number': [() => adamW({ weightDecay: Number.NaN }), 'adamw() weightDecay=NaN'],
});
