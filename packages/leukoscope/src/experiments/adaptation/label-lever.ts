import { modelTensors, type Runtime, withConstants, withLayerInputs } from '@leukoscope/engine';
import { openPredictor } from '../../classify/predictor.ts';
import { unitNumbers, unitOfData } from '../../datasets/unit-numbers.ts';
import { fitTemperature } from '../../evaluation/reliability/temperature.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import { chooseThreshold } from '../../evaluation/threshold.ts';
import { type FeatureMatrix, sigmoid } from '../../heads/feature-matrix.ts';
import { type CorrectionTrial, fitCorrection } from '../../heads/fit-correction.ts';
import { scalingOf, standardised } from '../../heads/scaling.ts';
import type { PreparedImages } from '../../images/prepared-images.node.ts';
import { modelErrors } from '../../models/calibrated-card.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { withCard } from '../../models/model-file.ts';
import { ATYPICAL_CLASS, CLASSES } from '../../models/model-types.ts';
import { lastLayerOf } from '../../models/networks.ts';
import type { LabelledCell } from './draw-cells.ts';
import { type AdaptWorld, type ModelOfCard, withPrepared } from './picture-levers.ts';

/** With fewer cells of a group neither threshold nor last layer is changed. */
export const FEWEST_OF_GROUP = 10;
/** As in training; see `chooseThreshold`. */
const TARGET = { minSensitivity: 0.95, minPositives: FEWEST_OF_GROUP };

export interface LabelTask {
  readonly model: ModelOfCard;
  readonly labelled: readonly LabelledCell[];
  readonly seed: number;
}

export interface LabelResult {
  readonly model: ModelOfCard;
  /** What cross-validation said of the last layer; `null` where it cannot be fitted anew in this kind of model. */
  readonly lastLayer: CorrectionTrial | null;
}

/**
 * The model with a threshold and a temperature by these labelled cells and, where cross-validation on them says that it
 * helps, its last layer fitted to them too. What these cells are judged by has then not seen them.
 */
export async function pullLabelLever({ model, labelled, seed }: LabelTask, world: AdaptWorld): Promise<LabelResult> {
  const { card } = model;
  const seen = await withPrepared(labelled, card.preprocessing, world, (cells, images) =>
    look(cells as readonly { readonly cell: LabelledCell; readonly image: number }[], { model, images, world }),
  );
  const labels = Uint8Array.from(seen.cells, ({ group }) => Number(group === 'atypical'));
  const units = unitNumbers({ cells: seen.cells, imageHashes: seen.imageHashes }, unitOfData(seen.cells));
  const all = Uint32Array.from(labels.keys());
  const scaling = seen.features && scalingOf(seen.features, all);
  const lastLayer =
    seen.features &&
    scaling &&
    fitCorrection({
      ...{ features: standardised(seen.features, all, scaling), logits: seen.logits, labels, units, seed },
    });
  const correction = lastLayer?.correction ?? null;
  const logits = correction?.heldOut ?? seen.logits;
  const scored = seen.cells.map((cell, at) => scoredCell(cell, sigmoid(logits[at]!)));
  const threshold = chooseThreshold(scored, TARGET);
  const adapted: ModelCard = {
    ...card,
    threshold,
    temperature: fitTemperature(scored),
    errors: modelErrors(scored, { threshold: threshold.threshold, on: 'calibration', card }),
  };
  const bytes =
    correction === null || scaling === null ? model.bytes : corrected(model, correction.parameters, scaling);
  return { model: { bytes: await withCard(bytes, adapted), card: adapted }, lastLayer };
}

interface Seen {
  readonly cells: readonly LabelledCell[];
  readonly imageHashes: readonly string[];
  /** Of atypical. */
  readonly logits: Float64Array;
  /** Of the last layer, where it can be fitted anew. */
  readonly features: FeatureMatrix | null;
}

async function look(
  prepared: readonly { readonly cell: LabelledCell; readonly image: number }[],
  {
    model,
    images,
    world: { runtime },
  }: { readonly model: ModelOfCard; readonly images: PreparedImages; readonly world: AdaptWorld },
): Promise<Seen> {
  const { sizePx } = model.card.preprocessing;
  const bytesEach = sizePx * sizePx * 3;
  const pixels = new Uint8Array(prepared.length * bytesEach);
  prepared.forEach(({ image }, at) => void images.read(image, pixels, at * bytesEach));
  const predictor = await openPredictor(model.bytes, { path: 'model.onnx', runtime });
  try {
    const { logOdds } = await predictor.predict(pixels);
    return {
      cells: prepared.map(({ cell }) => cell),
      imageHashes: prepared.map(({ image }) => images.imageHash(image)),
      logits: Float64Array.from(logOdds),
      features: await lastFeatures(model, { pixels, sizePx, runtime }),
    };
  } finally {
    await predictor.close();
  }
}

/** What goes into the last layer for each picture; `null` for a model without one that can be fitted anew. */
async function lastFeatures(
  { bytes, card }: ModelOfCard,
  { pixels, sizePx, runtime }: { readonly pixels: Uint8Array; readonly sizePx: number; readonly runtime: Runtime },
): Promise<FeatureMatrix | null> {
  const layer = refittableLayer(card);
  if (layer === null) return null;
  const { model, inputs } = withLayerInputs(bytes, (name) => name === layer);
  const [{ name, columns }] = inputs as [(typeof inputs)[number]];
  const rows = pixels.length / (sizePx * sizePx * 3);
  const executable = await runtime.load(model);
  const x = runtime.tensor({ dtype: 'uint8', shape: [rows, sizePx, sizePx, 3] }, pixels);
  const features = runtime.tensor({ dtype: 'float32', shape: [rows, columns] });
  try {
    await executable.run(new Map([['x', x]]), new Map([[name, features]]));
    return { rows, columns, values: ((await features.read()) as Float32Array).slice() };
  } finally {
    for (const tensor of [x, features]) tensor.dispose();
    await executable.dispose();
  }
}

/** Of a single network that tells the two groups apart and looks at each picture once. */
function refittableLayer({ network, types, testViews }: ModelCard): string | null {
  return types !== null || testViews > 1 || network.name === 'ensemble' ? null : lastLayerOf(network);
}

/** The correction goes into the last layer's own weights: half to each of the two classes. */
function corrected(
  { bytes, card }: ModelOfCard,
  parameters: Float64Array,
  { mean, deviation }: ReturnType<typeof scalingOf>,
): Uint8Array {
  const layer = refittableLayer(card)!;
  const columns = mean.length;
  const tensors = modelTensors(bytes);
  const [weight, bias] = ['weight', 'bias'].map((name) => tensors.get(`${layer}.${name}`)!.data.slice());
  for (const [group] of CLASSES.entries()) {
    const share = group === ATYPICAL_CLASS ? 0.5 : -0.5;
    bias![group]! += share * parameters[columns]!;
    for (let at = 0; at < columns; at++) {
      const own = (share * parameters[at]!) / deviation[at]!;
      weight![group * columns + at]! += own;
      bias![group]! -= own * mean[at]!;
    }
  }
  return withConstants(
    bytes,
    new Map([
      [`${layer}.weight`, weight!],
      [`${layer}.bias`, bias!],
    ]),
  );
}

function scoredCell({ id, patient, cellCode, label, group }: LabelledCell, probability: number): ScoredCell {
  return { id, patient, cellCode, label, group, probability };
}
