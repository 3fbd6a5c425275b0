import { type DeviceTensor, type Executable, type LayerInput, type Runtime, withLayerInputs } from '@leukoscope/engine';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { pictureLook } from '../evaluation/promises/cell-look.ts';
import { KnownPlaces } from '../models/known-cells.ts';
import type { ModelCard } from '../models/model-card.ts';
import { readKnownCells, readModelCard } from '../models/model-file.ts';
import { ATYPICAL_CLASS, CLASSES } from '../models/model-types.ts';
import { HEAD } from '../models/networks.ts';

/**
 * So many pictures or views of them are looked at together. On a processor what 32 of them come to stays near it: a tenth faster
 * than 128 (64 pixels, `cell-resnet8`); a graphics card wants more work at a time.
 */
const MOST_AT_ONCE: Readonly<Record<Runtime['device'], number>> = { cpu: 32, wasm: 32, webgpu: 128, cuda: 128 };

/** The smallest normal float32, as in the logarithms of a model file. */
const SMALLEST = 2 ** -126;

/** What a model says of N images. */
export interface Predicted {
  /** The probability of atypical for each, in [0, 1]. */
  readonly atypical: Float32Array;
  /**
   * The natural logarithm of atypical's odds for each, from the probabilities of both classes: it tells surer from sure
   * where the probability is 1 but for what a float32 leaves out. Between −87.4 and 87.4.
   */
  readonly logOdds: Float32Array;
  /** The probability of each of the card's types, `[N, K]`; `null` for a model that knows the two groups alone. */
  readonly types: Float32Array | null;
  /**
   * How far each lies from the cells that the model knows: above 1 it looks like none of them. `null` if it was not asked
   * for, and from a model that does not say what it knows.
   */
  readonly strangeness: Float32Array | null;
  /** What each picture looks like, see `pictureLook`; `null` where it was not needed to tell how strange they are. */
  readonly looks: readonly Float64Array[] | null;
  /** What the network makes of each before its head, `[N, F]`, of an ensemble's networks one after the other, if asked for. */
  readonly features: Float32Array | null;
}

/** A model ready for use: prepared pixels in, probabilities out. */
export interface Predictor {
  readonly card: ModelCard;
  /** Whether the model says what cells it knows. */
  readonly knowsCells: boolean;
  /** Of what `features` each network gives, in their order; empty where none were asked for. */
  readonly featureColumns: readonly number[];
  /**
   * @param pixels uint8 `[N, sizePx, sizePx, 3]`, prepared by the card's preprocessing.
   */
  predict(pixels: Uint8Array): Promise<Predicted>;
  close(): Promise<void>;
}

interface OpenOptions {
  /** Names the file in errors. */
  readonly path: string;
  readonly runtime: Runtime;
  /** Whether features are given. Default false. */
  readonly features?: boolean;
  /** Whether it is told how strange pictures are, where the model can say. Default false. */
  readonly strangeness?: boolean;
}

