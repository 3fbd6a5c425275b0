import { normLayers, randomStream } from '@leukoscope/engine';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { type Comparison, compareModels } from '../../evaluation/comparison/compare-models.ts';
import { DEFAULT_DRAWS } from '../../evaluation/evaluate.ts';
import { LookTally } from '../../evaluation/promises/cell-look.ts';
import { type ShiftTest, shiftTest } from '../../evaluation/promises/shift-alarm.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import type { Preprocessing } from '../../images/preprocessing.ts';
import type { Lever } from '../../models/adaptation-card.ts';
import type { TrainingPictures } from '../../models/training-pictures.ts';
import { type FollowedFigures, followedFigures } from '../followed-figures.ts';
import { chooseLevers, type LeverChoice } from './choose-levers.ts';
import type { DrawnCells, LabelledCell } from './draw-cells.ts';
import { FEWEST_OF_GROUP, type LabelResult, pullLabelLever } from './label-lever.ts';
import {
  type AdaptWorld,
  type ModelOfCard,
  type PictureLever,
  pullPictureLevers,
  type Tried,
} from './picture-levers.ts';
import { scoreSite } from './score-site.ts';

export interface SiteRequest {
  readonly model: ModelOfCard;
  /** Of the model, as typed, for errors. */
  readonly path: string;
  readonly cells: DrawnCells;
  /** Under which the model sees as many micrometres as in training; `null` where that is not known, or is so anyway. */
  readonly siteCrop: Preprocessing['crop'] | null;
  readonly training: TrainingPictures | null;
  readonly seed: number;
}

/** A model with some levers, on the cells that test. */
export interface LeverRow extends FollowedFigures {
  readonly levers: readonly Lever[];
  readonly threshold: number;
}

export interface AdaptedSite {
  /** As it is to be used, but for what its card says of its origin. */
  readonly model: ModelOfCard;
  readonly levers: readonly Lever[];
  /** Levers that could be pulled by pictures. */
  readonly available: readonly PictureLever[];
  readonly choice: LeverChoice | null;
  readonly lastLayer: LabelResult['lastLayer'];
  /** On the test cells: the model as it was, each lever alone, all of them, and as it is to be used. Empty without test cells. */
  readonly rows: readonly LeverRow[];
  /** As it is to be used less as it was, paired; `null` without test cells. */
  readonly comparison: Comparison | null;
  /** Whether the test cells look like those of the training; `null` where it cannot be told. */
  readonly shift: { readonly before: ShiftTest | null; readonly after: ShiftTest | null };
}

/**
 * Adapts a model to a site. Which of the levers are pulled is decided by labelled cells that adapt, never by those that
 * test; without labels all that can be pulled are.
 *
 * @throws LeukoscopeError `adapt.one-group`, `adapt.nothing`; TrainedOnError for a cell the model was trained on; the
 * signal's reason if it is aborted.
 */
export async function adaptSite(request: SiteRequest, world: AdaptWorld): Promise<AdaptedSite> {
  const { cells, seed } = request;
  requireGroups(cells.labelled);
  const available = availableLevers(request);
  const hasLabels = cells.labelled.length > 0;
  if (available.length === 0 && !hasLabels) throw new LeukoscopeError('adapt.nothing', { model: request.path });
  const sets = leverSets(available);
  const models: Tried[] = [];
  for (const levers of sets) models.push({ levers, model: await pulled(levers, request, world) });
  const choice = hasLabels ? await chooseLevers(models, cells.labelled, world) : null;
  const chosen = models[choice?.chosen ?? models.length - 1]!;
  const labels = (of: Tried) => pullLabelLever({ model: of.model, labelled: cells.labelled, seed }, world);
  const last = hasLabels ? await labels(chosen) : null;
  const labelled: Tried<Lever>[] = last === null ? [] : [{ levers: [...chosen.levers, 'labels'], model: last.model }];
  const alone: Tried<Lever>[] =
    hasLabels && chosen.levers.length > 0 ? [{ levers: ['labels'], model: (await labels(models[0]!)).model }] : [];
  const tested = cells.test.length === 0 ? null : await testAll([...models, ...alone, ...labelled], request, world);
  const used = labelled[0] ?? chosen;
  return {
    model: used.model,
    ...{ levers: used.levers, available, choice, lastLayer: last?.lastLayer ?? null },
    rows: tested?.rows ?? [],
    comparison: tested?.comparison ?? null,
    shift: tested?.shift ?? { before: null, after: null },
  };
}

function requireGroups(labelled: readonly LabelledCell[]): void {
  if (labelled.length === 0) return;
  const atypical = labelled.filter(({ group }) => group === 'atypical').length;
  const typical = labelled.length - atypical;
  if (Math.min(typical, atypical) >= FEWEST_OF_GROUP) return;
  const details = { labelled: labelled.length, typical, atypical, fewest: FEWEST_OF_GROUP };
  throw new LeukoscopeError('adapt.one-group', details);
}

function availableLevers({ model, siteCrop, training }: SiteRequest): PictureLever[] {
  return [
    ...(siteCrop === null ? [] : (['scale'] as const)),
    ...(training === null ? [] : (['colour'] as const)),
    ...(normLayers(model.bytes).length === 0 ? [] : (['norm'] as const)),
  ];
}

/** None, each alone, and all; each once. */
function leverSets(available: readonly PictureLever[]): (readonly PictureLever[])[] {
  if (available.length === 0) return [[]];
  return [[], ...(available.length === 1 ? [] : available.map((lever) => [lever])), available];
}

async function pulled(
  levers: readonly PictureLever[],
  { model, cells, siteCrop, training }: SiteRequest,
  world: AdaptWorld,
): Promise<ModelOfCard> {
  if (levers.length === 0) return model;
  const crop = siteCrop ?? model.card.preprocessing.crop;
  return pullPictureLevers({ model, levers: new Set(levers), cells: cells.pictures, siteCrop: crop, training }, world);
}

interface Tested extends Pick<AdaptedSite, 'rows' | 'shift'> {
  readonly comparison: Comparison;
}

/** @param models the first is the model as it was, the last as it is to be used. */
async function testAll(
  models: readonly Tried<Lever>[],
  { cells: { test }, training, seed }: SiteRequest,
  world: AdaptWorld,
): Promise<Tested> {
  const looked: ReturnType<LookTally['means']>[] = [];
  const scored: (readonly ScoredCell[])[] = [];
  for (const { model } of models) {
    const looks = new LookTally();
    const scores = await scoreSite(test, model, { ...world, looks });
    scored.push(scores.scored);
    looked.push(looks.means());
  }
  const judged = models.map(({ model }, at) => ({ scored: scored[at]!, threshold: thresholdOf(model) }));
  const reference = models[0]!.model.card.calibration?.looks ?? training?.looks ?? [];
  return {
    rows: models.map(({ levers }, at) => ({
      levers,
      threshold: judged[at]!.threshold,
      ...followedFigures(judged[at]!.scored, { threshold: judged[at]!.threshold, seed }),
    })),
    comparison: compareModels(judged.at(-1)!, judged[0]!, {
      draws: DEFAULT_DRAWS,
      random: randomStream(seed, 'adapt', 'comparison'),
    }),
    shift: { before: shiftTest(reference, looked[0]!), after: shiftTest(reference, looked.at(-1)!) },
  };
}

function thresholdOf({ card }: ModelOfCard): number {
  return card.threshold.threshold;
}
