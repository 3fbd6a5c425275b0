import { resolve } from 'node:path';
import type { Prediction, RejectedInput } from '../../classify/classify-images.ts';
import type { Language } from '../../errors/entry.ts';
import { AtomicWriter } from '../../files/atomic-writer.ts';
import { csvLine } from '../../files/csv.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { removeAbandoned } from '../../files/temporary-name.ts';
import { streamSink, type TextSink } from '../../files/text-sink.ts';
import type { CommandContext } from '../command-context.ts';

type Result = Prediction | RejectedInput;

/** Where predictions go, one at a time. */
export interface ClassifyOutput {
  readonly onStdout: boolean;
  /** With `--json` and no `--out` the predictions are a part of the document. */
  readonly collected: object[] | null;
  begin(): Promise<void>;
  write(result: Result): Promise<void>;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

interface OutputRequest {
  /** A new file, or standard output. */
  readonly out: string | undefined;
  readonly format: 'csv' | 'jsonl';
  /** Of a model that knows cell types. */
  readonly hasTypes: boolean;
}

async function newFile(path: string): Promise<TextSink> {
  await requireNewFile(path);
  await removeAbandoned(path);
  return AtomicWriter.open(path);
}

export async function openOutput(
  { out, format, hasTypes }: OutputRequest,
  context: CommandContext,
): Promise<ClassifyOutput> {
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
  const { imageHash, probability, type } = result;
  const prediction = result.referred ? 'refer' : result.prediction;
  return {
    ...{ path, patient, image_hash: imageHash, probability, prediction, error: null },
    ...(type && { type: type.code, type_probability: type.probability }),
  };
}

interface RowForm {
  readonly language: Language;
  readonly hasTypes: boolean;
}
