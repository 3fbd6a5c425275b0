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
import { shiftOfPictures } from './shift-of-pictures.ts';

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

export interface UnlabelledChoice {
  readonly levers: readonly PictureLever[];
  /** Whether the pictures that adapt look like those of the training; `null` where it cannot be told. */
  readonly shift: ShiftTest | null;
}

export interface AdaptedSite {
  /** As it is to be used, but for what its card says of its origin. */
  readonly model: ModelOfCard;
  readonly levers: readonly Lever[];
  /** Levers that could be pulled by pictures. */
  readonly available: readonly PictureLever[];
  readonly choice: LeverChoice | null;
  /** Where no label chose. */
  readonly unlabelled: UnlabelledChoice | null;
  readonly lastLayer: LabelResult['lastLayer'];
  /** On the test cells: the model as it was, every set of levers, and as it is to be used. Empty without test cells. */
  readonly rows: readonly LeverRow[];
  /** As it is to be used less as it was, paired; `null` without test cells. */
  readonly comparison: Comparison | null;
  /** Whether the test cells look like those of the training; `null` where it cannot be told. */
  readonly shift: { readonly before: ShiftTest | null; readonly after: ShiftTest | null };
}

/**
 * Adapts a model to a site. Which of the levers are pulled is decided by labelled cells that adapt, never by those that
 * test; without labels by whether its pictures look like those of the training, see `unlabelledChoice`.
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
  const unlabelled = hasLabels ? null : await unlabelledChoice(available, request, world);
  // Without labels none of the others is chosen, and without cells to test by none is shown.
  const sets = unlabelled !== null && cells.test.length === 0 ? [unlabelled.levers] : leverSets(available);
  const models: Tried[] = [];
  for (const levers of sets) models.push({ levers, model: await pulled(levers, request, world) });
  const choice = hasLabels ? await chooseLevers(models, cells.labelled, world) : null;
  const chosen = models[choice?.chosen ?? sets.findIndex((levers) => levers.join() === unlabelled?.levers.join())]!;
  const labels = (of: Tried) => pullLabelLever({ model: of.model, labelled: cells.labelled, seed }, world);
  const last = hasLabels ? await labels(chosen) : null;
  const labelled: Tried<Lever>[] = last === null ? [] : [{ levers: [...chosen.levers, 'labels'], model: last.model }];
  const alone: Tried<Lever>[] =
    hasLabels && chosen.levers.length > 0 ? [{ levers: ['labels'], model: (await labels(models[0]!)).model }] : [];
  const used = labelled[0] ?? chosen;
  const all: Tried<Lever>[] = [...models, ...alone, ...labelled];
  const tested = cells.test.length === 0 ? null : await testAll(all, { ...request, used: all.indexOf(used) }, world);
  return {
    model: used.model,
    ...{ levers: used.levers, available, choice, unlabelled, lastLayer: last?.lastLayer ?? null },
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

/** Every set of them, smaller ones first. */
function leverSets(available: readonly PictureLever[]): (readonly PictureLever[])[] {
  const sets: PictureLever[][] = [[]];
  for (const lever of available) sets.push(...sets.map((set) => [...set, lever]));
  return sets.sort((a, b) => a.length - b.length);
}

/**
 * What is changed where no label can tell. The scale; and, unless the site's pictures look like those of the training, the statistics of
 * normalisation, or the colours where there are none. Both of these do the same, one inside the network and one before it, and both
 * take the site's types to come as often as those of the training: where nothing looks otherwise they have nothing to mend.
 */
async function unlabelledChoice(
  available: readonly PictureLever[],
  { model, cells, training }: SiteRequest,
  world: AdaptWorld,
): Promise<UnlabelledChoice> {
  const shift = await shiftOfPictures(cells.pictures, { model, reference: looksOfTraining(model, training) }, world);
  const isAlike = shift !== null && !shift.alarm;
  const isPulled = (lever: PictureLever) =>
    lever === 'scale' || (!isAlike && (lever === 'norm' || !available.includes('norm')));
  return { shift, levers: available.filter(isPulled) };
}

function looksOfTraining({ card }: ModelOfCard, training: TrainingPictures | null): TrainingPictures['looks'] {
  return card.calibration?.looks ?? training?.looks ?? [];
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

/** @param models the first is the model as it was. @param used which of them is to be used. */
async function testAll(
  models: readonly Tried<Lever>[],
  { cells: { test }, training, seed, used }: SiteRequest & { readonly used: number },
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
  const reference = looksOfTraining(models[0]!.model, training);
  return {
    rows: models.map(({ levers }, at) => ({
      levers,
      threshold: judged[at]!.threshold,
      ...followedFigures(judged[at]!.scored, { threshold: judged[at]!.threshold, seed }),
    })),
    comparison: compareModels(judged[used]!, judged[0]!, {
      draws: DEFAULT_DRAWS,
      random: randomStream(seed, 'adapt', 'comparison'),
    }),
    shift: { before: shiftTest(reference, looked[0]!), after: shiftTest(reference, looked[used]!) },
  };
}

function thresholdOf({ card }: ModelOfCard): number {
  return card.threshold.threshold;
}
