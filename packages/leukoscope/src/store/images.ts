import { readImageFile } from './image-files.ts';
import { notFound } from './not-found.ts';
import type { ImageRow } from './rows.ts';
import type { Scope } from './scope.ts';

/** Images by the sha256 of their files; they come with cells (`Cells.add`) and go with the last one. */
export class Images {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** @throws LeukoscopeError store.not-found */
  async get(hash: string): Promise<ImageRow> {
    const query = this.#scope.database.selectFrom('image').selectAll().where('hash', '=', hash);
    return (await query.executeTakeFirst()) ?? notFound('image', hash);
  }

  /** Where the file of an image of the store is. @param hash as `get` or a cell gives it, never as a client does. */
  path(hash: string): string {
    return this.#scope.folder.image(hash);
  }

  /** The file's bytes. @throws LeukoscopeError store.not-found, machine.cannot-read */
  async read(hash: string): Promise<Uint8Array> {
    await this.get(hash);
    return await readImageFile(this.#scope.folder, hash);
  }

  /** The cases with a cell of this image. */
  async caseIdsOf(hash: string): Promise<string[]> {
    const rows = await this.#scope.database
      .selectFrom('cell')
      .select('caseId')
      .where('imageHash', '=', hash)
      .orderBy('caseId')
      .execute();
    return rows.map(({ caseId }) => caseId);
  }
}
