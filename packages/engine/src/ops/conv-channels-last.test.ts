import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { convolve } from '../../test/reference.ts';
import { convChannelsLast } from './conv-channels-last.ts';
import { channelsFirst, channelsLast, transpose } from './transpose.ts';

interface Config {
  readonly stride: number;
  readonly padding: number;
}

checkOperator<Config>('conv-channels-last', {
  // Both gradients come from one writing out of windows, each alone from its own: sums in another order.
  tolerances: { alone: { relative: 1e-5, absolute: 2e-6 } },
  build: ({ x, weight }, config) => ({
    y: channelsFirst(convChannelsLast(channelsLast(x!), transpose(weight!, [2, 3, 1, 0]), config)),
  }),
  reference: ({ x, weight }, config) => ({ y: convolve(x!, weight!, config) }),
});

const input = inputsOf();
const x = input(2, 5, 6, 3);
const weight = input(3, 3, 3, 4);

checkRefusals('convChannelsLast', {
  'a flat x': [
    () => convChannelsLast(input(2, 3), weight),
    'convChannelsLast() got x float32[2, 3] and weight float32[3, 3, 3, 4], expected [N, H, W, C] and [kH, kW, C, K]',
  ],
  'weights for other channels': [
    () => convChannelsLast(x, input(3, 3, 2, 4)),
    'convChannelsLast() got x float32[2, 5, 6, 3] and weight float32[3, 3, 2, 4], expected [N, H, W, C] and [kH, kW, C, K]',
  ],
  'stride 0': [() => convChannelsLast(x, weight, { stride: 0 }), 'convChannelsLast() stride=0: at least 1'],
  'as much padding as kernel': [
    () => convChannelsLast(x, weight, { padding: 3 }),
    'convChannelsLast() padding=3: at least 0, smaller than the kernel',
  ],
  'a kernel larger than the padded x': [
    () => convChannelsLast(input(1, 2, 9, 3), weight),
    'convChannelsLast() got x float32[1, 2, 9, 3] and weight float32[3, 3, 3, 4], whose kernel is larger than the padded plane',
  ],
});
