import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { channelBias } from './channel-bias.ts';

checkOperator('channel-bias', {
  build: ({ x, bias }) => ({ y: channelBias(x!, bias!) }),
  reference({ x, bias }) {
    const [, channels, height, width] = x!.shape as [number, number, number, number];
    const channelOf = (index: number) => Math.floor(index / (height * width)) % channels;
    return { y: x!.data.map((value, index) => value + bias!.data[channelOf(index)]!) };
  },
});

const input = inputsOf();

checkRefusals('channelBias', {
  'a flat x': [() => channelBias(input(2, 3), input(3)), 'channelBias() got float32[2, 3] and float32[3]'],
  'a bias for other channels': [
    () => channelBias(input(1, 3, 2, 2), input(2)),
    'channelBias() got float32[1, 3, 2, 2] and float32[2], expected [N, C, H, W] and [C]',
  ],
});
