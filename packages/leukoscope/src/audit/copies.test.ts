import { expect, it } from 'vitest';
import type { SplitPart } from '../cells/cell.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { unitNumbers } from '../datasets/unit-numbers.ts';
import { judgeCopies } from './copies.ts';
import type { CellOfGroup } from './read-audit-cells.ts';

const cells = [
  { patient: 'A', group: 'typical', cellCode: 'NGS' },
  { patient: 'A', group: 'typical', cellCode: 'NGB' },
  { patient: 'B', group: 'typical', cellCode: 'NGS' },
  { patient: 'B', group: 'atypical', cellCode: 'MYO' },
  { patient: null, group: 'typical', cellCode: 'NGS' },
].map((given, at) => makeCell({ id: `${at}`, ...given } as Parameters<typeof makeCell>[0]) as CellOfGroup);
const imageHashes = ['h0', 'h0', 'h2', 'h3', 'h4'];
const pair = (a: number, b: number, distance = 0) => ({ a, b, transform: 'identity', distance }) as const;
const judged = (pairs: ReturnType<typeof pair>[], parts: SplitPart[]) =>
  judgeCopies({ cells, imageHashes }, pairs, parts);

it('counts the held-out cells that training has seen, through other copies too', () => {
  const parts: SplitPart[] = ['train', 'validation', 'test', 'test', 'test'];
  const found = judged([pair(0, 1), pair(1, 2)], parts);
  expect(found).toMatchObject({ heldOutSeen: 2, heldOut: 4, sets: [[0, 1, 2]] });
  expect(found.across).toHaveLength(2);
  expect(found.pairs.map(({ isExact }) => isExact)).toEqual([true, false]);
});

it('pictures that are only alike are no copies', () => {
  expect(judged([pair(0, 2, 0.1)], ['train', 'train', 'test', 'test', 'test'])).toMatchObject({
    pairs: [],
    heldOutSeen: 0,
  });
});

it('a copy within a part is across nothing', () => {
  const found = judged([pair(0, 1)], ['train', 'train', 'test', 'test', 'test']);
  expect(found).toMatchObject({ heldOutSeen: 0, across: [] });
});

it('tells of two groups, two labels, two patients; a cell of no patient contradicts nobody', () => {
  const parts: SplitPart[] = ['train', 'train', 'train', 'train', 'train'];
  const kinds = (a: number, b: number) => {
    const { inBothGroups, underSeveralLabels, ofSeveralPatients } = judged([pair(a, b)], parts);
    return [inBothGroups.length, underSeveralLabels.length, ofSeveralPatients.length];
  };
  expect(kinds(0, 1)).toEqual([0, 1, 0]);
  expect(kinds(0, 2)).toEqual([0, 0, 1]);
  expect(kinds(2, 3)).toEqual([1, 1, 0]);
  expect(kinds(0, 4)).toEqual([0, 0, 0]);
});

it('units are patients with all that shares their files, or the files alone', () => {
  const hashes = ['h0', 'h1', 'h1', 'h3', 'h4'];
  expect(Array.from(unitNumbers({ cells, imageHashes: hashes }, 'patient'))).toEqual([0, 0, 0, 0, 4]);
  expect(Array.from(unitNumbers({ cells, imageHashes: hashes }, 'image'))).toEqual([0, 1, 1, 3, 4]);
});
