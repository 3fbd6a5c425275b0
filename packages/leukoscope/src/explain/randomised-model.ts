import { variablesOf } from '@leukoscope/engine';
import type { ModelCard } from '../models/model-card.ts';
import { writeEnsembleFile, writeModelFile } from '../models/model-file.ts';
import { CLASSES } from '../models/model-types.ts';
import { buildNetwork } from '../models/networks.ts';
import { gradientObstacle, type ModelPart, partsOf } from './maps/gradient-model.ts';

/**
 * The same model as if nothing had ever been learnt: every parameter of its networks is drawn as at the start of a training,
 * by the seed, and statistics are as they were there.
 *
 * @throws RangeError for a card that `gradientObstacle` names something of: what is drawn anew must be known.
 */
export async function randomisedModel(card: ModelCard, seed: number): Promise<Uint8Array> {
  const obstacle = gradientObstacle(card);
  if (obstacle !== null) throw new RangeError(`randomisedModel() card: its network cannot be drawn anew (${obstacle})`);
  const files: Uint8Array[] = [];
  for (const part of partsOf(card)) files.push(await randomisedPart(card, part, seed));
  return card.network.name === 'ensemble' ? writeEnsembleFile(card, files) : files[0]!;
}

function randomisedPart(
  card: ModelCard,
  { network, testViews, sizePx, prefix }: ModelPart,
  seed: number,
): Promise<Uint8Array> {
  const { types } = card;
  const preprocessing = { ...card.preprocessing, sizePx };
  const built = buildNetwork(network, preprocessing, { classes: types?.length ?? CLASSES.length });
  const variables = variablesOf(built, { dtype: 'uint8', shape: [1, sizePx, sizePx, 3] });
  const tensors = new Map(
    variables.map(({ name, shape, init }) => [name, { shape, data: init(shape, seed, prefix + name) }] as const),
  );
  return writeModelFile({ ...card, network, testViews, preprocessing, members: null }, { tensors });
}
