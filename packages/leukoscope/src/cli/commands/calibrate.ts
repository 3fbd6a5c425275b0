import { resolve } from 'node:path';
import { EXIT } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { LookTally } from '../../evaluation/promises/cell-look.ts';
import { referralUnder } from '../../evaluation/promises/risk-coverage.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { type CalibrationGoal, calibratedCard } from '../../models/calibrated-card.ts';
import { withCard } from '../../models/model-file.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import type { CommandContext } from '../command-context.ts';
import type { ActionOf, OptionsOf } from '../define-command.ts';
import { labelledCells } from '../labelled-cells.ts';
import { openModel } from '../open-model.ts';
import { programTyped } from '../program-typed.ts';
import { rejectedOf } from '../rejected.ts';
import type { calibrateCommand } from './calibrate-command.ts';
import { calibrationText } from './calibrate-texts.ts';
import { scoreByModel } from './evaluate-scoring.ts';
import { refuseTogether } from './refuse-together.ts';

export const calibrate: ActionOf<typeof calibrateCommand> = async (
  { model: modelPath, dataset: datasetPath },
  given,
  context,
) => {
  const goal = goalOf(given, context);
  const out = resolve(context.cwd, given.out);
  await requireNewFile(out);
  const modelFile = resolve(context.cwd, modelPath);
  const bytes = await readModelFile(modelFile);
  const model = await openModel(bytes, { path: modelPath, given, context });
  const { predictor } = model;
  try {
    const { card } = predictor;
    const asked = { command: 'calibrate', card, path: modelPath, given, context } as const;
    const { dataset, cells, part, splitHash } = await labelledCells(datasetPath, asked);
    const looks = new LookTally();
    const how = { micronsPerPixel: given.micronsPerPixel, allowTrainingCells: false };
    const { scored, rejected } = await scoreByModel({ path: modelPath, model, cells, looks, given: how }, context);
    for (const { reason } of rejected) context.warn(reason.textIn(context.language).message);
    const calibrated = calibratedCard(card, {
      ...{ scored, goal },
      looks: looks.means(),
      dataset: { name: dataset.name, dataHash: dataset.dataHash },
      choseModel: part === 'validation' && splitHash === card.training.split.hash,
    });
    await writeFileAtomic(out, await withCard(bytes, calibrated));
    const { threshold, calibration } = calibrated;
    const about = {
      model: given.out,
      from: modelPath,
      part,
      threshold: threshold.threshold,
      calibration: calibration!,
      referral: referralUnder(scored, calibration!.band),
    };
    return {
      document: { ...about, ...rejectedOf(rejected) },
      text: calibrationText({ ...about, program: programTyped(context.env) }, context.language),
      exitCode: rejected.length > 0 && !given.allowRejected ? EXIT.badInput : EXIT.done,
    };
  } finally {
    await predictor.close();
  }
};

/** @throws LeukoscopeError unless there is exactly one of a promise and a target, and the rest goes with it. */
function goalOf(
  { promise, miss, falseAlarms, target }: OptionsOf<typeof calibrateCommand>,
  context: CommandContext,
): CalibrationGoal {
  if (target !== undefined) {
    refuseTogether('--target', ['promise', 'miss', 'falseAlarms'], context);
    return target;
  }
  if (promise === undefined) {
    throw new LeukoscopeError('usage.missing-option', { option: '--promise', command: 'leukoscope calibrate' });
  }
  return { kind: promise, missed: miss, falseAlarms: falseAlarms ?? null };
}
