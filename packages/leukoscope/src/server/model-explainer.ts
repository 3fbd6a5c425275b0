import { nodeRuntime } from '@leukoscope/engine/node';
import type { Cell } from '../cells/cell.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type Explainer, openExplainer } from '../explain/explainer.ts';
import { heatPicture } from '../explain/maps/heat-picture.ts';
import { type NearCell, readTrainingCells, type TrainingCells } from '../explain/training-cells.ts';
import { encodePng } from '../images/codec.node.ts';
import { openImageStore } from '../images/image-store.node.ts';
import { atScale } from '../images/preprocessing.ts';
import { readModelFile } from '../models/read-model-file.node.ts';

const NEVER = new AbortController().signal;

interface ScaledImage {
  readonly path: string;
  /** As it was classified; `null`: as in training. */
  readonly micronsPerPixel: number | null;
}

/** A model that explains its calls, one picture at a time; opened at the first question. */
export class ModelExplainer {
  readonly #explainer: Explainer;
  #training: Promise<TrainingCells> | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(explainer: Explainer) {
    this.#explainer = explainer;
  }

  /** @throws LeukoscopeError as `readModelFile` and `openExplainer`. */
  static async open(modelFile: string): Promise<ModelExplainer> {
    const bytes = await readModelFile(modelFile);
    return new ModelExplainer(await openExplainer(bytes, { path: 'the model', runtime: nodeRuntime() }));
  }

  /** PNG of the picture as the model saw it, with what speaks for its call in colours. */
  heatMap({ path, micronsPerPixel }: ScaledImage): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      const { methods } = this.#explainer;
      const method = methods.includes('grad-cam') ? 'grad-cam' : methods[0]!;
      const pixels = await this.#prepared(path, micronsPerPixel);
      const { maps } = await this.#explainer.explain(pixels, { methods: [method] });
      const { sizePx } = this.#explainer.predictor.card.preprocessing;
      return encodePng(heatPicture(pixels, maps[0]!.values, sizePx));
    });
  }

  /** @param cells that the model may have learnt from; read once. */
  nearest(
    image: ScaledImage & { readonly imageHash: string },
    cells: readonly Cell[],
    most: number,
  ): Promise<readonly NearCell[]> {
    return this.#inTurn(async () => {
      this.#training ??= this.#readTraining(cells);
      const training = await this.#training;
      const { features } = await this.#explainer.predictor.predict(
        await this.#prepared(image.path, image.micronsPerPixel),
      );
      return training.nearest({ features: features!, imageHash: image.imageHash }, most);
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#explainer.close());
  }

  /** What an explainer is asked must not overlap. */
  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #prepared(path: string, micronsPerPixel: number | null): Promise<Uint8Array> {
    const store = await this.#imageStore(micronsPerPixel);
    try {
      for await (const { pixels, rejected } of store.stream([path], { batch: 1 })) {
        if (rejected.length === 0) return pixels;
      }
      throw new LeukoscopeError('api.not-found', { subject: 'image' });
    } finally {
      await store.close();
    }
  }

  async #readTraining(cells: readonly Cell[]): Promise<TrainingCells> {
    const { predictor } = this.#explainer;
    const store = await this.#imageStore(null);
    try {
      return await readTrainingCells(cells, { predictor, store, progress: { report: () => undefined }, signal: NEVER });
    } finally {
      await store.close();
    }
  }

  #imageStore(micronsPerPixel: number | null) {
    const { preprocessing } = this.#explainer.predictor.card;
    return openImageStore({ cacheFolder: null, preprocessing: atScale(preprocessing, micronsPerPixel) });
  }
}
