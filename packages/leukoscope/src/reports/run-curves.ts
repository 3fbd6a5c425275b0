import { dirname, join } from 'node:path';
import { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readIfThere } from '../files/read-if-there.ts';
import type { ModelCard } from '../models/model-card.ts';
import { type EpochMetrics, epochMetricsSchema } from '../training/epoch-metrics.ts';

const FILE = 'metrics.jsonl';

/**
 * The epochs of the run that made a model, from the file that training leaves beside it.
 *
 * @returns `null` if there is no such file, or it is not of the run that made this model.
 * @throws LeukoscopeError `machine.cannot-read`, or `report.metrics-damaged`.
 */
export async function curvesBeside(modelFile: string, card: ModelCard): Promise<readonly EpochMetrics[] | null> {
  const path = join(dirname(modelFile), FILE);
  const text = await readIfThere(path);
  if (text === null) return null;
  const epochs = parsed(text.toString(), path);
  const { training, validation } = card;
  const model = epochs.find(({ epoch }) => epoch === training.epochs);
  const same = model !== undefined && (model.validation?.loss ?? null) === (validation?.loss ?? null);
  return same ? epochs : null;
}

function parsed(text: string, path: string): EpochMetrics[] {
  try {
    const lines = text.split('\n').filter((line) => line !== '');
    return z.array(epochMetricsSchema).parse(lines.map((line) => JSON.parse(line)));
  } catch (error) {
    throw damaged(path, error);
  }
}

function damaged(path: string, cause: unknown): LeukoscopeError {
  return new LeukoscopeError('report.metrics-damaged', { path }, { cause });
}
