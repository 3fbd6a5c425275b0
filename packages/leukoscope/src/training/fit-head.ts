import { setImmediate } from 'node:timers/promises';
import { elementCount, exportModel, type TensorData } from '@leukoscope/engine';
import { unitNumbers, unitOfData } from '../datasets/unit-numbers.ts';
import { scalingOf } from '../heads/scaling.ts';
import { HEAD, type NetworkSpec } from '../models/networks.ts';
import { fitLinearHead } from './fit-linear-head.ts';
import { fitNearestHead } from './fit-nearest-head.ts';
import type { HeadFit, HeadTask } from './head-task.ts';
import type { LearningInputs } from './learning-inputs.ts';
import { type LearningPart, learningPartOf } from './learning-part.ts';
import { type Scores, scoreByLogits } from './scoring.ts';
import type { TrainingJob, TrainingOutcome } from './training-job.ts';

/**
 * Fits the settings' head to the features of all training cells, which the frozen network gives once. It depends on the
 * job alone, and takes seconds: an interrupted one begins anew.
 *
 * @throws the signal's reason if it is aborted.
 */
export async function fitHead(job: TrainingJob, inputs: LearningInputs): Promise<TrainingOutcome> {
  const { settings, start, classes } = job;
  const part = learningPartOf(settings, classes.groups.length);
  const { head, tensors } = await withProgress(job, (onModel) => fitted(job, taskOf(job, { inputs, part, onModel })));
  const network: NetworkSpec = { ...spec(settings.network), hidden: null, fitted: head };
  const named = [...tensors].map(([name, tensor]) => [`${HEAD}.${name}`, tensor] as const);
  const state = { tensors: new Map([...(start?.tensors ?? []), ...named]), backbone: start?.foreign?.model };
  return { network, state, epoch: 0, metrics: [], validation: await validated(job, { inputs, network, state }) };
}

function fitted({ settings }: TrainingJob, task: HeadTask): Promise<HeadFit> {
  const scaling = scalingOf(task.features, task.rows);
  switch (settings.head) {
    case 'svm':
    case 'logistic':
      return fitLinearHead(task, { scaling, by: settings.head, balanced: settings.balance === 'weights' });
    case 'knn':
      return fitNearestHead(task, { scaling });
    case 'layers':
      throw new RangeError("fitHead() settings.head: got 'layers', which are trained in steps");
  }
}

/** Only a network with features has a head to be fitted. */
function spec(network: NetworkSpec): Exclude<NetworkSpec, { name: 'cnn' }> {
  if (network.name === 'cnn') throw new RangeError("fitHead() settings.network: 'cnn' has no frozen features");
  return network;
}

function taskOf(
  { train, images, classes, seed, runtime }: TrainingJob,
  { inputs, part, onModel }: { inputs: LearningInputs; part: LearningPart; onModel: HeadTask['onModel'] },
): HeadTask {
  const columns = elementCount(part.item.shape);
  const values = inputs.allocate(train.length) as Float32Array;
  for (const [at, { image }] of train.entries()) inputs.read(image, values, at);
  const cells = train.map(({ cell }) => cell);
  const imageHashes = train.map(({ image }) => images.imageHash(image));
  return {
    features: { rows: train.length, columns, values },
    rows: Uint32Array.from(train.keys()),
    labels: Uint16Array.from(cells, (cell) => classes.classOf(cell)!),
    classes: classes.groups.length,
    units: unitNumbers({ cells, imageHashes }, unitOfData(cells)),
    seed,
    runtime,
    onModel,
  };
}

/** Shows how many models have been fitted, not how many will be: that depends on what they say. */
async function withProgress(
  { progress, signal }: TrainingJob,
  work: (onModel: () => Promise<void>) => Promise<HeadFit>,
): Promise<HeadFit> {
  let done = 0;
  const report = (ended: boolean) =>
    progress.report({ stage: 'train', unit: 'steps', done, total: null, ...(ended && { ended }) });
  report(false);
  const fit = await work(async () => {
    // Fitting computes without a pause: between two models there must be room for Ctrl-C and for the progress.
    await setImmediate();
    signal.throwIfAborted();
    done += 1;
    report(false);
  });
  report(true);
  return fit;
}

interface Fitted extends Pick<TrainingOutcome, 'network' | 'state'> {
  readonly inputs: LearningInputs;
}

async function validated(job: TrainingJob, { inputs, network, state }: Fitted): Promise<Scores | null> {
  const { validation, runtime, settings, classes, signal } = job;
  if (validation.length === 0) return null;
  const { network: learning, item } = learningPartOf({ ...settings, network }, classes.groups.length);
  const executable = await runtime.load(exportModel({ network: learning, item, state }));
  const logits = async (items: TensorData) => {
    const count = items.length / elementCount(item.shape);
    const x = runtime.tensor({ dtype: item.dtype, shape: [count, ...item.shape] }, items);
    const output = runtime.tensor({ dtype: 'float32', shape: [count, classes.groups.length] });
    await executable.run(new Map([['x', x]]), new Map([['logits', output]]));
    const rows = (await output.read()) as Float32Array;
    for (const tensor of [x, output]) tensor.dispose();
    return rows;
  };
  try {
    return await scoreByLogits(validation, { inputs, logits, classes, signal });
  } finally {
    await executable.dispose();
  }
}
