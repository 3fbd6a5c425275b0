import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { ErrorCode } from '../../errors/table.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { Json } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { runProgram } from './program.ts';
import type { TrainingFolder, TrainingPage } from './training-folder.ts';

interface Making {
  readonly store: Store;
  readonly folder: TrainingFolder;
  readonly signal: AbortSignal;
}

/** Why a model cannot stand beside another: it has learnt from the test's cells, or it knows other groups. */
const NOT_COMPARABLE: readonly ErrorCode[] = ['evaluation.trained-on', 'evaluation.other-scheme'];

/**
 * Tests a trained model on the cells that its training kept for that.
 *
 * @param compareWith a model to set beside it, if the two can be compared; an id.
 * @returns what `leukoscope evaluate --json` prints.
 */
export async function testModel(making: Making, compareWith: string | null): Promise<Json> {
  if (compareWith === null) return await tested(making, []);
  try {
    return await tested(making, ['--compare', making.store.models.path(compareWith)]);
  } catch (error) {
    if (!(error instanceof LeukoscopeError && NOT_COMPARABLE.includes(error.code))) throw error;
    return await tested(making, []);
  }
}

async function tested(making: Making, further: readonly string[]): Promise<Json> {
  const { folder } = making;
  const result = await pageInEachLanguage('evaluation', making, (file) => [
    ...['evaluate', folder.model, folder.manifest, '--split', folder.split, '--part', 'test', '--report', file],
    ...['--allow-synthetic-model', ...further],
  ]);
  await writeFileAtomic(folder.evaluation, JSON.stringify(result));
  return result;
}

/** Of the cells that the model was trained on. */
export async function drawMap(making: Making): Promise<void> {
  const { folder } = making;
  await pageInEachLanguage('map', making, (file) => [
    ...['map', folder.model, folder.manifest, '--split', folder.split, '--part', 'train', '--out', file],
    '--allow-synthetic-model',
  ]);
}

/**
 * Each page is made in a folder of its own and put in its place whole: a process that a killed server left may still be
 * making the same one.
 *
 * @returns what the program printed, which is the same in all languages.
 */
async function pageInEachLanguage(
  kind: TrainingPage,
  { store, folder, signal }: Making,
  wordsFor: (file: string) => readonly string[],
): Promise<Json> {
  let printed: Json = null;
  for (const language of LANGUAGES) {
    const scratch = await mkdtemp(join(store.folder.temporary, `${kind}-`));
    try {
      const file = join(scratch, 'page.html');
      printed = await runProgram(wordsFor(file), { signal, language, onProgress: () => undefined });
      await rename(file, folder.page(kind, language));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
  return printed;
}
