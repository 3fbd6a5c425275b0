import { resolve } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import type { Group } from '../../cells/scheme.ts';
import { type ScoredCells, scoreCells, TrainedOnError } from '../../classify/score-cells.ts';
import type { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { LookTally } from '../../evaluation/promises/cell-look.ts';
import type { ConversionCounts } from '../../images/conversions.ts';
import { openImageStore } from '../../images/image-store.node.ts';
import { preparationWarnings } from '../../images/preparation-warnings.ts';
import type { Preprocessing } from '../../images/preprocessing.ts';
import { trainedOn } from '../cells-of-part.ts';
import type { CommandContext } from '../command-context.ts';
import type { OptionsOf } from '../define-command.ts';
import type { openModel } from '../open-model.ts';
import { preprocessingAtScale } from '../scale-option.ts';
import { tellWarning } from '../tell-warning.ts';
import type { evaluateCommand } from './evaluate-command.ts';

interface ScoringRequest {
  /** Of the model, as typed. */
  readonly path: string;
  readonly model: Awaited<ReturnType<typeof openModel>>;
  readonly cells: readonly (Cell & { readonly group: Group })[];
  /** Filled with what the cells look like, where it is asked for. */
  readonly looks?: LookTally;
  readonly given: Pick<OptionsOf<typeof evaluateCommand>, 'micronsPerPixel' | 'allowTrainingCells'>;
}

/**
 * What a model says of the cells, read as it wants them, with a warning for what was done to the images.
 *
 * @throws LeukoscopeError `evaluation.trained-on`, and as `preprocessingAtScale`.
 */
export async function scoreByModel(
  { path, model: { predictor, world }, cells, given, looks }: ScoringRequest,
  context: CommandContext,
): Promise<ScoredCells & { readonly conversions: ConversionCounts; readonly preprocessing: Preprocessing }> {
  const warn = (warning: LeukoscopeError) => tellWarning(warning, context);
  const scale = { micronsPerPixel: given.micronsPerPixel, paths: cells.map((cell) => cell.path) };
  const preprocessing = await preprocessingAtScale(predictor.card, scale, context);
  const store = await openImageStore({ cacheFolder: world.cacheFolder, preprocessing, onWarning: warn });
  const { progress, signal } = context;
  const { allowTrainingCells } = given;
  const scored = await scoreCells(cells, {
    ...{ predictor, store, progress, signal, allowTrainingCells },
    ...(looks && { looks }),
  })
    .catch((error: unknown) => {
      throw error instanceof TrainedOnError ? trainedOn(path, resolve(context.cwd, path), error) : error;
    })
    .finally(() => store.close());
  for (const warning of preparationWarnings(store.conversions, scored.scored.length)) warn(warning);
  return { ...scored, conversions: store.conversions, preprocessing };
}
