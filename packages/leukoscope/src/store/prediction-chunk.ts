import { CALLS, type PredictionRow } from './rows.ts';
import type { Tables } from './tables.ts';

/**
 * Predictions are kept as columns of this many cells by one model: the gallery of 100,000 cells is then a hundred rows and
 * not 100,000 (docs/decisions has the times).
 */
export const CHUNK_CELLS = 1024;

type Stored = Omit<Tables['predictionChunk'], 'caseId' | 'modelId' | 'version'>;

/** Where a cell is kept. */
export function chunkOf(number: number): { chunk: number; place: number } {
  const chunk = Math.floor((number - 1) / CHUNK_CELLS);
  return { chunk, place: number - 1 - chunk * CHUNK_CELLS };
}

/** The columns of up to CHUNK_CELLS cells; a cell without a prediction is called `none` and has NaN for numbers. */
export class PredictionChunk {
  readonly chunk: number;
  readonly typeCount: number;
  readonly probability: Float64Array<ArrayBuffer>;
  /** Places in CALLS. */
  readonly called: Uint8Array<ArrayBuffer>;
  /** −1: none. */
  readonly typeIndex: Int16Array<ArrayBuffer>;
  /** [cells, typeCount] */
  readonly typeProbabilities: Float32Array<ArrayBuffer>;
  readonly strangeness: Float64Array<ArrayBuffer>;

  /** @param typeCount probabilities kept for each cell; 0 for a model that gives none. */
  static empty(chunk: number, typeCount: number): PredictionChunk {
    return new PredictionChunk({
      ...{ chunk, typeCount },
      probability: new Float64Array(CHUNK_CELLS).fill(Number.NaN),
      called: new Uint8Array(CHUNK_CELLS),
      typeIndex: new Int16Array(CHUNK_CELLS).fill(-1),
      typeProbabilities: new Float32Array(CHUNK_CELLS * typeCount).fill(Number.NaN),
      strangeness: new Float64Array(CHUNK_CELLS).fill(Number.NaN),
    });
  }

  static read(stored: Stored): PredictionChunk {
    const { chunk, typeCount } = stored;
    return new PredictionChunk({
      ...{ chunk, typeCount },
      probability: new Float64Array(bufferOf(stored.probability)),
      called: new Uint8Array(bufferOf(stored.called)),
      typeIndex: new Int16Array(bufferOf(stored.typeIndex)),
      typeProbabilities: new Float32Array(bufferOf(stored.typeProbabilities)),
      strangeness: new Float64Array(bufferOf(stored.strangeness)),
    });
  }

  private constructor(columns: Columns) {
    this.chunk = columns.chunk;
    this.typeCount = columns.typeCount;
    this.probability = columns.probability;
    this.called = columns.called;
    this.typeIndex = columns.typeIndex;
    this.typeProbabilities = columns.typeProbabilities;
    this.strangeness = columns.strangeness;
  }

  /** @throws RangeError if the prediction has another number of type probabilities than the chunk. */
  set(place: number, prediction: PredictionRow): void {
    const { typeProbabilities } = prediction;
    if ((typeProbabilities?.length ?? this.typeCount) !== this.typeCount) {
      throw new RangeError(`typeProbabilities has length ${typeProbabilities?.length}, expected ${this.typeCount}`);
    }
    this.probability[place] = prediction.probability;
    this.called[place] = CALLS.indexOf(prediction.called);
    this.typeIndex[place] = prediction.typeIndex ?? -1;
    this.strangeness[place] = prediction.strangeness ?? Number.NaN;
    this.#probabilitiesAt(place).set(typeProbabilities ?? new Float32Array(this.typeCount).fill(Number.NaN));
  }

  /** @returns `null` if the cell has none. */
  get(place: number): PredictionRow | null {
    const called = CALLS[this.called[place] ?? 0] ?? 'none';
    if (called === 'none') return null;
    const typeProbabilities = this.#probabilitiesAt(place);
    const hasTypes = this.typeCount > 0 && !Number.isNaN(typeProbabilities[0]);
    const typeIndex = this.typeIndex[place] ?? -1;
    const strangeness = this.strangeness[place] ?? Number.NaN;
    return {
      number: this.chunk * CHUNK_CELLS + place + 1,
      probability: this.probability[place] ?? Number.NaN,
      called,
      typeIndex: typeIndex === -1 ? null : typeIndex,
      typeProbabilities: hasTypes ? typeProbabilities.slice() : null,
      strangeness: Number.isNaN(strangeness) ? null : strangeness,
    };
  }

  /** As the database keeps it; every machine that runs Node stores numbers in the same order of bytes. */
  stored(): Stored {
    return {
      ...{ chunk: this.chunk, typeCount: this.typeCount, called: this.called },
      probability: new Uint8Array(this.probability.buffer),
      typeIndex: new Uint8Array(this.typeIndex.buffer),
      typeProbabilities: new Uint8Array(this.typeProbabilities.buffer),
      strangeness: new Uint8Array(this.strangeness.buffer),
    };
  }

  #probabilitiesAt(place: number): Float32Array<ArrayBuffer> {
    return this.typeProbabilities.subarray(place * this.typeCount, (place + 1) * this.typeCount);
  }
}

type Columns = Pick<
  PredictionChunk,
  'chunk' | 'typeCount' | 'probability' | 'called' | 'typeIndex' | 'typeProbabilities' | 'strangeness'
>;

/** A copy that begins where numbers of eight bytes may. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}
