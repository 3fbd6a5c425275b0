import { resolve } from 'node:path';
import { classifyImages, PatientTally, type Prediction, type RejectedInput } from '../../classify/classify-images.ts';
import { imagesToClassify, readList } from '../../classify/images-to-classify.ts';
import { TypeTally } from '../../classify/type-tally.ts';
import { EXIT, type Language } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { clopperPearson, type Rate } from '../../evaluation/rate.ts';
import { AtomicWriter } from '../../files/atomic-writer.ts';
import { csvLine } from '../../files/csv.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { removeAbandoned } from '../../files/temporary-name.ts';
import { streamSink, type TextSink } from '../../files/text-sink.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { openImageStore } from '../../images/image-store.node.ts';
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
import { tellWarning } from '../tell-warning.ts';
import type { classifyCommand } from './classify-command.ts';
import { classifyTexts } from './classify-texts.ts';

type Result = Prediction | RejectedInput;

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
  if (reportFile !== null) await requireNewFile(reportFile);
  const unpack = unpackOptions({ noCache: given.noCache }, context);
  const found = await imagesToClassify(all, { cwd: context.cwd, patient: given.patient, unpack });
  const { predictor, world } = await openModel(bytes, { path: modelPath, given, context });
  const synthetic = { model: predictor.card.training.dataset.synthetic, data: found.synthetic };
  const warn = (warning: LeukoscopeError) => tellWarning(warning, context);
  const scale = { micronsPerPixel: given.micronsPerPixel, paths: found.images.map(({ path }) => path) };
  const preprocessing = await preprocessingAtScale(predictor.card.preprocessing, scale, context);
  const store = await openImageStore({ cacheFolder: world.cacheFolder, preprocessing, onWarning: warn });
  const output = await openOutput({ ...given, hasTypes: predictor.card.types !== null }, context);
  try {
    const { card } = predictor;
    refuseSyntheticModel(synthetic, { path: modelPath, card, allowed: given.allowSyntheticModel });
    const tally = new PatientTally();
    const typeTally = new TypeTally(card.types);
    const most = new MostAtypical(MOST_OF_PATIENT);
    const rejected: RejectedInput[] = [];
    let done = 0;
    const total = found.images.length;
    context.progress.report({ stage: 'classify', unit: 'images', done, total });
    await output.begin();
    for await (const results of classifyImages(found.images, { predictor, store, signal: context.signal })) {
      for (const result of results) {
        await output.write(result);
        if ('reason' in result) {
          rejected.push(result);
          context.warn(result.reason.textIn(context.language).message);
        } else {
          tally.add(result);
          typeTally.add(result);
          most.add(result);
        }
      }
      done += results.length;
      context.progress.report({ stage: 'classify', unit: 'images', done, total });
    }
    await output.commit();
    for (const warning of preparationWarnings(store.conversions, done - rejected.length)) warn(warning);
    const patients = tally.shares();
    const differentials = typeTally.differentials();
    const summary = {
      classified: done - rejected.length,
      ...rejectedOf(rejected),
      ignoredFiles: found.ignored,
      patients,
      differentials,
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
      exitCode: rejected.length > 0 && !given.allowRejected ? EXIT.badInput : EXIT.done,
    };
    return { result, report, most };
  } finally {
    await output.discard();
    await store.close();
    await predictor.close();
  }
}

/** Of the typical cells that the model's threshold was chosen with: what a smear without atypical ones would show. */
function falseAlarmsOf({ threshold }: ModelCard): Rate {
  const { numerator, denominator, level } = threshold.reached.specificity;
  return clopperPearson(denominator - numerator, denominator, level);
}

async function writeReport(file: string | null, made: () => Promise<string>): Promise<void> {
  if (file !== null) await writeFileAtomic(file, await made());
}

interface Output {
  readonly onStdout: boolean;
  /** With `--json` and no `--out` the predictions are a part of the document. */
  readonly collected: object[] | null;
  begin(): Promise<void>;
  write(result: Result): Promise<void>;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

async function newFile(path: string): Promise<TextSink> {
  await requireNewFile(path);
  await removeAbandoned(path);
  return AtomicWriter.open(path);
}

async function openOutput(
  { out, format, hasTypes }: { out: string | undefined; format: 'csv' | 'jsonl'; hasTypes: boolean },
  context: CommandContext,
): Promise<Output> {
  const form = { language: context.language, hasTypes };
  if (out === undefined && context.json) {
    const collected: object[] = [];
    const nothing = () => Promise.resolve();
    return {
      onStdout: false,
      collected,
      begin: nothing,
      write: async (result) => void collected.push(rowOf(result, form)),
      commit: nothing,
      discard: nothing,
    };
  }
  const sink: TextSink =
    out === undefined ? streamSink(context.stdout, 'stdout') : await newFile(resolve(context.cwd, out));
  const line = (result: Result) => {
    const row = rowOf(result, form);
    return format === 'csv' ? csvLine(Object.values(row)) : `${JSON.stringify(row)}\n`;
  };
  return {
    onStdout: out === undefined,
    collected: null,
    begin: async () => {
      if (format === 'csv') await sink.write(csvLine([...COLUMNS, ...(hasTypes ? TYPE_COLUMNS : [])]));
    },
    write: (result) => sink.write(line(result)),
    commit: () => sink.commit(),
    discard: () => sink.discard(),
  };
}

const COLUMNS = ['path', 'patient', 'image_hash', 'probability', 'prediction', 'error'] as const;
/** Of a model that knows cell types. */
const TYPE_COLUMNS = ['type', 'type_probability'] as const;

type Row = Record<(typeof COLUMNS)[number], string | number | null> &
  Partial<Record<(typeof TYPE_COLUMNS)[number], string | number | null>>;

/** One row for each image, the rejected ones with their error: no image is missing from a result. */
function rowOf(result: Result, { language, hasTypes }: RowForm): Row {
  const { path, patient } = result;
  if ('reason' in result) {
    const error = result.reason.textIn(language).message;
    const nothing = { image_hash: null, probability: null, prediction: null };
    return { path, patient, ...nothing, error, ...(hasTypes && { type: null, type_probability: null }) };
  }
  const { imageHash, probability, prediction, type } = result;
  return {
    ...{ path, patient, image_hash: imageHash, probability, prediction, error: null },
    ...(type && { type: type.code, type_probability: type.probability }),
  };
}

interface RowForm {
  readonly language: Language;
  readonly hasTypes: boolean;
}
