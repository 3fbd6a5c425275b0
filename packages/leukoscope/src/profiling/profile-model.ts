import {
  classTargets,
  elementCount,
  matmulPeak,
  type Runtime,
  randomStream,
  type TensorType,
} from '@leukoscope/engine';
import { openPredictor } from '../classify/predictor.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { MODEL_CARD_VERSION, type ModelCard } from '../models/model-card.ts';
import { readModelCard } from '../models/model-file.ts';
import { CLASSES } from '../models/model-types.ts';
import type { Progress } from '../progress/progress.ts';
import { createTrainer } from '../training/create-trainer.ts';
import { learningPartOf, pixelsOf } from '../training/learning-part.ts';
import { type TrainSettings, trainSettingsSchema } from '../training/train-settings.ts';
import { timeWork, type Work } from './time-work.ts';
import { type WorkProfile, workProfile } from './work-profile.ts';

export interface ProfileRequest {
  /** `null`: both, or inference alone for a model whose head was fitted and not trained in steps. */
  readonly works: readonly WorkProfile['work'][] | null;
  /** Images in a step; `null`: as in the model's training. */
  readonly batch: number | null;
  /** How long each work is timed. */
  readonly forMs: number;
}

export interface ModelProfile {
  readonly network: string;
  readonly sizePx: number;
  /** What of the network learns in a training step; `null` if it was not trained in steps. */
  readonly learns: TrainSettings['fineTune'] | null;
  readonly threads: number;
  readonly runtime: string;
  readonly works: readonly WorkProfile[];
}

interface ProfileWorld {
  readonly runtime: Runtime;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const PEAK_MS = 1000;
const LEARNING_RATE = 1e-4;
/** For a model that was not trained in steps. */
const USUAL_BATCH = 32;

/**
 * Times a model's inference, as `classify` does it, and one training step of its network with the settings that it was
 * trained with, on random pixels; reading images is no part of either.
 *
 * @param path names the file in errors.
 * @throws LeukoscopeError as `openPredictor`, `profile.no-training`, and `model.other-version` for settings that this version does not know; the
 * signal's reason if it is aborted.
 */
export async function profileModel(
  file: { readonly bytes: Uint8Array; readonly path: string },
  { works: asked, batch: askedBatch, forMs }: ProfileRequest,
  { runtime, progress, signal }: ProfileWorld,
): Promise<ModelProfile> {
  const card = await readModelCard(file.bytes, file.path);
  const settings = settingsOf(card, file.path);
  const works = asked ?? (settings === null ? ['inference' as const] : ['inference' as const, 'training' as const]);
  const batch = askedBatch ?? settings?.batch ?? USUAL_BATCH;
  const peakGflops = await matmulPeak(runtime, PEAK_MS);
  const profiles: WorkProfile[] = [];
  let steps = 0;
  const report = (ended: boolean) =>
    progress.report({ stage: 'profile', unit: 'steps', done: steps, total: null, ended });
  for (const work of works) {
    const open =
      work === 'inference' ? openInference(file, card, batch) : openTraining(card, stepsOf(settings, file.path), batch);
    const onStep = () => {
      steps++;
      report(false);
    };
    const timed = await timeWork(open, { runtime, forMs, signal, onStep });
    profiles.push(workProfile(timed, { work, batch, peakGflops }));
  }
  report(true);
  const { network, preprocessing } = card;
  return {
    network: network.name,
    sizePx: preprocessing.sizePx,
    learns: settings?.fineTune ?? null,
    threads: runtime.threads,
    runtime: runtime.version,
    works: profiles,
  };
}

/** The settings of a training in steps, refused for a model that had none. */
function stepsOf(settings: TrainSettings | null, path: string): TrainSettings {
  if (settings === null) throw new LeukoscopeError('profile.no-training', { path });
  return settings;
}

/** `null` for a model whose head was fitted, and for an ensemble. */
function settingsOf({ training }: ModelCard, path: string): TrainSettings | null {
  if (training.settings === null) return null;
  const { head } = training.settings;
  if (head !== undefined && head !== 'layers') return null;
  const settings = trainSettingsSchema.safeParse(training.settings);
  if (settings.success) return settings.data;
  const details = { path, version: MODEL_CARD_VERSION, expected: MODEL_CARD_VERSION, field: 'training.settings' };
  throw new LeukoscopeError('model.other-version', details, { cause: settings.error });
}

function openInference(file: { bytes: Uint8Array; path: string }, { preprocessing }: ModelCard, batch: number) {
  const pixels = randomItems(pixelsOf(preprocessing.sizePx), batch) as Uint8Array;
  return async (runtime: Runtime): Promise<Work> => {
    const predictor = await openPredictor(file.bytes, { path: file.path, runtime });
    return { step: () => predictor.predict(pixels), close: () => predictor.close() };
  };
}

function openTraining({ types }: ModelCard, settings: TrainSettings, batch: number) {
  const groups = types?.map(({ group }) => group) ?? CLASSES;
  const labels = Array.from({ length: batch }, (_, item) => item % groups.length);
  const targets = { targets: classTargets(labels, { classes: groups.length }) };
  const x = randomItems(learningPartOf(settings, groups.length).item, batch);
  return async (runtime: Runtime): Promise<Work> => {
    const trainer = createTrainer(settings, { seed: 1, runtime, classes: { groups }, start: null });
    return { step: () => trainer.step({ x, targets }, LEARNING_RATE), close: () => trainer.dispose() };
  };
}

function randomItems({ dtype, shape }: TensorType, items: number): Uint8Array | Float32Array {
  const random = randomStream(1, 'profile');
  const length = items * elementCount(shape);
  if (dtype === 'uint8') return Uint8Array.from({ length }, () => 256 * random());
  return Float32Array.from({ length }, random);
}
