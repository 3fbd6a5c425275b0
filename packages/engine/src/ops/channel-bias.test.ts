import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { channelBias } from './channel-bias.ts';

checkOperator<{ readonly axis: 0 | 1 }>('channel-bias', {
  build: ({ x, bias }, { axis }) => ({ y: channelBias(x!, bias!, axis) }),
  reference({ x, bias }, { axis }) {
    const channels = x!.shape[axis]!;
    const each = x!.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
    const channelOf = (index: number) => Math.floor(index / each) % channels;
    return { y: x!.data.map((value, index) => value + bias!.data[channelOf(index)]!) };
  },
});

const input = inputsOf();

checkRefusals('channelBias', {
  'a bias for other channels': [
    () => channelBias(input(1, 3, 2, 2), input(2), 1),
    'channelBias() got float32[1, 3, 2, 2] and float32[2], expected one bias for each of dimension 1',
  ],
  'a bias for other rows': [
    () => channelBias(input(3, 2), input(2), 0),
    'channelBias() got float32[3, 2] and float32[2], expected one bias for each of dimension 0',
  ],
});
