import { taughtTargets } from '@leukoscope/engine';
import { openPredictor, type Predicted, type Predictor } from '../classify/predictor.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type ImageStore, openImageStore, type PreparedImages } from '../images/image-store.node.ts';
import { pixelsId } from '../images/preprocessing.ts';
import type { ModelCard } from '../models/model-card.ts';
import { type DrawnCells, itemsOf } from './drawn-cells.ts';
import { PixelInputs } from './learning-inputs.ts';
import type { Teaching } from './train-settings.ts';
import type { TrainingClasses } from './training-classes.ts';
import type { TrainingJob } from './training-job.ts';

/** What a teacher sees: prepared images, and where among them those of the student are. */
interface Sight {
  readonly images: PreparedImages;
  readonly placeOf: (image: number) => number;
  readonly close: () => Promise<void>;
}

/**
 * Says what a trained model makes of the very cells that a student learns from, as they are varied and mixed for it
 * (consistent teaching: Beyer et al. 2022, arXiv:2106.05237), at the teacher's own size, crop and colours.
 */
export class Teacher {
  readonly #predictor: Predictor;
  readonly #sight: Sight;
  readonly #inputs: PixelInputs;
  readonly #teaching: Teaching;
  readonly #classes: TrainingClasses;

  /**
   * @returns `null` where nobody teaches.
   * @throws LeukoscopeError `teacher.other-types`, as `openPredictor` and as images are prepared; the signal's reason.
   */
  static async open(job: TrainingJob): Promise<Teacher | null> {
    const { teacher, settings, classes, runtime } = job;
    if (settings.teaching === undefined) return null;
    if (teacher === null) throw new RangeError('Teacher.open() job.teacher: needed, as the settings name one');
    const predictor = await openPredictor(teacher, { path: 'teacher.onnx', runtime });
    try {
      requireSameTypes(predictor.card, classes);
      return new Teacher(job, { predictor, sight: await sightOf(predictor.card, job), teaching: settings.teaching });
    } catch (error) {
      await predictor.close();
      throw error;
    }
  }

  private constructor(
    { settings, classes }: TrainingJob,
    given: { predictor: Predictor; sight: Sight; teaching: Teaching },
  ) {
    this.#predictor = given.predictor;
    this.#sight = given.sight;
    this.#inputs = new PixelInputs(given.sight.images, settings.augmentation);
    this.#teaching = given.teaching;
    this.#classes = classes;
  }

  /** Targets `taught` of `taughtLoss`, row-major `[N, classes]`. */
  async targets(drawn: DrawnCells): Promise<Float32Array> {
    const images = drawn.images.map((image) => this.#sight.placeOf(image));
    const pixels = itemsOf({ ...drawn, images }, this.#inputs) as Uint8Array;
    const predicted = await this.#predictor.predict(pixels);
    const { temperature, weight: share } = this.#teaching;
    return taughtTargets(this.#probabilitiesOf(predicted), {
      ...{ classes: this.#classes.groups.length, temperature, share },
    });
  }

  async close(): Promise<void> {
    await this.#predictor.close();
    await this.#sight.close();
  }

  /** Of the student's classes, in their order. */
  #probabilitiesOf({ logOdds, types }: Predicted): Float32Array {
    if (this.#classes.types === null) return ofGroups(logOdds);
    const codes = codesOf(this.#predictor.card.types);
    const columns = codesOf(this.#classes.types).map((code) => codes.indexOf(code));
    const items = types!.length / codes.length;
    const rows = Array.from({ length: items }, (_, item) => item * codes.length);
    return Float32Array.from(rows.flatMap((first) => columns.map((column) => types![first + column]!)));
  }
}

/** By the odds, which tell surer from sure where a probability is 1 but for its rounding. */
function ofGroups(logOdds: Float32Array): Float32Array {
  return Float32Array.from([...logOdds].flatMap((odds) => [1 / (1 + Math.exp(odds)), 1 / (1 + Math.exp(-odds))]));
}

/**
 * That a teacher tells apart what its student shall. The groups it always does.
 *
 * @throws LeukoscopeError `teacher.other-types`.
 */
export function requireSameTypes(
  { types: taught }: Pick<TrainingClasses, 'types'>,
  { types: learnt }: Pick<TrainingClasses, 'types'>,
): void {
  if (learnt === null) return;
  const [got, expected] = [codesOf(taught), codesOf(learnt)];
  if (got.length === expected.length && expected.every((code) => got.includes(code))) return;
  throw new LeukoscopeError('teacher.other-types', { got, expected });
}

function codesOf(types: TrainingClasses['types']): string[] {
  return (types ?? []).map(({ code }) => code);
}

/** The student's own images where they are prepared alike; else the training cells, prepared as the teacher asks for. */
async function sightOf({ preprocessing }: ModelCard, job: TrainingJob): Promise<Sight> {
  const { images, settings } = job;
  if (pixelsId(preprocessing) === pixelsId(settings.preprocessing)) {
    return { images, placeOf: (image) => image, close: async () => undefined };
  }
  const { cacheFolder, onWarning } = job;
  const store = await openImageStore({ cacheFolder, preprocessing, ...(onWarning && { onWarning }) });
  try {
    return await preparedSight(store, job);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function preparedSight(store: ImageStore, { train, progress, signal }: TrainingJob): Promise<Sight> {
  const places = new Map(train.map(({ image }, place) => [image, place]));
  const images = await store.prepare(
    train.map(({ cell }) => cell.path),
    { signal, onProgress: ({ done, total }) => progress.report({ stage: 'decode', unit: 'images', done, total }) },
  );
  const close = async () => {
    images.close();
    await store.close();
  };
  return { images, placeOf: (image) => places.get(image)!, close };
}
