import type { Preprocessing } from '../../images/preprocessing.ts';
import { percentText } from '../plots/interval-text.ts';
import { decimalText } from '../plots/number-text.ts';
import type { KnownSettings } from './known-of-model.ts';

interface CropWords {
  readonly whole: string;
  readonly centre: (percent: string) => string;
  readonly cell: (percent: string) => string;
  readonly physical: (um: number, micronsPerPixel: number) => string;
}

/** Which part of a picture is seen, in the words of a language. */
export function cropOf({ crop }: Preprocessing, words: CropWords): string {
  if (crop.kind === 'centre') return words.centre(percentText(crop.fraction));
  if (crop.kind === 'cell') return words.cell(percentText(crop.margin));
  if (crop.kind === 'physical') return words.physical(crop.sideUm, crop.micronsPerPixel);
  return words.whole;
}

interface AmountWords {
  readonly batch: string;
  readonly learningRate: string;
  /** With its name. */
  readonly schedule: string;
  readonly weightDecay: string;
}

/** `batches of 32, adam, learning rate 0.001, …`, as far as the settings say. */
export function amountsOf({ batch, optimizer, learningRate, schedule }: KnownSettings, words: AmountWords) {
  return [
    ...(batch === undefined ? [] : [`${words.batch} ${batch}`]),
    ...(optimizer === undefined ? [] : [optimizer.name]),
    ...(learningRate === undefined ? [] : [`${words.learningRate} ${learningRate}`]),
    ...(optimizer === undefined ? [] : [`${words.weightDecay} ${optimizer.weightDecay}`]),
    ...(schedule === undefined ? [] : [words.schedule]),
  ].join(', ');
}

export function scheduleOf({ schedule }: KnownSettings): string {
  return schedule?.name ?? '';
}

/** Of 10⁶ bytes. */
export function megabytes(bytes: number): string {
  return decimalText(bytes / 1e6, 1);
}
