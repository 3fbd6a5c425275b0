import type { TensorData } from '@leukoscope/engine';
import { expect, test } from 'vitest';
import { TINY_RUNTIME, tinyCard, tinySettings } from '../../test/tiny-model.ts';
import { memoryImages, mixedCells, tinyJob } from '../../test/training-job.ts';
import { openPredictor } from '../classify/predictor.ts';
import { NO_AUGMENTATION } from '../images/augmentation.ts';
import { writeModelFile } from '../models/model-file.ts';
import { createTrainer } from './create-trainer.ts';
import { PixelInputs } from './learning-inputs.ts';
import { runTraining } from './run-training.ts';
import { scoreByLogits } from './scoring.ts';

const BYTES_EACH = 16 * 16 * 3;

test('a trained model’s predictor says what the trainer’s logits say, within 1e-6', async () => {
  const job = tinyJob({ settings: tinySettings({ learningRate: 0.02, epochs: 20 }) });
  const { state } = await runTraining(job);
  const start = { ...state, sha256: '', id: null, licence: null };
  const trainer = createTrainer(job.settings, { ...job, start });
  const inputs = new PixelInputs(memoryImages(30), NO_AUGMENTATION);
  const logits = (items: TensorData) => trainer.logits(items);
  const { cells: scored } = await scoreByLogits(mixedCells(30), { inputs, logits, classes: job.classes });

  const model = await writeModelFile(tinyCard(), state);
  const predictor = await openPredictor(model, { path: 'model.onnx', runtime: TINY_RUNTIME });
  const pixels = new Uint8Array(30 * BYTES_EACH);
  for (let image = 0; image < 30; image++) memoryImages(30).read(image, pixels, image * BYTES_EACH);
  const { atypical: probabilities } = await predictor.predict(pixels);
  expect(Math.max(...probabilities) - Math.min(...probabilities)).toBeGreaterThan(0.1);
  for (const [at, { probability }] of scored.entries()) {
    expect(Math.abs(probabilities[at]! - probability)).toBeLessThan(1e-6);
  }
});
