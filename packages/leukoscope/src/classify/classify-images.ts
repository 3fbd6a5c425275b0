import type { Group } from '../cells/scheme.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type PatientShare, patientShare } from '../evaluation/patient-share.ts';
import { cellLook, type LookTally, pictureLook } from '../evaluation/promises/cell-look.ts';
import { isReferred } from '../evaluation/promises/risk-coverage.ts';
import { isCalledAtypical } from '../evaluation/scored-cell.ts';
import type { ImageStore } from '../images/image-store.node.ts';
import { type CalledType, calledType } from './called-type.ts';
import type { Predictor } from './predictor.ts';

const BATCH = 128;

/** An image to classify, and whose it is. */
export interface ImageToClassify {
  readonly path: string;
  /** `null` where nobody said. */
  readonly patient: string | null;
}

/** What the model says of one image. */
export interface Prediction extends ImageToClassify {
  /** sha256 of the file's bytes. */
  readonly imageHash: string;
  /** Probability of atypical, in [0, 1]. */
  readonly probability: number;
  /** The call at the model's threshold. */
  readonly prediction: Group;
  /** Whether a person shall look instead: it lies in the band of a calibrated model. */
  readonly referred: boolean;
  /**
   * The most probable type; `null` from a model that knows the two groups alone. It may be of the other group than the
   * call: the threshold is chosen so that few atypical cells are missed.
   */
  readonly type: CalledType | null;
}

/** All that the model says of an image. */
export interface WholePrediction extends Prediction {
  /** Of each of the card's types; `null` from a model that knows the two groups alone. */
  readonly typeProbabilities: Float32Array | null;
  /** Above 1 it looks like no cell the model knows; `null` where that is not worked out. */
  readonly strangeness: number | null;
}

/** An image that could not be classified, and why. */
export interface RejectedInput extends ImageToClassify {
  readonly reason: LeukoscopeError;
  /** With `image.unknown`: what it would have been called. */
  readonly wouldBe?: WholePrediction;
}

export interface ClassifyingWorld {
  readonly predictor: Predictor;
  readonly store: ImageStore;
  readonly signal: AbortSignal;
  /** Filled with what the images look like, where it is asked for. */
  readonly looks?: Pick<LookTally, 'add'>;
  /** Whether images that look like no cell the model knows are called too. Default false: they are rejected. */
  readonly allowUnknown?: boolean;
}

/**
 * Classifies images in a stream, in their order; memory does not grow with their number. Rejected are those that cannot be
 * used, and with `image.unknown` those that look like no cell the model knows.
 */
export async function* classifyImages(
  images: Iterable<ImageToClassify> | AsyncIterable<ImageToClassify>,
  world: ClassifyingWorld,
): AsyncGenerator<readonly (WholePrediction | RejectedInput)[]> {
  const { predictor, store, signal } = world;
  const { preprocessing, threshold: chosen, types, calibration } = predictor.card;
  const band = calibration?.band ?? { low: chosen.threshold, high: chosen.threshold };
  const waiting = new Map<number, ImageToClassify>();
  for await (const batch of store.stream(pathsOf(images, waiting), { batch: BATCH, signal })) {
    const predicted = await predictor.predict(batch.pixels);
    const results = new Map<number, WholePrediction | RejectedInput>();
    batch.accepted.forEach((index, at) => {
      const probability = predicted.atypical[at]!;
      const prediction = isCalledAtypical(probability, chosen.threshold) ? 'atypical' : 'typical';
      const type = calledType(predicted, at, types);
      const image = waiting.get(index)!;
      const strangeness = predicted.strangeness?.[at] ?? null;
      const typeProbabilities = typeRow(predicted.types, at, types?.length);
      const called = { probability, prediction, referred: isReferred(probability, band), type } as const;
      const whole = { ...image, imageHash: batch.imageHashes[at]!, ...called, typeProbabilities, strangeness };
      if (strangeness !== null && strangeness > 1 && !world.allowUnknown) {
        const { path } = image;
        const reason = new LeukoscopeError('image.unknown', { path, strangeness });
        results.set(index, { ...image, reason, wouldBe: whole });
        return;
      }
      const picture = { pixels: batch.pixels, sizePx: preprocessing.sizePx, item: at };
      world.looks?.add(image.patient, cellLook(predicted.looks?.[at] ?? pictureLook(picture), probability));
      results.set(index, whole);
    });
    for (const { index, reason } of batch.rejected) results.set(index, { ...waiting.get(index)!, reason });
    const indices = Array.from({ length: batch.count }, (_, at) => batch.first + at);
    for (const index of indices) waiting.delete(index);
    yield indices.map((index) => results.get(index)!);
  }
}

/** A copy: the batch's own is one for all its images. */
function typeRow(probabilities: Float32Array | null, at: number, types = 0): Float32Array | null {
  return probabilities?.slice(at * types, (at + 1) * types) ?? null;
}

async function* pathsOf(
  images: Iterable<ImageToClassify> | AsyncIterable<ImageToClassify>,
  waiting: Map<number, ImageToClassify>,
): AsyncGenerator<string> {
  let index = 0;
  for await (const image of images) {
    waiting.set(index++, image);
    yield image.path;
  }
}

/** So many of a patient's cells were called each; those referred are among them. */
export interface PatientCounts extends Readonly<Record<Group | 'referred', number>> {
  readonly patient: string | null;
}

/** Counts calls by patient; `null` collects the images nobody is named for. */
export class PatientTally {
  readonly #counts = new Map<string | null, Record<Group | 'referred', number>>();

  add({ patient, prediction, referred }: Pick<Prediction, 'patient' | 'prediction' | 'referred'>): void {
    const counts = this.#counts.get(patient) ?? { typical: 0, atypical: 0, referred: 0 };
    counts[prediction]++;
    if (referred) counts.referred++;
    this.#counts.set(patient, counts);
  }

  /** Calls of each patient, in the order first met. */
  counts(): readonly PatientCounts[] {
    return [...this.#counts].map(([patient, counts]) => ({ patient, ...counts }));
  }

  /** Share of atypical cells of each patient, in the order first met. */
  shares(): readonly { readonly patient: string | null; readonly share: PatientShare }[] {
    return this.counts().map(({ patient, ...counts }) => ({ patient, share: patientShare(counts) }));
  }
}
