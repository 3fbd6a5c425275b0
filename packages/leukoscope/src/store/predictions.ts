import { changedCase, findCase, requireOpenCase } from './case-rows.ts';
import { notFound } from './not-found.ts';
import { CHUNK_CELLS, chunkOf, PredictionChunk } from './prediction-chunk.ts';
import type { PredictionRow } from './rows.ts';
import type { Scope } from './scope.ts';

/** What a model says of all cells of a case; a cell's place is its number less one. */
export interface PredictionColumns {
  /** Calibrated, of atypical; NaN: no prediction. */
  readonly probability: Float64Array;
  /** Places in CALLS. */
  readonly called: Uint8Array;
  /** Places in the model's `types`; −1: none. */
  readonly typeIndex: Int16Array;
  /** NaN: not known. */
  readonly strangeness: Float64Array;
}

/** What models say of cells. */
export class Predictions {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /**
   * Keeps predictions, each in place of an earlier one of the same cell and model, so that work taken up again doubles
   * nothing. They are results, not decisions: the trail tells which model a case shows (`Cases.showModel`).
   *
   * @throws LeukoscopeError store.not-found, store.case-signed
   */
  async put(caseId: string, modelId: string, rows: readonly PredictionRow[]): Promise<void> {
    await this.#scope.write(async (scope) => {
      const { cellCount } = await requireOpenCase(scope, caseId);
      const outside = rows.find(({ number }) => number < 1 || number > cellCount);
      if (outside !== undefined) notFound('cell', `${caseId}/${outside.number}`);
      const { version } = await changedCase(scope, caseId);
      for (const [chunk, group] of Map.groupBy(rows, ({ number }) => chunkOf(number).chunk)) {
        const typeCount = group.find((row) => row.typeProbabilities !== null)?.typeProbabilities?.length ?? 0;
        const kept = await readChunk(scope, { caseId, modelId, chunk });
        const columns = kept ?? PredictionChunk.empty(chunk, typeCount);
        for (const row of group) columns.set(chunkOf(row.number).place, row);
        const { chunk: _, ...stored } = columns.stored();
        await scope.database
          .insertInto('predictionChunk')
          .values({ caseId, modelId, chunk, ...stored, version })
          .onConflict((conflict) =>
            conflict.columns(['caseId', 'modelId', 'chunk']).doUpdateSet({ ...stored, version }),
          )
          .execute();
      }
    });
  }

  /** @returns `null` if the model has not seen the cell. */
  async get(caseId: string, modelId: string, number: number): Promise<PredictionRow | null> {
    const { chunk, place } = chunkOf(number);
    return (await readChunk(this.#scope, { caseId, modelId, chunk }))?.get(place) ?? null;
  }

  /** @throws LeukoscopeError store.not-found */
  async columns(caseId: string, modelId: string): Promise<PredictionColumns> {
    const { cellCount } = await findCase(this.#scope, caseId);
    return await predictionColumns(this.#scope, { caseId, modelId, cellCount });
  }

  /** The numbers of the cells that the model has not seen, in order. @throws LeukoscopeError store.not-found */
  async missing(caseId: string, modelId: string): Promise<number[]> {
    const { called } = await this.columns(caseId, modelId);
    return Array.from(called.entries()).flatMap(([place, call]) => (call === 0 ? [place + 1] : []));
  }
}

/** Of a whole case; cells that the model has not seen are filled in as such. */
export async function predictionColumns(
  { database }: Scope,
  { caseId, modelId, cellCount }: { caseId: string; modelId: string; cellCount: number },
): Promise<PredictionColumns> {
  const columns = {
    probability: new Float64Array(cellCount).fill(Number.NaN),
    called: new Uint8Array(cellCount),
    typeIndex: new Int16Array(cellCount).fill(-1),
    strangeness: new Float64Array(cellCount).fill(Number.NaN),
  };
  // Without the probabilities of types, which are nine tenths of a chunk and which no list shows.
  const rows = await database
    .selectFrom('predictionChunk')
    .select(['chunk', 'probability', 'called', 'typeIndex', 'strangeness'])
    .where('caseId', '=', caseId)
    .where('modelId', '=', modelId)
    .execute();
  for (const row of rows) {
    const chunk = PredictionChunk.read({ ...row, typeCount: 0, typeProbabilities: new Uint8Array() });
    const start = chunk.chunk * CHUNK_CELLS;
    const there = Math.min(CHUNK_CELLS, cellCount - start);
    for (const name of ['probability', 'called', 'typeIndex', 'strangeness'] as const) {
      columns[name].set(chunk[name].subarray(0, there), start);
    }
  }
  return columns;
}

async function readChunk(
  { database }: Scope,
  { caseId, modelId, chunk }: { caseId: string; modelId: string; chunk: number },
): Promise<PredictionChunk | null> {
  const row = await database
    .selectFrom('predictionChunk')
    .selectAll()
    .where('caseId', '=', caseId)
    .where('modelId', '=', modelId)
    .where('chunk', '=', chunk)
    .executeTakeFirst();
  return row === undefined ? null : PredictionChunk.read(row);
}
