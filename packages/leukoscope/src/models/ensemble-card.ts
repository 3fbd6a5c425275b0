import { VIEW_COUNTS } from '@leukoscope/engine/choices';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { ModelCard } from './model-card.ts';
import { MOST_MEMBERS } from './network-choices.ts';
import type { NetworkSpec } from './networks.ts';
import { uniteSeenImages } from './seen-images.ts';

/** A model that shall be a member of an ensemble. */
export interface EnsembleMember {
  /** Names it in errors. */
  readonly path: string;
  readonly card: ModelCard;
}

/**
 * That models can be averaged: none an ensemble itself, all with the same outputs and with the same input but for its size.
 *
 * @throws LeukoscopeError `ensemble.too-few`, `ensemble.nested`, `ensemble.same-model`, `ensemble.unlike`.
 */
export function requireFitting(members: readonly EnsembleMember[]): void {
  if (members.length < 2 || members.length > MOST_MEMBERS) {
    throw new LeukoscopeError('ensemble.too-few', { models: members.length, most: MOST_MEMBERS });
  }
  const nested = members.find(({ card }) => card.members !== null);
  if (nested) throw new LeukoscopeError('ensemble.nested', { model: nested.path });
  const [first, ...others] = members as readonly [EnsembleMember, ...EnsembleMember[]];
  for (const other of others) {
    for (const what of ['preprocessing', 'scheme', 'types'] as const) {
      const [expected, got] = [DESCRIBED[what](first.card), DESCRIBED[what](other.card)];
      if (expected === got) continue;
      throw new LeukoscopeError('ensemble.unlike', { first: first.path, other: other.path, what, got, expected });
    }
  }
}

const DESCRIBED: Readonly<Record<'preprocessing' | 'scheme' | 'types', (card: ModelCard) => string>> = {
  // Pictures of another size are made of the largest, in the ensemble's graph.
  preprocessing: ({ preprocessing: { sizePx: _, ...rest } }) => JSON.stringify(rest),
  scheme: ({ scheme }) => JSON.stringify(scheme),
  types: ({ types }) =>
    types === null ? 'typical, atypical' : types.map(({ code, group }) => `${code} (${group})`).join(', '),
};

/** Whether the same cells of the same data chose epoch and threshold of all; the first that differs from the first, else. */
export function otherValidation(members: readonly EnsembleMember[]): EnsembleMember | null {
  const described = ({ card: { training } }: EnsembleMember) =>
    JSON.stringify([training.split.hash, training.dataset.dataHash, training.dataset.imagesHash]);
  return members.find((member) => described(member) !== described(members[0]!)) ?? null;
}

/**
 * The card of an ensemble before its threshold is chosen: what the members share, what they are by themselves, and the
 * images that any of them was trained on.
 *
 * @param members that passed `requireFitting`.
 */
export function ensembleCard(members: readonly EnsembleMember[]): ModelCard {
  const cards = members.map(({ card }) => card);
  const { errors: _, calibration: __, temperature: ___, pictures: ____, adaptation: _____, ...first } = cards[0]!;
  const trainings = cards.map(({ training }) => training);
  const sizePx = Math.max(...cards.map(({ preprocessing }) => preprocessing.sizePx));
  const all = (value: (training: ModelCard['training']) => string) => [...new Set(trainings.map(value))].join(' + ');
  const trainedOn = ({ cells: { train } }: ModelCard['training']) => train.typical + train.atypical;
  const most = trainings.reduce((best, one) => (trainedOn(one) > trainedOn(best) ? one : best));
  return {
    ...first,
    preprocessing: { ...first.preprocessing, sizePx },
    network: { name: 'ensemble' },
    testViews: VIEW_COUNTS.findLast((views) => cards.some(({ testViews }) => testViews === views))!,
    types:
      first.types?.map((type, at) => ({ ...type, cells: Math.max(...cards.map(({ types }) => types![at]!.cells)) })) ??
      null,
    training: {
      seed: null,
      settings: null,
      epochs: null,
      dataset: {
        name: all(({ dataset }) => dataset.name),
        dataHash: all(({ dataset }) => dataset.dataHash),
        imagesHash: all(({ dataset }) => dataset.imagesHash),
        synthetic: trainings.some(({ dataset }) => dataset.synthetic),
      },
      seenImages: uniteSeenImages(trainings.map(({ seenImages }) => seenImages)),
      split: {
        hash: all(({ split }) => split.hash),
        by: trainings.every(({ split }) => split.by === 'patient') ? 'patient' : 'image',
      },
      cells: most.cells,
      versions: unitedVersions(trainings),
    },
    members: cards.map(({ network, preprocessing, testViews, threshold, training, validation }) => ({
      network: single(network),
      ...(preprocessing.sizePx !== sizePx && { sizePx: preprocessing.sizePx }),
      ...{ testViews, threshold, training: withoutSeenImages(training), validation },
    })),
    validation: null,
  };
}

function withoutSeenImages({ seenImages: _, ...training }: ModelCard['training']) {
  return training;
}

function single(network: ModelCard['network']): NetworkSpec {
  if (network.name === 'ensemble') throw new RangeError('ensembleCard() members: an ensemble is none');
  return network;
}

function unitedVersions(trainings: readonly ModelCard['training'][]): Record<string, string> {
  const names = new Set(trainings.flatMap(({ versions }) => Object.keys(versions)));
  const all = (name: string) => new Set(trainings.flatMap(({ versions }) => versions[name]?.split(', ') ?? []));
  return Object.fromEntries([...names].map((name) => [name, [...all(name)].join(', ')]));
}
