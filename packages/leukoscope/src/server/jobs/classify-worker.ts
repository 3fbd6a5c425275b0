/** A thread that classifies the cells of a case, so that the server answers meanwhile; what it finds is sent in batches. */
import { parentPort, workerData } from 'node:worker_threads';
import { nodeRuntime } from '@leukoscope/engine/node';
import { classifyImages, type WholePrediction } from '../../classify/classify-images.ts';
import { openPredictor } from '../../classify/predictor.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { LookTally } from '../../evaluation/promises/cell-look.ts';
import { openImageStore } from '../../images/image-store.node.ts';
import { atScale, type Preprocessing } from '../../images/preprocessing.ts';
import { scaleOfImages, scaleToUse } from '../../images/scale-of-images.node.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import type { PredictionRow } from '../../store/rows.ts';
import type { ClassifyRequest, FromWorker } from './classify-messages.ts';

const port = parentPort!;
const send = (message: FromWorker) => port.postMessage(message);
const stopped = new AbortController();
port.once('message', () => stopped.abort());

try {
  await classifyCells(workerData as ClassifyRequest);
  send({ kind: 'done' });
} catch (error) {
  if (stopped.signal.aborted) send({ kind: 'done' });
  else if (error instanceof LeukoscopeError) send({ kind: 'failed', code: error.code, details: error.details });
  else throw error;
} finally {
  // Else the listener would keep the thread.
  port.close();
}

async function classifyCells(request: ClassifyRequest): Promise<void> {
  const { modelFile, modelName, images } = request;
  const bytes = await readModelFile(modelFile);
  const predictor = await openPredictor(bytes, { path: modelName, runtime: nodeRuntime(), strangeness: true });
  const { card } = predictor;
  const preprocessing = await preprocessingFor(card, request);
  const store = await openImageStore({ cacheFolder: null, preprocessing });
  const numbers = new Map(images.map(({ number, path }) => [path, number]));
  const given = images.map(({ path }) => ({ path, patient: null }));
  let looks = new LookTally();
  // What is found is sent with the batch that it was found in, so that a kill loses none of it.
  const tally = { add: (patient: string | null, look: Float64Array) => looks.add(patient, look) };
  try {
    const world = { predictor, store, signal: stopped.signal, looks: tally };
    for await (const results of classifyImages(given, world)) {
      const called = results.flatMap((one) => ('reason' in one ? (one.wouldBe ?? []) : one));
      const rejected = results.flatMap((one) => ('reason' in one && one.wouldBe === undefined ? one.reason.code : []));
      const predictions = called.map((one) => rowOf(one, numbers.get(one.path)!, card));
      send({ kind: 'batch', predictions, rejected, looks: looks.sumsOf(null) });
      looks = new LookTally();
    }
  } finally {
    await store.close();
    await predictor.close();
  }
}

/** As the command line does: the scale by the images' own red cells, of all the case's so that a resumed job has the same. */
async function preprocessingFor(
  { preprocessing }: ModelCard,
  { micronsPerPixel: known, scalePaths }: ClassifyRequest,
): Promise<Preprocessing> {
  if (preprocessing.crop.kind !== 'physical') return preprocessing;
  const micronsPerPixel = known === undefined ? await scaleBy(scalePaths) : known;
  send({ kind: 'scale', micronsPerPixel });
  return atScale(preprocessing, micronsPerPixel);
}

async function scaleBy(paths: readonly string[]): Promise<number | null> {
  const scale = await scaleOfImages(paths, stopped.signal);
  return scale === null ? null : scaleToUse(scale);
}

function rowOf(found: WholePrediction, number: number, { types }: ModelCard): PredictionRow {
  const { probability, prediction, referred, type, typeProbabilities, strangeness } = found;
  const isKnown = strangeness === null || strangeness <= 1;
  const typeIndex = type === null ? null : types!.findIndex(({ code }) => code === type.code);
  const called = isKnown ? (referred ? 'referred' : prediction) : 'unknown';
  return { number, probability, called, typeIndex, typeProbabilities, strangeness };
}
