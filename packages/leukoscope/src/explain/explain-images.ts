import type { ImageToClassify, RejectedInput } from '../classify/classify-images.ts';
import type { ImageStore } from '../images/image-store.node.ts';
import type { Explainer } from './explainer.ts';
import type { Explanation, Method } from './maps/relevance-map.ts';

/** An image as the model saw it, and what its call rests on. */
export interface ExplainedImage extends ImageToClassify {
  /** sha256 of the file's bytes. */
  readonly imageHash: string;
  /** As prepared for the model, uint8 `[sizePx, sizePx, 3]`. */
  readonly pixels: Uint8Array;
  readonly explanation: Explanation;
}

interface ExplainingWorld {
  readonly explainer: Explainer;
  readonly store: ImageStore;
  readonly methods: readonly Method[];
  readonly signal: AbortSignal;
}

/** Few: each picture takes many times as long as to read it. */
const BATCH = 8;

/** Explains images one after the other, in their order; memory does not grow with their number. */
export async function* explainImages(
  images: readonly ImageToClassify[],
  { explainer, store, methods, signal }: ExplainingWorld,
): AsyncGenerator<ExplainedImage | RejectedInput> {
  const paths = images.map(({ path }) => path);
  for await (const batch of store.stream(paths, { batch: BATCH, signal })) {
    const bytesEach = batch.pixels.length / Math.max(1, batch.accepted.length);
    for (let index = batch.first; index < batch.first + batch.count; index++) {
      const image = images[index]!;
      const at = batch.accepted.indexOf(index);
      if (at < 0) {
        yield { ...image, reason: batch.rejected.find((rejected) => rejected.index === index)!.reason };
        continue;
      }
      signal.throwIfAborted();
      const pixels = batch.pixels.slice(at * bytesEach, (at + 1) * bytesEach);
      const explanation = await explainer.explain(pixels, { methods, signal });
      yield { ...image, imageHash: batch.imageHashes[at]!, pixels, explanation };
    }
  }
}
