import { classTargets, type Runtime } from '@leukoscope/engine';
import { openPredictor } from '../classify/predictor.ts';
import { createTrainer } from '../training/create-trainer.ts';
import { learningPartOf } from '../training/learning-part.ts';
import { requireSize } from '../training/run-data.ts';
import type { TrainSettings } from '../training/train-settings.ts';
import { GROUP_CLASSES } from '../training/training-classes.ts';
import type { Trial } from './choose-runtime.ts';

/** Images in one run of a model's trial. */
const IMAGES = 32;

/** A step of what the settings train, on blank input. @throws LeukoscopeError as `requireSize`. */
export async function trainingTrial(settings: TrainSettings, runtime: Runtime): Promise<Trial> {
  requireSize(settings);
  const classes = GROUP_CLASSES;
  const trainer = createTrainer(settings, { seed: 1, runtime, classes, start: null });
  const { dtype, shape } = learningPartOf(settings, classes.groups.length).item;
  const elements = shape.reduce((product, size) => product * size, settings.batch);
  const x = dtype === 'uint8' ? new Uint8Array(elements) : new Float32Array(elements);
  const labels = Array.from({ length: settings.batch }, (_, item) => item % classes.groups.length);
  const ofLabels = classTargets(labels, { classes: classes.groups.length });
  // A teacher's have the same form.
  const targets = { targets: ofLabels, ...(settings.teaching && { taught: ofLabels }) };
  return { run: () => trainer.step({ x, targets }, 0), close: () => trainer.dispose() };
}

/** What a model says of a batch of blank images. @throws LeukoscopeError as `openPredictor`. */
export async function modelTrial(bytes: Uint8Array, path: string, runtime: Runtime): Promise<Trial> {
  const predictor = await openPredictor(bytes, { path, runtime });
  const { sizePx } = predictor.card.preprocessing;
  const pixels = new Uint8Array(IMAGES * sizePx * sizePx * 3);
  return { run: () => predictor.predict(pixels), close: () => predictor.close() };
}
