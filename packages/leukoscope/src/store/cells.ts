import { record } from './audit/record.ts';
import { changedCase, findCase, requireOpenCase } from './case-rows.ts';
import { type CellCounts, countCells } from './cell-counts.ts';
import { type Gallery, readGallery } from './gallery.ts';
import { claimImages, imageHashOf, noteStrayImages, putImageFiles, removeStrayImages } from './image-files.ts';
import { notFound } from './not-found.ts';
import type { Actor, CellRow } from './rows.ts';
import type { Scope } from './scope.ts';

/** A cell's image as it came, decoded and found good by the caller. */
export interface NewCell {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly format: string;
}

export interface AddedCell {
  readonly number: number;
  readonly imageHash: string;
  /** False if the case had this very image already: it is the same cell, and counts once. */
  readonly isNew: boolean;
}

type Hashed = NewCell & { readonly imageHash: string };

/** The cells of cases. */
export class Cells {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /**
   * Adds cells with their images, all or none. Adding the same again adds nothing, so that an import can be repeated.
   *
   * @throws LeukoscopeError store.not-found, store.case-signed, machine.cannot-write
   */
  async add(actor: Actor, caseId: string, cells: readonly NewCell[]): Promise<AddedCell[]> {
    const scope = this.#scope;
    if (scope.isTransaction) throw new TypeError('Cells.add: files cannot be part of a transaction');
    await requireOpenCase(scope, caseId);
    const hashed = cells.map((cell) => ({ ...cell, imageHash: imageHashOf(cell.bytes) }));
    return await scope.imageTurns.take(async () => {
      try {
        await scope.write((inner) => noteStrayImages(inner, hashesOf(hashed)));
        await putImageFiles(scope.folder, uniqueImages(hashed));
        return await scope.write((inner) => insertCells(inner, actor, caseId, hashed));
      } finally {
        // Nothing to do unless it failed.
        await removeStrayImages(scope);
      }
    });
  }

  /** @throws LeukoscopeError store.not-found */
  async get(caseId: string, number: number): Promise<CellRow> {
    const row = await this.#scope.database
      .selectFrom('cell')
      .select(['caseId', 'number', 'imageHash', 'fileName', 'addedAt'])
      .where('caseId', '=', caseId)
      .where('number', '=', number)
      .executeTakeFirst();
    return row ?? notFound('cell', `${caseId}/${number}`);
  }

  /** @throws LeukoscopeError store.not-found */
  async count(caseId: string): Promise<number> {
    return (await findCase(this.#scope, caseId)).cellCount;
  }

  /** In the order of their numbers. @param after the number that the page before ended with; 0 to begin. */
  async page(caseId: string, { after, limit }: { after: number; limit: number }): Promise<CellRow[]> {
    return await this.#scope.database
      .selectFrom('cell')
      .select(['caseId', 'number', 'imageHash', 'fileName', 'addedAt'])
      .where('caseId', '=', caseId)
      .where('number', '>', after)
      .orderBy('number')
      .limit(limit)
      .execute();
  }

  /** How far the work on a case is. @throws LeukoscopeError store.not-found */
  async counts(caseId: string): Promise<CellCounts> {
    return await countCells(this.#scope, caseId);
  }

  /** Everything that a gallery of the whole case shows. @throws LeukoscopeError store.not-found */
  async gallery(caseId: string, { since = 0 }: { since?: number } = {}): Promise<Gallery> {
    return await readGallery(this.#scope, caseId, since);
  }
}

function uniqueImages(cells: readonly Hashed[]): Hashed[] {
  return [...new Map(cells.map((cell) => [cell.imageHash, cell])).values()];
}

function hashesOf(cells: readonly Hashed[]): string[] {
  return uniqueImages(cells).map(({ imageHash }) => imageHash);
}

async function insertCells(scope: Scope, actor: Actor, caseId: string, cells: readonly Hashed[]): Promise<AddedCell[]> {
  const { cellCount, version } = await requireOpenCase(scope, caseId);
  const hashes = hashesOf(cells);
  const known = await scope.database
    .selectFrom('cell')
    .select(['number', 'imageHash'])
    .where('caseId', '=', caseId)
    .where('imageHash', 'in', hashes)
    .execute();
  const numbers = new Map(known.map(({ number, imageHash }) => [imageHash, number]));
  const fresh: Hashed[] = [];
  const added = cells.map((cell) => {
    const { imageHash } = cell;
    const there = numbers.get(imageHash);
    if (there !== undefined) return { number: there, imageHash, isNew: false };
    fresh.push(cell);
    numbers.set(imageHash, cellCount + fresh.length);
    return { number: cellCount + fresh.length, imageHash, isNew: true };
  });
  await claimImages(scope, hashes);
  if (fresh.length === 0) return added;
  await insertImages(scope, fresh);
  const addedAt = scope.now();
  await scope.database
    .insertInto('cell')
    .values(
      fresh.map(({ imageHash, fileName }, index) => ({
        ...{ caseId, number: cellCount + index + 1, imageHash, fileName, addedAt, version: version + 1 },
      })),
    )
    .execute();
  await changedCase(scope, caseId, { cellCount: cellCount + fresh.length });
  const after = { first: cellCount + 1, last: cellCount + fresh.length };
  await record(scope, actor, [{ action: 'case.cells', subjectKind: 'case', subjectId: caseId, after }]);
  return added;
}

async function insertImages({ database }: Scope, cells: readonly Hashed[]): Promise<void> {
  await database
    .insertInto('image')
    .values(
      cells.map(({ imageHash, bytes, width, height, format }) => ({
        ...{ hash: imageHash, bytes: bytes.length, width, height, format },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
