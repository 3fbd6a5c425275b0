import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { z } from 'zod';
import { imagesToClassify } from '../../classify/images-to-classify.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readFailure } from '../../files/system-error.ts';
import type { EncodedImage } from '../../images/codec.node.ts';
import { inBatches } from '../../store/batches.ts';
import type { Store } from '../../store/store.ts';
import { isSyntheticArgument } from '../../synthetic/dataset-argument.ts';
import { isZipFile, withUnpacked } from '../uploads/unpacked-zip.ts';
import { admitImages, TOGETHER } from './admit-images.ts';
import type { JobContext, Work } from './job-runner.ts';
import { countRejected, outcomeOf } from './outcomes.ts';

const parametersSchema = z.object({ path: z.string().nullable(), dataset: z.string().nullable() });

/** Images read at once. */
const READ_AT_ONCE = 16;

interface ImportWorld {
  readonly store: Store;
  /** Where generated cells are drawn, and found again. */
  readonly datasetsFolder: string;
  /** Where zip files are unpacked. */
  readonly scratchFolder: string;
}

/** Imports a folder, a zip file or generated cells; after a kill it goes on where it was. */
export function importWork(world: ImportWorld): Work {
  return async (job, context) => {
    const { path, dataset } = parametersSchema.parse(job.parameters);
    if (path !== null && (await isZipFile(path))) {
      await withUnpacked(path, { scratch: world.scratchFolder, signal: context.signal }, (folder) =>
        importAll(folder, job, { world, context }),
      );
      return;
    }
    await importAll((path ?? dataset)!, job, { world, context });
  };
}

interface Importing {
  readonly world: ImportWorld;
  readonly context: JobContext;
}

async function importAll(source: string, job: Parameters<Work>[0], { world, context }: Importing): Promise<void> {
  const { store, datasetsFolder } = world;
  const { signal, report } = context;
  const outcome = outcomeOf(job);
  const unpack = { folder: datasetsFolder, signal };
  const { images } = await imagesToClassify([source], { cwd: '/', patient: '', unpack });
  await report({ done: job.done, total: images.length });
  const isGenerated = isSyntheticArgument(source);
  const nameOf = (path: string) =>
    isGenerated ? `${source}/${basename(path)}` : relative(source, path) || basename(path);
  const into = { store, actor: { userId: job.createdBy }, caseId: job.caseId! };
  for (let first = job.done; first < images.length; ) {
    signal.throwIfAborted();
    const files = await readTogether(images.slice(first, first + TOGETHER.images), nameOf);
    first += files.length;
    const readable = files.flatMap((file) => (file instanceof LeukoscopeError ? [] : [file]));
    const { rejected } = await admitImages(readable, into);
    countRejected(outcome, [
      ...files.flatMap((file) => (file instanceof LeukoscopeError ? [file.code] : [])),
      ...rejected.map(({ reason }) => reason.code),
    ]);
    await report({ done: first, outcome });
  }
}

/** The first of these images, as many as are stored together. */
async function readTogether(images: readonly { readonly path: string }[], nameOf: (path: string) => string) {
  const read: (EncodedImage | LeukoscopeError)[] = [];
  let bytes = 0;
  for (const few of inBatches(images, READ_AT_ONCE)) {
    for (const file of await Promise.all(few.map(({ path }) => readImage(path, nameOf(path))))) {
      read.push(file);
      bytes += file instanceof LeukoscopeError ? 0 : file.bytes.length;
    }
    if (bytes >= TOGETHER.bytes) break;
  }
  return read;
}

async function readImage(path: string, name: string): Promise<EncodedImage | LeukoscopeError> {
  try {
    return { bytes: await readFile(path), name };
  } catch (error) {
    const failure = readFailure(error, name);
    if (failure instanceof LeukoscopeError) return failure;
    throw failure;
  }
}
