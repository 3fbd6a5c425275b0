import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readFailure } from '../../files/system-error.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { readModelCard } from '../../models/model-file.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import { sha256Of } from '../../models/sha256.ts';
import { RunFolder } from '../../training/run-folder.ts';
import { decisiveSettings } from '../../training/train-settings.ts';
import { curvesBeside } from '../run-curves.ts';
import type { KnownOfModel, KnownRun } from './known-of-model.ts';
import { type TestedFigures, testedFiguresSchema } from './tested-figures.ts';

interface ModelFiles {
  /** Absolute path of the model's file. */
  readonly model: string;
  /** Of the document of `leukoscope evaluate --json`; `null` for none. */
  readonly evaluation: string | null;
}

/**
 * What a model's file, the run beside it and the document of a test know of it.
 *
 * @param named the model as typed.
 * @throws LeukoscopeError as `readModelFile` and `readModelCard`; `report.no-evaluation` if the document is none,
 * `report.other-evaluation` if it is of another model, `report.metrics-damaged`, `run.not-a-run`, `machine.cannot-read`.
 */
export async function readKnown(
  { model, evaluation }: ModelFiles,
  named: string,
): Promise<Omit<KnownOfModel, 'language' | 'origin'>> {
  const bytes = await readModelFile(model);
  const card = await readModelCard(bytes, named);
  const sha256 = await sha256Of(bytes);
  const test = evaluation === null ? null : await readTest(evaluation);
  if (test !== null && test.about.modelHash !== sha256) {
    throw new LeukoscopeError('report.other-evaluation', { path: evaluation!, model: named });
  }
  return {
    file: { path: named, bytes: bytes.length, sha256 },
    ...{ card, test },
    run: await runBeside(model, card),
    learningCurves: await curvesBeside(model, card),
  };
}

async function readTest(path: string): Promise<TestedFigures> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw readFailure(error, path);
  });
  try {
    return testedFiguresSchema.parse(JSON.parse(text));
  } catch (error) {
    throw noEvaluation(path, error);
  }
}

function noEvaluation(path: string, cause: unknown): LeukoscopeError {
  return new LeukoscopeError('report.no-evaluation', { path }, { cause });
}

/**
 * The record of the run that made a model; `null` where it is not beside it, or is of another run.
 *
 * @throws LeukoscopeError `run.not-a-run` if it is damaged.
 */
async function runBeside(model: string, { training }: ModelCard): Promise<KnownRun | null> {
  const folder = new RunFolder(dirname(model));
  if (!(await folder.hasBegun())) return null;
  const record = await folder.record();
  if (record.splitHash !== training.split.hash) return null;
  if (record.seed !== training.seed || record.dataset.dataHash !== training.dataset.dataHash) return null;
  if (!sameSettings(decisiveSettings(record.settings), training.settings)) return null;
  const { dataset, rejected, allowLeaks, environments } = record;
  const machines = environments.map(({ machine: { processor, threads, platform } }) => ({
    processor,
    threads,
    platform,
  }));
  return { exclude: dataset.exclude, rejected, allowLeaks, machines };
}

function sameSettings(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
