import type { Executable, Runtime } from '@leukoscope/engine';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { ModelCard } from '../models/model-card.ts';
import { readModelCard } from '../models/model-file.ts';
import { ATYPICAL_CLASS, CLASSES } from '../models/model-types.ts';

/**
 * So many pictures or views of them are looked at together: enough to keep the processor busy, few enough for the memory
 * of a large network.
 */
const MOST_AT_ONCE = 128;

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
}

/** A model ready for use: prepared pixels in, probabilities out. */
export interface Predictor {
  readonly card: ModelCard;
  /**
   * @param pixels uint8 `[N, sizePx, sizePx, 3]`, prepared by the card's preprocessing.
   */
  predict(pixels: Uint8Array): Promise<Predicted>;
  close(): Promise<void>;
}

/**
 * @param path names the file in errors.
 * @throws LeukoscopeError as `readModelCard`, and `model.cannot-run` where ONNX Runtime refuses the model.
 */
export async function openPredictor(
  bytes: Uint8Array,
  { path, runtime }: { readonly path: string; readonly runtime: Runtime },
): Promise<Predictor> {
  const card = await readModelCard(bytes, path);
  const executable = await load(bytes, path, runtime);
  const { sizePx } = card.preprocessing;
  const bytesEach = sizePx * sizePx * 3;
  const most = Math.floor(MOST_AT_ONCE / card.testViews);
  return {
    card,
    async predict(pixels) {
      const count = pixels.length / bytesEach;
      if (!Number.isInteger(count)) {
        throw new RangeError(
          `predict() pixels: got ${pixels.length} bytes, expected whole images of ${sizePx} x ${sizePx} x 3`,
        );
      }
      const atypical = new Float32Array(count);
      const logOdds = new Float32Array(count);
      const types = card.types && new Float32Array(count * card.types.length);
      for (let first = 0; first < count; first += most) {
        const part = pixels.subarray(first * bytesEach, (first + most) * bytesEach);
        const predicted = await predictTogether(part, { card, executable, runtime });
        atypical.set(predicted.atypical, first);
        logOdds.set(predicted.logOdds, first);
        if (card.types && predicted.types) types?.set(predicted.types, first * card.types.length);
      }
      return { atypical, logOdds, types };
    },
    close: () => executable.dispose(),
  };
}

async function predictTogether(
  pixels: Uint8Array,
  { card, executable, runtime }: { card: ModelCard; executable: Executable; runtime: Runtime },
): Promise<Predicted> {
  const { sizePx } = card.preprocessing;
  const count = pixels.length / (sizePx * sizePx * 3);
  const x = runtime.tensor({ dtype: 'uint8', shape: [count, sizePx, sizePx, 3] }, pixels);
  const ofGroups = runtime.tensor({ dtype: 'float32', shape: [count, CLASSES.length] });
  const ofTypes = card.types && runtime.tensor({ dtype: 'float32', shape: [count, card.types.length] });
  const outputs = new Map([['probabilities', ofGroups], ...(ofTypes ? [['typeProbabilities', ofTypes] as const] : [])]);
  await executable.run(new Map([['x', x]]), outputs);
  const rows = (await ofGroups.read()) as Float32Array;
  const column = (index: number) =>
    Float32Array.from({ length: count }, (_, item) => rows[item * CLASSES.length + index]!);
  const [typical, atypical] = [column(1 - ATYPICAL_CLASS), column(ATYPICAL_CLASS)];
  const logarithm = (probability: number) => Math.log(Math.max(probability, SMALLEST));
  const logOdds = atypical.map((probability, item) => logarithm(probability) - logarithm(typical[item]!));
  const types = ofTypes && ((await ofTypes.read()) as Float32Array);
  for (const tensor of [x, ...outputs.values()]) tensor.dispose();
  return { atypical, logOdds, types };
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
