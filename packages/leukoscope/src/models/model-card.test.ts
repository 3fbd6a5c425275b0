import { describe, expect, test } from 'vitest';
import { tinyCard, tinyType } from '../../test/tiny-model.ts';
import { modelCardSchema, upgradedCard } from './model-card.ts';
import { ATYPICAL_CLASS, CLASSES } from './model-types.ts';

const good = tinyCard();

test('positive is atypical: the last output', () => {
  expect([CLASSES[ATYPICAL_CLASS], ATYPICAL_CLASS]).toEqual(['atypical', CLASSES.length - 1]);
});

test('a card survives JSON, its keys in their order', () => {
  const text = JSON.stringify(good);
  expect(JSON.stringify(modelCardSchema.parse(JSON.parse(text)))).toBe(text);
});

test('a card of the first version, which had neither types nor views, is read as one of groups and of the picture itself', () => {
  const { types, testViews, members, ...first } = { ...good, version: 1 };
  expect([types, testViews, members]).toEqual([null, 1, null]);
  expect(modelCardSchema.parse(upgradedCard(first))).toEqual(good);
});

describe('a card is refused with', () => {
  test.each<[string, (card: Record<string, unknown>) => Record<string, unknown>, string]>([
    ['another format', (card) => ({ ...card, format: 'model' }), 'format'],
    ['another version', (card) => ({ ...card, version: 1 }), 'version'],
    ['an unknown network', (card) => ({ ...card, network: { name: 'cnm' } }), 'network.name'],
    ['the classes the other way round', (card) => ({ ...card, classes: ['atypical', 'typical'] }), 'classes.0'],
    ['one type alone', (card) => ({ ...card, types: [tinyType('MYO')] }), 'types'],
    [
      'a type of no group',
      (card) => ({ ...card, types: [tinyType('MYO'), { ...tinyType('LYT'), group: '' }] }),
      'types.1.group',
    ],
    ['a field too many', (card) => ({ ...card, note: 'x' }), ''],
    ['no threshold', ({ threshold: _, ...card }) => card, 'threshold'],
    ['a threshold above 1', (card) => withPart(card, 'threshold', { threshold: 1.01 }), 'threshold.threshold'],
    [
      'a threshold that is no number',
      (card) => withPart(card, 'threshold', { threshold: null }),
      'threshold.threshold',
    ],
    ['three views', (card) => ({ ...card, testViews: 3 }), 'testViews'],
    ['no pixels', (card) => withPart(card, 'preprocessing', { sizePx: 0 }), 'preprocessing.sizePx'],
    [
      'a deviation of 0',
      (card) => withPart(card, 'preprocessing', { deviation: [1, 0, 1] }),
      'preprocessing.deviation.1',
    ],
    ['a scheme of one group', (card) => withPart(card, 'scheme', { groups: { LYT: 'typical' } }), 'scheme.groups'],
    [
      'images seen that are no base64',
      (card) => withPart(card, 'training', { seenImages: '?' }),
      'training.seenImages',
    ],
    ['half an epoch', (card) => withPart(card, 'training', { epochs: 1.5 }), 'training.epochs'],
    [
      'validation without its loss',
      (card) => ({ ...card, validation: { cells: 1, atypical: 1 } }),
      'validation.rocAuc',
    ],
  ])('%s', (_, change, field) => {
    const { error } = modelCardSchema.safeParse(change({ ...good }));
    expect(error?.issues[0]?.path.join('.')).toBe(field);
  });
});

function withPart(card: Record<string, unknown>, key: string, changes: object): Record<string, unknown> {
  return { ...card, [key]: { ...(card[key] as object), ...changes } };
}
