import { sql } from 'kysely';
import { findCase } from './case-rows.ts';
import { typesOfModel } from './labels.ts';
import { CHUNK_CELLS } from './prediction-chunk.ts';
import { type PredictionColumns, predictionColumns } from './predictions.ts';
import type { Reading } from './rows.ts';
import type { Scope } from './scope.ts';

/** Characters of a sha256 in hexadecimal. */
const HASH_CHARACTERS = 64;

/** All cells of a case, or those that changed, as columns: one entry for each cell, in the order of `numbers`. */
export interface Gallery extends PredictionColumns {
  /** The case's; ask with it as `since` for what changed afterwards. */
  readonly version: number;
  readonly count: number;
  readonly numbers: Int32Array;
  readonly imageHashes: string[];
  /** Codes that `typeIndex` counts through: those of the model that the case shows. */
  readonly types: string[];
  /** Codes of the first reading; `null`: not read. */
  readonly review: (string | null)[];
  readonly second: (string | null)[];
  readonly adjudication: (string | null)[];
  /** How many comments the cell has. */
  readonly comments: Uint32Array;
}

const COLUMN_OF = { first: 'review', second: 'second', adjudication: 'adjudication' } as const satisfies Record<
  Reading,
  keyof Gallery
>;

/**
 * What a gallery shows of a case.
 *
 * @param since only cells that changed after this version of the case; 0 for all. Predictions change by chunks, so that
 * neighbours may come along.
 * @throws LeukoscopeError store.not-found
 */
export async function readGallery(scope: Scope, caseId: string, since: number): Promise<Gallery> {
  // One transaction, so that all is of one moment.
  return await scope.write(async (inner) => {
    const { modelId, modelVersion, cellCount, version } = await findCase(inner, caseId);
    const whole: Gallery = {
      ...{ version, count: cellCount },
      numbers: Int32Array.from({ length: cellCount }, (_, place) => place + 1),
      imageHashes: await imageHashes(inner, caseId),
      types: modelId === null ? [] : await typesOfModel(inner, modelId),
      ...(await predictionColumns(inner, { caseId, modelId: modelId ?? '', cellCount })),
      ...(await reviewColumns(inner, caseId, cellCount)),
      comments: await commentCounts(inner, caseId, cellCount),
    };
    // Another model was chosen: every cell shows something else.
    if (since < modelVersion) return whole;
    return partOf(whole, await changedSince(inner, { caseId, modelId, cellCount, since }));
  });
}

/** In the order of the cells' numbers. */
async function imageHashes({ database }: Scope, caseId: string): Promise<string[]> {
  // One long text: rows of their own take twice as long.
  const inOrder = database
    .selectFrom('cell')
    .select('imageHash')
    .where('caseId', '=', caseId)
    .orderBy('number')
    .as('inOrder');
  const { joined } = await database
    .selectFrom(inOrder)
    .select(sql<string | null>`string_agg(image_hash, '')`.as('joined'))
    .executeTakeFirstOrThrow();
  const text = joined ?? '';
  return Array.from({ length: text.length / HASH_CHARACTERS }, (_, place) =>
    text.slice(place * HASH_CHARACTERS, (place + 1) * HASH_CHARACTERS),
  );
}

async function reviewColumns(
  { database }: Scope,
  caseId: string,
  cellCount: number,
): Promise<Pick<Gallery, 'review' | 'second' | 'adjudication'>> {
  const unread = () => new Array<string | null>(cellCount).fill(null);
  const columns = { review: unread(), second: unread(), adjudication: unread() };
  const reviews = await database
    .selectFrom('review')
    .select(['number', 'reading', 'typeCode'])
    .where('caseId', '=', caseId)
    .where('current', '=', 1)
    .execute();
  for (const { number, reading, typeCode } of reviews) columns[COLUMN_OF[reading]][number - 1] = typeCode;
  return columns;
}

async function commentCounts({ database }: Scope, caseId: string, cellCount: number): Promise<Uint32Array> {
  const counts = new Uint32Array(cellCount);
  const rows = await database
    .selectFrom('comment')
    .select(['number', ({ fn }) => fn.countAll<number>().as('comments')])
    .where('caseId', '=', caseId)
    .where('number', 'is not', null)
    .groupBy('number')
    .execute();
  for (const { number, comments } of rows) counts[(number ?? 0) - 1] = comments;
  return counts;
}

/** The places (numbers less one) of cells that have changed, in order. */
async function changedSince(
  { database }: Scope,
  { caseId, modelId, cellCount, since }: { caseId: string; modelId: string | null; cellCount: number; since: number },
): Promise<number[]> {
  const places = new Set<number>();
  for (const table of ['cell', 'review', 'comment'] as const) {
    const rows = await database
      .selectFrom(table)
      .select('number')
      .where('caseId', '=', caseId)
      .where('version', '>', since)
      .execute();
    for (const { number } of rows) if (number !== null) places.add(number - 1);
  }
  const chunks = await database
    .selectFrom('predictionChunk')
    .select('chunk')
    .where('caseId', '=', caseId)
    .where('modelId', '=', modelId ?? '')
    .where('version', '>', since)
    .execute();
  for (const { chunk } of chunks) {
    const end = Math.min(cellCount, (chunk + 1) * CHUNK_CELLS);
    for (let place = chunk * CHUNK_CELLS; place < end; place += 1) places.add(place);
  }
  return [...places].sort((one, other) => one - other);
}

function partOf(whole: Gallery, places: readonly number[]): Gallery {
  const texts = <Text>(column: readonly Text[]) => places.map((place) => column[place] as Text);
  const numbers = (column: ArrayLike<number>) => places.map((place) => column[place] ?? 0);
  return {
    ...{ version: whole.version, types: whole.types, count: places.length },
    numbers: Int32Array.from(numbers(whole.numbers)),
    imageHashes: texts(whole.imageHashes),
    probability: Float64Array.from(numbers(whole.probability)),
    called: Uint8Array.from(numbers(whole.called)),
    typeIndex: Int16Array.from(numbers(whole.typeIndex)),
    strangeness: Float64Array.from(numbers(whole.strangeness)),
    review: texts(whole.review),
    second: texts(whole.second),
    adjudication: texts(whole.adjudication),
    comments: Uint32Array.from(numbers(whole.comments)),
  };
}
