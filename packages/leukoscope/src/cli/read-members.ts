import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { JoinedMember } from '../classify/make-ensemble.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readModelCard } from '../models/model-file.ts';
import { readModelFile } from '../models/read-model-file.node.ts';

/** Of all members together: what ONNX's one-file form and a machine's memory can still hold, several times over. */
const MOST_MB = 1000;

/**
 * Reads models that shall be one.
 *
 * @param paths as typed.
 * @throws LeukoscopeError `ensemble.too-large`, before anything is read; `ensemble.same-model`; as `readModelCard`.
 */
export async function readMembers(paths: readonly string[], cwd: string): Promise<JoinedMember[]> {
  const files = paths.map((path) => resolve(cwd, path));
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const megabytes = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1e6);
  if (megabytes > MOST_MB) throw new LeukoscopeError('ensemble.too-large', { megabytes, most: MOST_MB });
  const known = new Map<string, string>();
  const members: JoinedMember[] = [];
  for (const [at, path] of paths.entries()) {
    const bytes = await readModelFile(files[at]!);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const first = known.get(hash);
    if (first !== undefined) throw new LeukoscopeError('ensemble.same-model', { first, other: path });
    known.set(hash, path);
    members.push({ path, bytes, card: await readModelCard(bytes, path) });
  }
  return members;
}
