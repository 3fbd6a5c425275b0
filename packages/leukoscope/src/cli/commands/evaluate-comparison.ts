import { resolve } from 'node:path';
import { randomStream } from '@leukoscope/engine';
import type { Cell } from '../../cells/cell.ts';
import type { Group } from '../../cells/scheme.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { type ComparedModel, compareModels } from '../../evaluation/comparison/compare-models.ts';
import { DEFAULT_DRAWS } from '../../evaluation/evaluate.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import type { NamedComparison } from '../../reports/model-comparison-texts.ts';
import type { CommandContext } from '../command-context.ts';
import type { OptionsOf } from '../define-command.ts';
import { openModel } from '../open-model.ts';
import { refuseSyntheticModel } from '../synthetic-model.ts';
import type { evaluateCommand } from './evaluate-command.ts';
import { scoreByModel } from './evaluate-scoring.ts';

interface FirstModel extends ComparedModel {
  readonly path: string;
  readonly card: ModelCard;
  readonly cells: readonly (Cell & { readonly group: Group })[];
  readonly dataset: Dataset;
  readonly given: OptionsOf<typeof evaluateCommand>;
}

/**
 * The evaluated model beside another on the cells that both could use, the other by its own threshold.
 *
 * @param otherPath of the other model's file, as typed.
 * @throws LeukoscopeError `evaluation.other-scheme` if it learnt other groups and no scheme was given for both; as
 * `openModel`, `refuseSyntheticModel` and `scoreByModel`.
 */
export async function compareWith(
  otherPath: string,
  { path, card, scored, threshold, cells, dataset, given }: FirstModel,
  context: CommandContext,
): Promise<NamedComparison> {
  const bytes = await readModelFile(resolve(context.cwd, otherPath));
  const model = await openModel(bytes, { path: otherPath, given, context });
  try {
    const other = model.predictor.card;
    if (given.scheme === undefined && JSON.stringify(other.scheme) !== JSON.stringify(card.scheme)) {
      const schemes = { scheme: card.scheme.id, otherScheme: other.scheme.id };
      throw new LeukoscopeError('evaluation.other-scheme', { model: path, other: otherPath, ...schemes });
    }
    const synthetic = { model: other.training.dataset.synthetic, data: dataset.synthetic === 'all' };
    refuseSyntheticModel(synthetic, { path: otherPath, card: other, allowed: given.allowSyntheticModel });
    const byOther = await scoreByModel({ path: otherPath, model, cells, given }, context);
    const scoredByOther = new Map(byOther.scored.map((cell) => [cell.id, cell]));
    const both = scored.filter(({ id }) => scoredByOther.has(id));
    const comparison = compareModels(
      { scored: both, threshold },
      { scored: both.map(({ id }) => scoredByOther.get(id)!), threshold: other.threshold.threshold },
      { draws: DEFAULT_DRAWS, random: randomStream(given.seed, 'comparison-bootstrap') },
    );
    return { models: { first: path, other: otherPath }, ...comparison };
  } finally {
    await model.predictor.close();
  }
}
