import { resolve } from 'node:path';
import {
  classifyImages,
  type ImageToClassify,
  PatientTally,
  type RejectedInput,
} from '../../classify/classify-images.ts';
import { imagesToClassify, readList } from '../../classify/images-to-classify.ts';
import { PatientJudge } from '../../classify/patient-judge.ts';
import type { Predictor } from '../../classify/predictor.ts';
import { promiseInUse } from '../../classify/promise-in-use.ts';
import { type Differential, TypeTally } from '../../classify/type-tally.ts';
import { type UnknownImages, unknownImages } from '../../classify/unknown-images.ts';
import { EXIT, type ExitCode } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { LookTally } from '../../evaluation/promises/cell-look.ts';
import { clopperPearson, type Rate } from '../../evaluation/rate.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { type ImageStore, openImageStore } from '../../images/image-store.node.ts';
import { preparationWarnings } from '../../images/preparation-warnings.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import type { ClassificationReport } from '../../reports/classification-page.ts';
import { classificationReport, MOST_OF_PATIENT } from '../../reports/classification-report.ts';
import { MostAtypical } from '../../reports/most-atypical.ts';
import type { CommandContext } from '../command-context.ts';
import { unpackOptions } from '../dataset-argument.ts';
import type { ActionOf, ArgumentsOf, CommandResult, OptionsOf } from '../define-command.ts';
import { openModel } from '../open-model.ts';
import { rejectedOf } from '../rejected.ts';
import { preprocessingAtScale } from '../scale-option.ts';
import { refuseSyntheticModel } from '../synthetic-model.ts';
import { FirstOfEach, tellWarning } from '../tell-warning.ts';
import type { classifyCommand } from './classify-command.ts';
import { type ClassifyOutput, openOutput } from './classify-output.ts';
import { classifyTexts } from './classify-texts.ts';

export const classify: ActionOf<typeof classifyCommand> = async (files, given, context) =>
  (await classifyWithModel(files, given, context)).result;

/** What the command gives, and what a page that shows more than these images needs of it. */
export interface ClassifiedImages {
  readonly result: CommandResult;
  readonly report: Omit<ClassificationReport, 'mostAtypical'>;
  readonly most: MostAtypical;
}

/** Does what the command says. */
export async function classifyWithModel(
  { model: modelPath, images: paths }: ArgumentsOf<typeof classifyCommand>,
  given: OptionsOf<typeof classifyCommand>,
  context: CommandContext,
): Promise<ClassifiedImages> {
  const bytes = await readModelFile(resolve(context.cwd, modelPath));
  const listed = given.list === undefined ? [] : await readList(resolve(context.cwd, given.list));
  const all = [...paths, ...listed];
  if (all.length === 0) {
    throw new LeukoscopeError('usage.missing-argument', { argument: 'images', command: 'leukoscope classify' });
  }
  const reportFile = given.report === undefined ? null : resolve(context.cwd, given.report);
  if (reportFile !== null) await requireNewFile(reportFile, '--report');
  const unpack = unpackOptions({ noCache: given.noCache }, context);
  const found = await imagesToClassify(all, { cwd: context.cwd, patient: given.patient, unpack });
  const opened = { path: modelPath, given, context, strangeness: !given.allowUnknown };
  const { predictor, world } = await openModel(bytes, opened);
  const synthetic = { model: predictor.card.training.dataset.synthetic, data: found.synthetic };
  const warn = (warning: LeukoscopeError) => tellWarning(warning, context);
  const scale = { micronsPerPixel: given.micronsPerPixel, paths: found.images.map(({ path }) => path) };
  const preprocessing = await preprocessingAtScale(predictor.card, scale, context);
  const store = await openImageStore({ cacheFolder: world.cacheFolder, preprocessing, onWarning: warn });
  const output = await openOutput({ ...given, hasTypes: predictor.card.types !== null }, context);
  try {
    const { card } = predictor;
    refuseSyntheticModel(synthetic, { path: modelPath, card, allowed: given.allowSyntheticModel });
    if (given.allowUnknown && !predictor.knowsCells) {
      throw new LeukoscopeError('promise.no-known-cells', { model: modelPath, option: '--allow-unknown' });
    }
    const judge = judgeOf(card, given, modelPath);
    const looks = new LookTally();
    const { tally, typeTally, most, rejected, done } = await classifyAll(found.images, {
      ...{ predictor, store, output, looks, context, allowUnknown: given.allowUnknown },
    });
    await output.commit();
    for (const warning of preparationWarnings(store.conversions, done - rejected.length)) warn(warning);
    const differentials = typeTally.differentials();
    const calledTypes = new Map(differentials?.map(({ patient, types }) => [patient, types.map(countOfType)]));
    const patients = tally.counts().map((counts) => judge.patient(counts, calledTypes.get(counts.patient) ?? []));
    const promise = promiseInUse(card, looks);
    const unknown = predictor.knowsCells && !given.allowUnknown ? unknownImages(rejected, done) : null;
    const summary = {
      classified: done - rejected.length,
      ...rejectedOf(rejected),
      unknown,
      ignoredFiles: found.ignored,
      limit: judge.limit,
      patients,
      differentials,
      promise,
    };
    const about = {
      model: modelPath,
      threshold: predictor.card.threshold.threshold,
      falseAlarms: falseAlarmsOf(predictor.card),
      ...summary,
      report: given.report ?? null,
    };
    const reasonOf = ({ path, reason }: RejectedInput) => ({ path, reason: reason.textIn(context.language).message });
    const report = {
      ...{ language: context.language, model: modelPath, card: predictor.card, synthetic, patients, differentials },
      ...{ promise, limit: judge.limit },
      ...{ classified: summary.classified, ignoredFiles: found.ignored, rejected: rejected.map(reasonOf) },
      origin: { version: context.version, madeOn: world.now(), argv: context.argv },
    };
    await writeReport(reportFile, () => classificationReport(report, { most, signal: context.signal }));
    const textOfResult = classifyTexts[context.language].result({ ...about, types: card.types });
    // Predictions on stdout must stay readable by programs: the summary goes to stderr.
    if (output.onStdout) context.note(textOfResult);
    const result = {
      document: { ...about, ...(output.collected && { predictions: output.collected }) },
      text: output.onStdout ? '' : textOfResult,
      exitCode: exitCodeOf(given, { rejected: rejected.length, unknown, withdrawn: promise?.withdrawn === true }),
    };
    return { result, report, most };
  } finally {
    await output.discard();
    await store.close();
    await predictor.close();
  }
}

