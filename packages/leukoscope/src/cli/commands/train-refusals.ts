import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { CommandContext } from '../command-context.ts';
import { DRAWING_KEYS } from '../dataset-options.ts';
import { refuseTogether, refuseWithout } from './refuse-together.ts';
import { refuseWithBackbone } from './train-backbone-options.ts';
import { fineTuneOf, isVaried } from './train-chosen-settings.ts';
import { refuseWithFittedHead } from './train-head-options.ts';
import { refuseIneffectiveLoss } from './train-loss-options.ts';
import { isInMicrons, type TrainOptions } from './train-options.ts';
import { OF_SEARCH, SEARCHED } from './train-search-options.ts';
import { refuseIneffectiveTeacher } from './train-teacher-options.ts';

/** What a range test decides by itself, or does not come to. */
const OF_A_WHOLE_TRAINING = [
  'lr',
  'epochs',
  'leastSteps',
  'schedule',
  'warmUp',
  'stepEvery',
  'stepFactor',
  'testViews',
  'best',
  'patience',
  'tune',
] as const;

const RANGE = ['rangeFrom', 'rangeTo', 'rangeSteps'] as const;

/** An option that would do nothing is refused, so that nobody believes that it did. */
export function refuseIneffective(given: TrainOptions, context: CommandContext): void {
  const { optimizer, schedule, epochs, warmUp, crop } = given;
  refuseWithoutEffect(given, context);
  if (given.head !== 'layers') refuseWithFittedHead(given, context);
  refuseIneffectiveLoss(given, context);
  refuseIneffectiveTeacher(given, { ...given, learns: fineTuneOf(given) }, context);
  if (!isInMicrons(crop)) refuseTogether(`--crop ${crop}`, ['micronsPerPixel'], context);
  if (optimizer !== 'sgd') refuseTogether(`--optimizer ${optimizer}`, ['momentum', 'nesterov'], context);
  if (given.momentum === 0) refuseTogether('--momentum 0', ['nesterov'], context);
  if (schedule !== 'cosine') refuseTogether(`--schedule ${schedule}`, ['warmUp'], context);
  if (schedule !== 'step') refuseTogether(`--schedule ${schedule}`, ['stepEvery', 'stepFactor'], context);
  if (given.best === 'last') refuseTogether('--best last', ['patience'], context);
  if (!given.rangeTest && RANGE.some((key) => context.givenOptions.has(key))) {
    throw new LeukoscopeError('usage.missing-option', { option: '--range-test', command: 'leukoscope train' });
  }
  if (given.rangeTest) refuseTogether('--range-test', [...OF_A_WHOLE_TRAINING, 'search'], context);
  if (!given.search && OF_SEARCH.some((key) => context.givenOptions.has(key))) {
    throw new LeukoscopeError('usage.missing-option', { option: '--search', command: 'leukoscope train' });
  }
  if (given.search) refuseTogether('--search', SEARCHED, context);
  if (given.split !== undefined) refuseTogether('--split', DRAWING_KEYS, context);
  if (warmUp >= epochs) {
    const expected = { kind: 'number', range: { min: 0, below: epochs } } as const;
    throw new LeukoscopeError('usage.invalid-value', { option: '--warm-up', value: String(warmUp), expected });
  }
}

/** What concerns parts of a network that starts from weights. */
function refuseWithoutEffect(given: TrainOptions, context: CommandContext): void {
  refuseWithBackbone(given, context);
  if (given.backbone === undefined) refuseWithWeights(given, context);
  if (fineTuneOf(given) === 'all') refuseTogether('--fine-tune all', ['views'], context);
  if (!isVaried(given) && context.givenOptions.has('views')) {
    throw new LeukoscopeError('training.nothing-varied', {});
  }
}

function refuseWithWeights({ model, weights, fineTune, norm }: TrainOptions, context: CommandContext): void {
  const ofResnets = ['norm', 'freezeNorm', 'layerDecay', 'tune'];
  if (model === 'cnn') refuseWithout({ needed: 'model', value: model }, ofResnets, context);
  if (norm === 'group') refuseTogether('--norm group', ['freezeNorm'], context);
  if (norm === 'group' && weights === 'imagenet') throw new LeukoscopeError('weights.other-norm', { of: 'ImageNet' });
  if (weights === 'none') {
    refuseWithout({ needed: 'weights', value: weights }, ['fineTune', 'freezeNorm', 'licence', 'download'], context);
  }
  if (model === 'cnn') refuseWithout({ needed: 'model', value: model }, ['fineTune'], context);
  if (weights === 'imagenet') refuseTogether('--weights imagenet', ['licence'], context);
  else refuseTogether(`--weights ${weights}`, ['download'], context);
  if (fineTune === 'head') refuseTogether('--fine-tune head', ['freezeNorm', 'layerDecay', 'tune'], context);
}
