import { type Executable, modelTensors, type Runtime } from '@leukoscope/engine';
import type { Group } from '../cells/scheme.ts';
import { openPredictor, type Predictor } from '../classify/predictor.ts';
import { isCalledAtypical } from '../evaluation/scored-cell.ts';
import type { ModelCard } from '../models/model-card.ts';
import { enlarged, gradCam } from './maps/grad-cam.ts';
import { type CamLayer, gradientModel, gradientObstacle } from './maps/gradient-model.ts';
import { occlusion } from './maps/occlusion.ts';
import { type Explanation, METHODS, type Method, type RelevanceMap } from './maps/relevance-map.ts';
import { saliency } from './maps/saliency.ts';

/** Methods that need the gradient of a model. */
const BY_GRADIENT: ReadonlySet<Method> = new Set(['saliency', 'grad-cam']);

/** Which methods a model can be asked by: occlusion by any, the others where its gradient is known. */
export function methodsFor(card: ModelCard): readonly Method[] {
  return gradientObstacle(card) === null ? METHODS : METHODS.filter((method) => !BY_GRADIENT.has(method));
}

interface ExplainRequest {
  readonly methods: readonly Method[];
  /** What the maps shall speak for. Default: the model's own call at its threshold. */
  readonly toward?: Group;
  readonly signal?: AbortSignal;
}

/** A model that can say what its calls rest on, one picture at a time. Calls must not overlap. */
export interface Explainer {
  /** The model as `classify` uses it; closed with the explainer. */
  readonly predictor: Predictor;
  readonly methods: readonly Method[];
  /** What Grad-CAM looks at, one a network; empty where it cannot be asked. */
  readonly layers: readonly CamLayer[];
  /**
   * @param pixels uint8 `[sizePx, sizePx, 3]`, prepared by the card's preprocessing.
   * @throws RangeError for a method not in `methods`, or another number of pixels; the signal's reason if it is aborted.
   */
  explain(pixels: Uint8Array, request: ExplainRequest): Promise<Explanation>;
  close(): Promise<void>;
}

/**
 * @param path names the file in errors.
 * @throws LeukoscopeError as `openPredictor`.
 */
export async function openExplainer(
  bytes: Uint8Array,
  { path, runtime }: { readonly path: string; readonly runtime: Runtime },
): Promise<Explainer> {
  const predictor = await openPredictor(bytes, { path, runtime, features: true, strangeness: true });
  const { card } = predictor;
  const gradient = gradientObstacle(card) === null ? await openGradient(bytes, card, runtime) : null;
  const methods = methodsFor(card);
  const { sizePx } = card.preprocessing;
  const mapOf = async (method: Method, pixels: Uint8Array, known: Known): Promise<RelevanceMap> => {
    if (method === 'occlusion') {
      const logOddsOf = async (covered: Uint8Array) => (await predictor.predict(covered)).logOdds;
      const lost = await occlusion(pixels, { ...known, sizePx, logOddsOf });
      return { method, values: lost.map((value) => value * known.sign) };
    }
    const { byPixel: gradient } = known.found!;
    if (method === 'saliency') return { method, values: saliency(gradient), gradient };
    return { method, values: camOf(known.found!, known.sign, sizePx) };
  };
  return {
    predictor,
    methods,
    layers: gradient?.layers ?? [],
    async explain(pixels, { methods: asked, toward, signal }) {
      check(pixels, sizePx, asked, methods);
      const predicted = await predictor.predict(pixels);
      const [probability, logOdds] = [predicted.atypical[0]!, predicted.logOdds[0]!];
      const strangeness = predicted.strangeness?.[0] ?? null;
      const called = isCalledAtypical(probability, card.threshold.threshold) ? 'atypical' : 'typical';
      const direction = toward ?? called;
      const found =
        gradient !== null && asked.some((method) => BY_GRADIENT.has(method)) ? await gradient.run(pixels) : null;
      const known = { logOdds, sign: direction === 'atypical' ? 1 : -1, found, signal };
      const maps: RelevanceMap[] = [];
      for (const method of asked) maps.push(await mapOf(method, pixels, known));
      return { probability, logOdds, called, strangeness, features: predicted.features!, toward: direction, maps };
    },
    async close() {
      await gradient?.close();
      await predictor.close();
    },
  };
}

interface Known {
  readonly logOdds: number;
  readonly sign: number;
  readonly found: FoundGradients | null;
  readonly signal: AbortSignal | undefined;
}

function check(pixels: Uint8Array, sizePx: number, asked: readonly Method[], methods: readonly Method[]): void {
  const expected = sizePx * sizePx * 3;
  if (pixels.length !== expected) {
    throw new RangeError(
      `explain() pixels: got ${pixels.length} bytes, expected one image of ${sizePx} x ${sizePx} x 3`,
    );
  }
  const impossible = asked.find((method) => !methods.includes(method));
  if (impossible !== undefined)
    throw new RangeError(`explain() methods: '${impossible}' cannot be asked of this model`);
}

/** Gradients of the logarithm of atypical's odds. */
interface FoundGradients {
  readonly byPixel: Float32Array;
  readonly ofLayers: readonly {
    readonly layer: CamLayer;
    readonly maps: Float32Array;
    readonly slopes: Float32Array;
  }[];
}

/** Grad-CAM at the picture's size; of an ensemble the sum over its networks. */
function camOf({ ofLayers }: FoundGradients, sign: number, sizePx: number): Float32Array {
  const sum = new Float32Array(sizePx * sizePx);
  for (const { layer, maps, slopes } of ofLayers) {
    const towards = slopes.map((slope) => slope * sign);
    enlarged(gradCam(maps, towards, layer), layer, sizePx).forEach((value, at) => {
      sum[at]! += value;
    });
  }
  return sum;
}

async function openGradient(bytes: Uint8Array, card: ModelCard, runtime: Runtime) {
  const { model, layers } = gradientModel(card, modelTensors(bytes));
  const executable: Executable = await runtime.load(model);
  const { sizePx } = card.preprocessing;
  const shape = [1, sizePx, sizePx, 3];
  const ofLayer = ({ views, channels, rows, columns }: CamLayer) =>
    ({ dtype: 'float32', shape: [views, channels, rows, columns] }) as const;
  return {
    layers,
    async run(pixels: Uint8Array): Promise<FoundGradients> {
      const x = runtime.tensor({ dtype: 'uint8', shape }, pixels);
      const outputs = new Map([
        ['logOdds', runtime.tensor({ dtype: 'float32', shape: [] })],
        ['byPixel', runtime.tensor({ dtype: 'float32', shape })],
        ...layers.flatMap((layer, at) => [
          [`maps.${at}`, runtime.tensor(ofLayer(layer))] as const,
          [`byMaps.${at}`, runtime.tensor(ofLayer(layer))] as const,
        ]),
      ]);
      await executable.run(new Map([['x', x]]), outputs);
      const read = async (name: string) => ((await outputs.get(name)!.read()) as Float32Array).slice();
      const byPixel = await read('byPixel');
      const ofLayers: FoundGradients['ofLayers'][number][] = [];
      for (const [at, layer] of layers.entries()) {
        ofLayers.push({ layer, maps: await read(`maps.${at}`), slopes: await read(`byMaps.${at}`) });
      }
      for (const tensor of [x, ...outputs.values()]) tensor.dispose();
      return { byPixel, ofLayers };
    },
    close: () => executable.dispose(),
  };
}