/** Images of one kind of trouble that are named on stderr; all stand in the predictions. */
const WARNED_OF_A_KIND = 20;

interface Classifying {
  readonly predictor: Predictor;
  readonly store: ImageStore;
  readonly output: ClassifyOutput;
  readonly looks: LookTally;
  readonly allowUnknown: boolean;
  readonly context: CommandContext;
}

/** Classifies every image, writes what it is called, and counts. */
async function classifyAll(images: readonly ImageToClassify[], world: Classifying) {
  const { predictor, store, output, looks, allowUnknown, context } = world;
  const tally = new PatientTally();
  const typeTally = new TypeTally(predictor.card.types);
  const most = new MostAtypical(MOST_OF_PATIENT);
  const rejected: RejectedInput[] = [];
  let done = 0;
  const report = () => context.progress.report({ stage: 'classify', unit: 'images', done, total: images.length });
  const warned = new FirstOfEach(WARNED_OF_A_KIND);
  report();
  await output.begin();
  const { signal } = context;
  for await (const results of classifyImages(images, { predictor, store, looks, allowUnknown, signal })) {
    for (const result of results) {
      await output.write(result);
      if ('reason' in result) {
        rejected.push(result);
        if (warned.isAmongThem(result.reason)) context.warn(result.reason.textIn(context.language).message);
      } else {
        tally.add(result);
        typeTally.add(result);
        most.add(result);
      }
    }
    done += results.length;
    report();
  }
  for (const { code, more } of warned.rest()) context.warn(classifyTexts[context.language].warnedMore(code, more));
  return { tally, typeTally, most, rejected, done };
}

interface Outcome {
  /** Those that look like no known cell among them. */
  readonly rejected: number;
  readonly unknown: UnknownImages | null;
  readonly withdrawn: boolean;
}

/** A withdrawn promise is a refusal, though the predictions are written: nobody must take them for promised ones. */
function exitCodeOf(
  { allowRejected, allowShift }: OptionsOf<typeof classifyCommand>,
  { rejected, unknown, withdrawn }: Outcome,
): ExitCode {
  // A few of many cells are expected to be refused: that alone is no reason to stop.
  const expected = unknown !== null && !unknown.moreThanExpected ? unknown.images : 0;
  if (rejected > expected && !allowRejected) return EXIT.badInput;
  return withdrawn && !allowShift ? EXIT.refused : EXIT.done;
}

/** @throws LeukoscopeError for an option that the model leaves nothing to do. */
function judgeOf(
  card: ModelCard,
  { shareLimit, allowShift }: OptionsOf<typeof classifyCommand>,
  model: string,
): PatientJudge {
  const judge = new PatientJudge(card, shareLimit);
  if (shareLimit !== undefined && !judge.judges) {
    throw new LeukoscopeError('promise.unknown-errors', { model, option: '--share-limit' });
  }
  if (allowShift && !(card.calibration && 'missed' in card.calibration.goal)) {
    throw new LeukoscopeError('promise.none', { model, option: '--allow-shift' });
  }
  return judge;
}

function countOfType({ code, share }: Differential['types'][number]) {
  return { code, n: share.numerator };
}

/** Of the typical cells that the model's threshold was chosen with: what a smear without atypical ones would show. */
function falseAlarmsOf({ threshold }: ModelCard): Rate {
  const { numerator, denominator, level } = threshold.reached.specificity;
  return clopperPearson(denominator - numerator, denominator, level);
}

async function writeReport(file: string | null, made: () => Promise<string>): Promise<void> {
  if (file !== null) await writeFileAtomic(file, await made());
}
