import { resolve } from 'node:path';
import type { Dataset } from '../datasets/dataset.ts';
import type { ModelCard } from '../models/model-card.ts';
import { type CellsOfPart, cellsOfPart, type PartChoice } from './cells-of-part.ts';
import type { CommandContext } from './command-context.ts';
import { openDatasetArgument } from './dataset-argument.ts';
import type { modelOnCellsOptions, partOptions } from './labelled-cells-options.ts';
import type { OptionValues } from './options.ts';
import { refuseSyntheticModel } from './synthetic-model.ts';

type Given = OptionValues<typeof partOptions & typeof modelOnCellsOptions>;

interface LabelledCellsRequest extends Pick<PartChoice, 'command'> {
  readonly card: ModelCard;
  /** Of the model, as typed. */
  readonly path: string;
  readonly given: Given;
  readonly context: CommandContext;
}

export interface LabelledCells extends CellsOfPart {
  readonly dataset: Dataset;
  /** Whether the model learnt from generated cells, and whether any of these are. */
  readonly synthetic: { readonly model: boolean; readonly data: boolean };
}

/**
 * The cells of a data set that a model is to be shown, by the model's own scheme unless another is given.
 *
 * @throws LeukoscopeError `model.synthetic`; as `openDatasetArgument` and `cellsOfPart`.
 */
export async function labelledCells(
  named: string,
  { card, path, given, context, command }: LabelledCellsRequest,
): Promise<LabelledCells> {
  const dataset = await openDatasetArgument(named, { ...given, scheme: given.scheme ?? card.scheme }, context);
  const model = card.training.dataset.synthetic;
  refuseSyntheticModel(
    { model, data: dataset.synthetic === 'all' },
    { path, card, allowed: given.allowSyntheticModel },
  );
  const splitFile = given.split === undefined ? null : resolve(context.cwd, given.split);
  const chosen = await cellsOfPart(dataset, { splitFile, part: given.part, command });
  return { ...chosen, dataset, synthetic: { model, data: dataset.synthetic !== 'none' } };
}
