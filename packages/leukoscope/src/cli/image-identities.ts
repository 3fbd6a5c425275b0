import type { Cell } from '../cells/cell.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { hashFiles } from '../files/hash-files.ts';
import type { CommandContext } from './command-context.ts';

/** sha256 by cell: identical images must stay together, whatever they are called. */
export async function imageIdentities(
  { cells }: Dataset,
  { progress, signal }: CommandContext,
): Promise<(cell: Cell) => string | null> {
  const used = cells.filter(({ group }) => group !== null);
  const total = used.length;
  progress.report({ stage: 'hash', unit: 'files', done: 0, total });
  const hashes = await hashFiles(
    used.map((cell) => cell.path),
    { signal, onFile: (done) => progress.report({ stage: 'hash', unit: 'files', done, total }) },
  );
  const hashById = new Map(used.map(({ id }, at) => [id, hashes[at]!]));
  return ({ id }) => hashById.get(id) ?? null;
}
