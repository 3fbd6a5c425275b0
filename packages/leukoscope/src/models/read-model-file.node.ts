import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError, readFailure } from '../files/system-error.ts';

/** Where `train --out` and `demo --out` leave the model in their folder. */
const PLACES = ['model.onnx', join('run', 'model.onnx')];

/** @throws LeukoscopeError `model.none`, `model.folder`, `machine.cannot-read`. */
export async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw await modelFailure(error, path);
  }
}

async function modelFailure(cause: unknown, path: string): Promise<unknown> {
  switch (isSystemError(cause) ? cause.code : null) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new LeukoscopeError('model.none', { path }, { cause });
    case 'EISDIR':
      return new LeukoscopeError('model.folder', { path, inside: await modelIn(path) }, { cause });
    default:
      return readFailure(cause, path);
  }
}

async function modelIn(folder: string): Promise<string | null> {
  for (const place of PLACES) {
    const file = join(folder, place);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}