/** @throws LeukoscopeError as `readModelCard`, and `model.cannot-run` where ONNX Runtime refuses the model. */
export async function openPredictor(bytes: Uint8Array, options: OpenOptions): Promise<Predictor> {
  const { path, runtime, features = false, strangeness = false } = options;
  const card = await readModelCard(bytes, path);
  const knownCells = readKnownCells(bytes, path);
  const looksInside = features || (strangeness && knownCells !== null);
  const { model, inputs } = looksInside ? withLayerInputs(bytes, isOfHead) : { model: bytes, inputs: [] };
  const executable = await load(model, path, runtime);
  const known = strangeness && knownCells ? await KnownPlaces.open(knownCells, runtime) : null;
  const opened = { card, executable, runtime, inputs, known };
  const { sizePx } = card.preprocessing;
  const bytesEach = sizePx * sizePx * 3;
  const most = Math.floor(MOST_AT_ONCE[runtime.device] / card.testViews);
  return {
    card,
    knowsCells: knownCells !== null,
    featureColumns: features ? inputs.map(({ columns }) => columns) : [],
    async predict(pixels) {
      const count = pixels.length / bytesEach;
      if (!Number.isInteger(count)) {
        throw new RangeError(
          `predict() pixels: got ${pixels.length} bytes, expected whole images of ${sizePx} x ${sizePx} x 3`,
        );
      }
      const parts: Predicted[] = [];
      for (let first = 0; first < count; first += most) {
        parts.push(await predictTogether(pixels.subarray(first * bytesEach, (first + most) * bytesEach), opened));
      }
      const joined = (part: (one: Predicted) => Float32Array | null) =>
        concatenated(parts.flatMap((one) => part(one) ?? []));
      return {
        atypical: joined((one) => one.atypical),
        logOdds: joined((one) => one.logOdds),
        types: card.types && joined((one) => one.types),
        strangeness: known && joined((one) => one.strangeness),
        looks: known && parts.flatMap(({ looks }) => looks ?? []),
        features: features ? joined((one) => one.features) : null,
      };
    },
    async close() {
      await known?.close();
      await executable.dispose();
    },
  };
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function isOfHead(layer: string): boolean {
  return layer === HEAD || layer.startsWith(`${HEAD}.`);
}

interface OpenedModel {
  readonly card: ModelCard;
  readonly executable: Executable;
  readonly runtime: Runtime;
  readonly inputs: readonly LayerInput[];
  readonly known: KnownPlaces | null;
}

async function predictTogether(pixels: Uint8Array, opened: OpenedModel): Promise<Predicted> {
  const { card, executable, runtime, inputs, known } = opened;
  const { sizePx } = card.preprocessing;
  const count = pixels.length / (sizePx * sizePx * 3);
  const x = runtime.tensor({ dtype: 'uint8', shape: [count, sizePx, sizePx, 3] }, pixels);
  const ofGroups = runtime.tensor({ dtype: 'float32', shape: [count, CLASSES.length] });
  const ofTypes = card.types && runtime.tensor({ dtype: 'float32', shape: [count, card.types.length] });
  const ofHeads = inputs.map(({ columns }, part) =>
    runtime.tensor({ dtype: 'float32', shape: [count * viewsOf(card, part), columns] }),
  );
  const outputs = new Map([
    ['probabilities', ofGroups],
    ...(ofTypes ? [['typeProbabilities', ofTypes] as const] : []),
    ...inputs.map(({ name }, part) => [name, ofHeads[part]!] as const),
  ]);
  await executable.run(new Map([['x', x]]), outputs);
  const rows = (await ofGroups.read()) as Float32Array;
  const column = (index: number) =>
    Float32Array.from({ length: count }, (_, item) => rows[item * CLASSES.length + index]!);
  const [typical, atypical] = [column(1 - ATYPICAL_CLASS), column(ATYPICAL_CLASS)];
  const logarithm = (probability: number) => Math.log(Math.max(probability, SMALLEST));
  const logOdds = atypical.map((probability, item) => logarithm(probability) - logarithm(typical[item]!));
  const types = ofTypes && ((await ofTypes.read()) as Float32Array).slice();
  const features = inputs.length === 0 ? null : await featuresOf(ofHeads, inputs, count);
  for (const tensor of [x, ...outputs.values()]) tensor.dispose();
  const looks = known && Array.from({ length: count }, (_, item) => pictureLook({ pixels, sizePx, item }));
  const strangeness = known && features && looks ? await known.strangeness(features, looks) : null;
  return { atypical, logOdds, types, strangeness, looks, features };
}

/** How many views a network of the model looks at. */
function viewsOf({ testViews, members }: ModelCard, part: number): number {
  return members?.[part]?.testViews ?? testViews;
}

/** `[count, F]`: of several views those of the picture as it is, which come first; networks one after the other. */
async function featuresOf(
  tensors: readonly DeviceTensor[],
  inputs: readonly LayerInput[],
  count: number,
): Promise<Float32Array> {
  const width = inputs.reduce((sum, { columns }) => sum + columns, 0);
  const features = new Float32Array(count * width);
  let first = 0;
  for (const [part, { columns }] of inputs.entries()) {
    const own = (await tensors[part]!.read()) as Float32Array;
    for (let item = 0; item < count; item++) {
      features.set(own.subarray(item * columns, (item + 1) * columns), item * width + first);
    }
    first += columns;
  }
  return features;
}

async function load(bytes: Uint8Array, path: string, runtime: Runtime): Promise<Executable> {
  try {
    return await runtime.load(bytes);
  } catch (cause) {
    throw cannotRun(path, cause);
  }
}

function cannotRun(path: string, cause: unknown): LeukoscopeError {
  const reason = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
  return new LeukoscopeError('model.cannot-run', { path, reason }, { cause });
}
