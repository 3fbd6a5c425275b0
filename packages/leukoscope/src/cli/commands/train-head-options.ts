import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { CommandContext } from '../command-context.ts';
import { refuseTogether } from './refuse-together.ts';
import { OF_LOSS } from './train-loss-options.ts';
import { OF_TEACHERS } from './train-teacher-options.ts';

/** Of training in steps, to which a fitted head does not come. */
const OF_STEPS = [
  'freezeNorm',
  'epochs',
  'leastSteps',
  'batch',
  'optimizer',
  'lr',
  'momentum',
  'nesterov',
  'weightDecay',
  'schedule',
  'warmUp',
  'stepEvery',
  'stepFactor',
  'layerDecay',
  'tune',
  'ema',
  'clip',
  ...OF_LOSS,
  ...OF_TEACHERS,
  'flips',
  'rightAngles',
  'rotate',
  'shift',
  'colour',
  'stain',
  'views',
  'best',
  'patience',
  'rangeTest',
  'search',
] as const;

type HeadOptions = Readonly<Record<'model' | 'weights' | 'head' | 'fineTune' | 'balance', string>> & {
  readonly backbone: string | undefined;
};

/** A fitted head needs a frozen network that has learnt to see, and sees each image once. */
export function refuseWithFittedHead(
  { model, weights, backbone, head, fineTune, balance }: HeadOptions,
  context: CommandContext,
): void {
  const first = `--head ${head}`;
  const refuse = (second: string) => {
    throw new LeukoscopeError('usage.conflicting-options', { first, second });
  };
  if (backbone === undefined && model === 'cnn') refuse('--model cnn');
  if (backbone === undefined && weights === 'none') {
    throw new LeukoscopeError('usage.missing-option', { option: '--weights', command: `leukoscope train ${first}` });
  }
  refuseTogether(first, OF_STEPS, context);
  if (context.givenOptions.has('fineTune') && fineTune !== 'head') refuse(`--fine-tune ${fineTune}`);
  if (balance === 'sampling' || (balance === 'weights' && head === 'knn')) refuse(`--balance ${balance}`);
}
