import { Graph } from '../graph.ts';
import { embed } from '../onnx/embed.ts';
import { encodeOnnx } from '../onnx/encode.ts';
import { type ForeignModel, ForeignModelError } from '../onnx/foreign-model.ts';
import { applyOne, type Operator } from '../operator.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { float32 } from '../tensor-type.ts';
import { foreignInput } from './foreign-network.ts';

/** More sides than any value has that could be features. */
const MOST_SIDES = 6;

/** How many sides the used value has, then each of them, then zeros. */
const operator: Operator<ForeignModel> = {
  name: 'foreignSides',
  infer: () => [float32(1 + MOST_SIDES)],
  lower(emit, { inputs: [x], outputs: [y], inputTypes: [type] }, network) {
    const shape = emit.node('Shape', [embed(emit, network, foreignInput(emit, network, { name: x!, type: type! }))]);
    const rank = emit.node('Shape', [shape]);
    const padded = emit.node('Concat', [rank, shape, emit.ints(...new Array<number>(MOST_SIDES).fill(0))], { axis: 0 });
    const first = emit.node('Slice', [padded, emit.ints(0), emit.ints(1 + MOST_SIDES)]);
    emit.node('Cast', [first], { to: 1 }, y);
  },
};

/**
 * Runs another program's network on one blank image, to know what `foreignNetwork` will make of images of that size.
 *
 * @returns sides of the used value for one image: `[F]` or `[F, H, W]`.
 * @throws ForeignModelError `features` for a value of other sides, or one of `[N, H, W, F]`, whose channels nobody can tell
 * from its positions; whatever the runtime throws where it cannot run the network.
 */
export async function foreignSides(
  network: ForeignModel,
  sizePx: number,
  runtime: Runtime,
): Promise<readonly number[]> {
  const image = float32(1, 3, sizePx, sizePx);
  const x = new Graph().input('x', image);
  const executable = await runtime.load(encodeOnnx(new Map([['sides', applyOne(operator, [x], network)]])));
  const [input, output] = [runtime.tensor(image), runtime.tensor(float32(1 + MOST_SIDES))];
  try {
    await executable.run(new Map([['x', input]]), new Map([['sides', output]]));
    const [rank, items, ...sides] = (await output.read()) as Float32Array;
    const found = sides.slice(0, Math.max(0, rank! - 1));
    const fits = items === 1 && (rank === 2 || (rank === 4 && !network.input.channelsLast));
    if (fits) return found;
    throw new ForeignModelError(`${network.output} [${[items, ...found].join(', ')}]`, { reason: 'features' });
  } finally {
    for (const tensor of [input, output]) tensor.dispose();
    await executable.dispose();
  }
}
