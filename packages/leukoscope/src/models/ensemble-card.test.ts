import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { tinyCard, tinyType } from '../../test/tiny-model.ts';
import { PAPER_SCHEME } from '../cells/scheme.ts';
import { ensembleCard, otherValidation, requireFitting } from './ensemble-card.ts';
import { type ModelCard, modelCardSchema } from './model-card.ts';
import { packSeenImages } from './seen-images.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const memberOf = (path: string, changes: Partial<ModelCard> = {}) => ({ path, card: tinyCard(changes) });
const { training, preprocessing } = tinyCard();

function refusal(members: Parameters<typeof requireFitting>[0]) {
  try {
    requireFitting(members);
    return null;
  } catch (error) {
    return error;
  }
}

describe('models that do not fit together are refused, by name', () => {
  test.each<[string, Partial<ModelCard>, string]>([
    ['another crop', { preprocessing: { ...preprocessing, crop: { kind: 'cell', margin: 0.1 } } }, 'preprocessing'],
    ['another scheme', { scheme: PAPER_SCHEME }, 'scheme'],
    ['types', { types: [tinyType('LYT'), tinyType('MYO', 'atypical')] }, 'types'],
  ])('%s', (_, changes, what) => {
    expect(refusal([memberOf('a.onnx'), memberOf('b.onnx'), memberOf('c.onnx', changes)])).toMatchObject({
      code: 'ensemble.unlike',
      details: { first: 'a.onnx', other: 'c.onnx', what },
    });
  });

  test('the same types in another order or of other groups', () => {
    const types = [tinyType('LYT'), tinyType('MYO', 'atypical')];
    for (const other of [types.toReversed(), [tinyType('LYT', 'atypical'), tinyType('MYO')]]) {
      expect(refusal([memberOf('a.onnx', { types }), memberOf('b.onnx', { types: other })])).toMatchObject({
        details: { what: 'types', expected: 'LYT (typical), MYO (atypical)' },
      });
    }
  });

  test('but not for another size: the largest is that of all', () => {
    const small = memberOf('b.onnx', { preprocessing: { ...preprocessing, sizePx: 12 } });
    const members = [memberOf('a.onnx'), small, memberOf('c.onnx')];
    expect(refusal(members)).toBeNull();
    const card = ensembleCard(members);
    expect(modelCardSchema.parse(card).members!.map(({ sizePx }) => sizePx)).toEqual([undefined, 12, undefined]);
    expect(card.preprocessing).toEqual(preprocessing);
  });

  test('too few, too many, and an ensemble among them', () => {
    expect(refusal([memberOf('a.onnx')])).toMatchObject({ code: 'ensemble.too-few', details: { models: 1 } });
    const many = Array.from({ length: 21 }, (_, at) => memberOf(`${at}.onnx`));
    expect(refusal(many)).toMatchObject({ code: 'ensemble.too-few', details: { models: 21, most: 20 } });
    expect(refusal(many.slice(1))).toBeNull();
    const nested = { path: 'n.onnx', card: ensembleCard(many.slice(0, 2)) };
    expect(refusal([memberOf('a.onnx'), nested])).toMatchObject({
      code: 'ensemble.nested',
      details: { model: 'n.onnx' },
    });
  });
});

describe('the card of an ensemble', () => {
  const images = ['a', 'b', 'c', 'd'].map(sha256);
  const typesWith = (cells: number) => [{ ...tinyType('LYT'), cells }, tinyType('MYO', 'atypical')];
  const cellsOf = (typical: number) => ({
    train: { typical, atypical: 1, patients: null },
    validation: { typical: 0, atypical: 0, patients: null },
    test: { typical: 0, atypical: 0, patients: null },
  });
  const members = [
    memberOf('a.onnx', {
      types: typesWith(3),
      training: { ...training, seed: 1, seenImages: packSeenImages(images.slice(0, 3)), cells: cellsOf(3) },
    }),
    memberOf('b.onnx', {
      types: typesWith(5),
      testViews: 4,
      training: {
        ...training,
        ...{ seed: 2, seenImages: packSeenImages(images.slice(2)), cells: cellsOf(5) },
        dataset: { ...training.dataset, name: 'drawn', synthetic: true },
        split: { hash: 't', by: 'patient' },
        versions: { leukoscope: '0.2.0' },
      },
    }),
  ];
  const card = ensembleCard(members);

  test('is a card, which JSON keeps', () => {
    expect(modelCardSchema.parse(JSON.parse(JSON.stringify(card)))).toEqual(card);
  });

  test('has been trained on every image that a member was trained on', () => {
    expect(card.training.seenImages).toBe(packSeenImages(images));
  });

  test('is synthetic if one of its members is, and as sure of its patients as the least sure', () => {
    expect(card.training.dataset).toMatchObject({ name: 'nothing + drawn', synthetic: true });
    expect(card.training.split).toEqual({ hash: 's + t', by: 'image' });
    expect(card.training.versions).toEqual({ leukoscope: '0.1.0, 0.2.0' });
  });

  test('keeps each member as it is by itself, without its images', () => {
    const { seenImages: _, ...second } = members[1]!.card.training;
    expect(card.members).toHaveLength(2);
    expect(card.members![1]).toEqual({
      ...{ network: { name: 'cnn' }, testViews: 4, validation: null, training: second },
      threshold: members[1]!.card.threshold,
    });
    expect(card).toMatchObject({ network: { name: 'ensemble' }, testViews: 4, validation: null });
    expect(card.training).toMatchObject({ seed: null, settings: null, epochs: null, cells: cellsOf(5) });
    expect(card.types!.map(({ cells }) => cells)).toEqual([5, 1]);
  });

  test('has validation cells of its own only where split and data are the same', () => {
    expect(otherValidation(members)).toBe(members[1]);
    expect(otherValidation([members[0]!, { ...members[0]!, path: 'c.onnx' }])).toBeNull();
  });
});
