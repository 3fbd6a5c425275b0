import { normLayers, normProbe, withConstants } from './onnx/norm-layers.ts';
import type { Runtime } from './runtime/runtime.ts';
import { float32, type TensorData, type TensorType } from './tensor-type.ts';

/** Items of a model's input `x`, end to end. */
export interface ItemBatch {
  readonly data: TensorData;
  readonly count: number;
}

export interface RenormaliseOptions {
  readonly runtime: Runtime;
  /** Type of one item, without the batch dimension. */
  readonly item: TensorType;
  /** All items, in batches; asked for once for each layer. */
  readonly batches: () => Iterable<ItemBatch> | AsyncIterable<ItemBatch>;
  /** The old statistics count as those of so many items, at least 0. */
  readonly priorItems: number;
  /** Awaited before each layer and after the last: the place to show progress, and to throw where work is to end. */
  readonly onLayer?: (done: number, total: number) => Promise<void>;
}

/**
 * A finished model whose batch normalisations have the statistics of these items: mean and variance (divided by the count)
 * of what comes into each layer when the layers before have their new ones.
 * They are mixed with the old ones by the number of items, `n / (n + priorItems)` new, as Schneider et al. 2020
 * (arXiv 2006.16971) do for networks in new surroundings. A network without such layers stays as it is.
 *
 * Oracle: the statistics of float64 activations (renormalise.test.ts).
 *
 * @param bytes as `exportModel` or `averageModels` writes them.
 * @returns the model, and how many layers it has that normalise so.
 */
export async function renormalise(
  bytes: Uint8Array,
  options: RenormaliseOptions,
): Promise<{ readonly model: Uint8Array; readonly layers: number }> {
  const { onLayer = async () => undefined, priorItems } = options;
  if (!(priorItems >= 0)) throw new RangeError(`renormalise() priorItems=${priorItems}: expected 0 or more`);
  const layers = normLayers(bytes);
  let model = bytes;
  for (const [index, { mean, variance, statistics }] of layers.entries()) {
    await onLayer(index, layers.length);
    const measured = await measure(model, index, { ...options, channels: statistics.mean.length });
    const share = measured.items / (measured.items + priorItems);
    const mixed = (before: Float32Array, now: Float64Array) =>
      before.map((value, at) => (1 - share) * value + share * now[at]!);
    const means = Float64Array.from(measured.offsets, (offset, at) => statistics.mean[at]! + offset);
    model = withConstants(
      model,
      new Map([
        [mean, mixed(statistics.mean, means)],
        [variance, mixed(statistics.variance, measured.variances)],
      ]),
    );
  }
  await onLayer(layers.length, layers.length);
  return { model, layers: layers.length };
}

interface Measured {
  readonly items: number;
  /** Of the means from those that the layer has. */
  readonly offsets: Float64Array;
  readonly variances: Float64Array;
}

async function measure(
  model: Uint8Array,
  index: number,
  { runtime, item, batches, channels }: RenormaliseOptions & { readonly channels: number },
): Promise<Measured> {
  const executable = await runtime.load(normProbe(model, index));
  const [means, squares] = ['means', 'squares'].map(() => runtime.tensor(float32(1, channels, 1, 1)));
  const outputs = new Map([
    ['means', means!],
    ['squares', squares!],
  ]);
  const offsets = new Float64Array(channels);
  const spreads = new Float64Array(channels);
  let items = 0;
  try {
    for await (const { data, count } of batches()) {
      const x = runtime.tensor({ dtype: item.dtype, shape: [count, ...item.shape] }, data);
      await executable.run(new Map([['x', x]]), outputs);
      x.dispose();
      addTimes(offsets, await means!.read(), count);
      addTimes(spreads, await squares!.read(), count);
      items += count;
    }
  } finally {
    for (const tensor of [means!, squares!]) tensor.dispose();
    await executable.dispose();
  }
  if (items < 2) throw new RangeError(`renormalise() batches: got ${items} items, expected 2 or more`);
  for (let at = 0; at < channels; at++) {
    offsets[at]! /= items;
    spreads[at] = Math.max(0, spreads[at]! / items - offsets[at]! ** 2);
  }
  return { items, offsets, variances: spreads };
}

function addTimes(sums: Float64Array, values: TensorData, factor: number): void {
  for (let at = 0; at < sums.length; at++) sums[at]! += factor * Number(values[at]);
}
