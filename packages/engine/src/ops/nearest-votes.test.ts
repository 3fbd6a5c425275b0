import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { nearestVotes } from './nearest-votes.ts';
import { reshape } from './reshape.ts';

checkOperator<{ readonly neighbours: number }>('nearest-votes', {
  build: ({ x, bank, offsets, votes }, { neighbours }) => ({
    y: nearestVotes(x!, { bank: bank!, offsets: offsets!, votes: votes! }, neighbours),
  }),
  reference({ x, bank, offsets, votes }, { neighbours }) {
    const [rows, features] = bank!.shape as [number, number];
    const classes = votes!.shape[1]!;
    const y = Array.from({ length: x!.shape[0]! }, (_, item) => {
      const scores = Array.from({ length: rows }, (_, row) => {
        let score = offsets!.data[row]!;
        for (let at = 0; at < features; at++) {
          score += x!.data[item * features + at]! * bank!.data[row * features + at]!;
        }
        return { row, score };
      });
      const nearest = scores.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, neighbours);
      return Array.from({ length: classes }, (_, group) => {
        const sum = nearest.reduce((total, { row }) => total + votes!.data[row * classes + group]!, 1 / classes);
        return Math.log(sum / (neighbours + 1));
      });
    });
    return { y: y.flat() };
  },
});

const input = inputsOf();
const fitting = { bank: input(5, 3), offsets: input(5), votes: input(5, 2) };

checkRefusals('nearestVotes', {
  'items with other features than the bank': [
    () => nearestVotes(input(2, 4), fitting, 1),
    'nearestVotes() got x float32[2, 4], bank float32[5, 3], offsets float32[5], votes float32[5, 2], which do not fit',
  ],
  'more neighbours than rows': [
    () => nearestVotes(input(2, 3), fitting, 6),
    'nearestVotes() neighbours=6, expected a whole number from 1 to 5',
  ],
});

test('has no gradient, and says so', () => {
  const x = input(1, 3);
  const y = nearestVotes(x, { ...fitting, votes: input(5, 1) }, 2);
  expect(() => gradients(reshape(y, []), [x])).toThrow("operator 'nearestVotes' has no gradient");
});
