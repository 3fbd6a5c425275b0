import {
  add,
  encodeOnnx,
  Graph,
  gemm,
  gradients,
  logarithm,
  meanOverViews,
  multiply,
  nodesFor,
  planeViews,
  resampleImage,
  reshape,
  Scope,
  type StoredTensor,
  softmax,
  type Tensor,
} from '@leukoscope/engine';
import { resampling } from '../../images/resample-axis.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { CLASSES } from '../../models/model-types.ts';
import { buildNetwork, type NetworkSpec } from '../../models/networks.ts';

/** One network of a model: the model itself, or a member of an ensemble. */
export interface ModelPart {
  readonly network: NetworkSpec;
  readonly testViews: ModelCard['testViews'];
  /** Side of its pictures, made of the model's, in pixels. */
  readonly sizePx: number;
  /** Stands before the names of its tensors in the file. */
  readonly prefix: string;
}

/** The networks whose probabilities a model averages; most have one. */
export function partsOf({ network, testViews, members, preprocessing: { sizePx } }: ModelCard): readonly ModelPart[] {
  if (network.name !== 'ensemble') return [{ network, testViews, sizePx, prefix: '' }];
  return members!.map((member, index) => ({ ...member, sizePx: member.sizePx ?? sizePx, prefix: `member${index}.` }));
}

/**
 * What keeps the gradient of a model from being known: another program's network inside (`backbone`), or votes of nearest
 * cells, which change by leaps (`nearest`). `null`: nothing.
 */
export function gradientObstacle(card: ModelCard): 'backbone' | 'nearest' | null {
  for (const { network } of partsOf(card)) {
    if (network.name === 'backbone') return 'backbone';
    if ('fitted' in network && network.fitted?.kind === 'nearest') return 'nearest';
  }
  return null;
}

/** The feature maps that Grad-CAM looks at, of one network of the model. */
export interface CamLayer {
  /** The last layer before them, by its name in the network. */
  readonly name: string;
  readonly views: number;
  readonly channels: number;
  readonly rows: number;
  readonly columns: number;
}

export interface GradientModel {
  /**
   * ONNX: input `x` uint8 `[1, sizePx, sizePx, 3]`; outputs `logOdds` `[]`, `byPixel` float32 as `x`, and for each layer `l`
   * `maps.l` and `byMaps.l` float32 `[views, channels, rows, columns]`. `by…` are gradients of `logOdds`.
   */
  readonly model: Uint8Array;
  readonly layers: readonly CamLayer[];
}

/**
 * A model for one picture at a time, with the gradients of what it says.
 *
 * @param tensors of the model's file, see `modelTensors`.
 * @throws RangeError for a card that `gradientObstacle` names something of, or a tensor that is missing.
 */
export function gradientModel(card: ModelCard, tensors: ReadonlyMap<string, StoredTensor>): GradientModel {
  const { sizePx } = card.preprocessing;
  const graph = new Graph();
  const x = graph.input('x', { dtype: 'uint8', shape: [1, sizePx, sizePx, 3] });
  const built = partsOf(card).map((part) => ({ part, logits: logitsOf(card, part, { x, tensors }) }));
  const logOdds = logOddsOf(card, built);
  const maps = built.map(({ logits }) => camMaps(logits));
  const [byPixel, ...byMaps] = gradients(logOdds, [x, ...maps.map(({ tensor }) => tensor)]);
  const outputs = new Map<string, Tensor>([
    ['logOdds', logOdds],
    ['byPixel', byPixel!],
  ]);
  maps.forEach(({ tensor }, layer) => void outputs.set(`maps.${layer}`, tensor).set(`byMaps.${layer}`, byMaps[layer]!));
  return { model: encodeOnnx(outputs), layers: maps.map(({ layer }) => layer) };
}

/** `[views, classes]`. */
function logitsOf(
  { preprocessing, types }: ModelCard,
  { network, testViews, sizePx, prefix }: ModelPart,
  { x, tensors }: { readonly x: Tensor; readonly tensors: ReadonlyMap<string, StoredTensor> },
): Tensor {
  const graph = x.graph as Graph;
  const scope = new Scope(graph, {
    training: false,
    bind(name, { shape }) {
      const found = tensors.get(prefix + name);
      if (found === undefined) throw new RangeError(`gradientModel() tensors: '${prefix + name}' is missing`);
      return graph.constant(found.data, { dtype: 'float32', shape }, name);
    },
  });
  const { kernel, sizePx: whole } = preprocessing;
  const pixels = sizePx === whole ? x : resampleImage(x, resampling(kernel, whole, sizePx));
  return buildNetwork(network, preprocessing, { classes: types?.length ?? CLASSES.length })(
    scope,
    planeViews(pixels, testViews),
  );
}

interface BuiltPart {
  readonly part: ModelPart;
  readonly logits: Tensor;
}

/**
 * The natural logarithm of atypical's odds, `[]`, by the probabilities that the model gives. Where these are a plain softmax
 * over the two groups it is the difference of the logits, without the way over probabilities, on which what is small is lost.
 */
function logOddsOf({ types }: ModelCard, built: readonly BuiltPart[]): Tensor {
  const [{ part, logits }] = built as readonly [BuiltPart];
  const difference = logits.graph.constant(Float32Array.of(-1, 1), { dtype: 'float32', shape: [2, 1] }, 'difference');
  if (built.length === 1 && part.testViews === 1 && types === null) return reshape(gemm(logits, difference), []);
  const groups = types?.map(({ group }) => group) ?? CLASSES;
  const belongs = groups.flatMap((group) => CLASSES.map((name) => Number(name === group)));
  const shape = [groups.length, CLASSES.length];
  const membership = logits.graph.constant(Float32Array.from(belongs), { dtype: 'float32', shape }, 'groups');
  const each = built.map((one) => gemm(meanOverViews(softmax(one.logits), one.part.testViews), membership));
  const sum = each.reduce((all, one) => add(all, one));
  const mean = multiply(sum, logits.graph.scalar(1 / each.length)); // [1, 2]
  return reshape(gemm(logarithm(mean), difference), []);
}

/** With fewer rows and columns than this a map can hardly say where. */
const LEAST_CAM_SIDE = 4;

/**
 * The last rectified feature maps that still say where: of a ResNet what its last stage gives, at small pictures an earlier
 * one; of the CNN what its second convolution gives, pooled.
 */
function camMaps(logits: Tensor): { readonly tensor: Tensor; readonly layer: CamLayer } {
  const node = nodesFor([logits]).findLast(({ operator, outputs: [y] }) => {
    const [, , rows = 0, columns = 0] = y!.shape;
    return operator.name === 'relu' && Math.min(rows, columns) >= LEAST_CAM_SIDE;
  });
  if (node === undefined) throw new RangeError('gradientModel() card: its network has no feature maps');
  const [tensor] = node.outputs as readonly [Tensor];
  const [views, channels, rows, columns] = tensor.shape as [number, number, number, number];
  return { tensor, layer: { name: node.origin.layer, views, channels, rows, columns } };
}
