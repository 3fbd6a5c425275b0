import { realpath } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { isInside } from '../datasets/inside.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readFailure } from '../files/system-error.ts';

/**
 * A path on the server as its real place, links followed: only what lies below the folders that the server may read.
 * What lies elsewhere is refused before it is known whether it exists.
 *
 * @param roots real paths. @throws LeukoscopeError `api.outside-roots`, `usage.no-such-file`.
 */
export async function allowedPath(path: string, roots: readonly string[]): Promise<string> {
  const refused = () => new LeukoscopeError('api.outside-roots', { roots: roots.length });
  if (path.includes('\0')) throw refused();
  const candidates = isAbsolute(path) ? [path] : roots.map((root) => resolve(root, path));
  const within = candidates.find((candidate) => roots.some((root) => isInside(resolve(candidate), root)));
  if (within === undefined) throw refused();
  const real = await realpath(within).catch((error: unknown) => {
    throw readFailure(error, path);
  });
  if (!roots.some((root) => isInside(real, root))) throw refused();
  return real;
}
