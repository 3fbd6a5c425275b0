import { resolve } from 'node:path';
import { SPLIT_PARTS, type SplitPart } from '../../cells/cell.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { findLeaks } from '../../datasets/leaks.ts';
import { assignParts, type Split } from '../../datasets/split.ts';
import { createSplit, requireSplittable } from '../../datasets/splits/create-split.ts';
import { writeSplit } from '../../datasets/splits/split-file.ts';
import { summarise } from '../../datasets/summary.ts';
import type { Language } from '../../errors/entry.ts';
import { numberFormat } from '../../errors/wording.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import type { ActionOf } from '../define-command.ts';
import { drawingOf } from '../drawing.ts';
import { imageIdentities } from '../image-identities.ts';
import { textTable } from '../text-table.ts';
import type { dataSplitCommand } from './data-split-command.ts';
import { DATA_SPLIT_TEXTS } from './data-split-texts.ts';

/** What one part of the split holds; `patients` is null where the data name none. */
interface PartCounts {
  readonly cells: number;
  readonly typical: number;
  readonly atypical: number;
  readonly patients: number | null;
}

/** `leukoscope data split`: draws a split, writes it if asked, and shows who is where. */
export const dataSplit: ActionOf<typeof dataSplitCommand> = async ({ dataset: path }, options, context) => {
  const drawing = drawingOf(options);
  if (options.out !== undefined) await requireNewFile(resolve(context.cwd, options.out));
  const dataset = await openDatasetArgument(path, options, context);
  requireSplittable(dataset.cells, drawing);
  const identityOf = await imageIdentities(dataset, context);
  const split = createSplit(dataset.cells, { ...drawing, identityOf });
  const parts = assignParts(split, dataset.cells);
  const { patients } = findLeaks(dataset.cells, parts, identityOf);
  const words = DATA_SPLIT_TEXTS[context.language];
  if (patients.count > 0) context.warn(words.patientsShared(patients.count, patients.cells));
  const preset = sumOf(Object.values(dataset.summary.byPresetSplit));
  if (preset > 0) context.note(words.replacesPreset(preset));
  const out = options.out ?? null;
  if (out === null) context.note(words.notWritten);
  else await writeSplit(resolve(context.cwd, out), split);
  const counts = countsByPart(dataset, parts);
  return {
    document: { ...documentOf(dataset, split, counts), patientsInSeveralParts: patients.count, out },
    text: textOf({ dataset, split, counts, out }, context.language),
  };
};

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function countsByPart(
  { cells, summary }: Dataset,
  parts: readonly (SplitPart | null)[],
): Record<SplitPart, PartCounts> {
  const namesPatients = summary.byPatient.length > 0;
  const counts = SPLIT_PARTS.map((part) => {
    const within = summarise(cells.filter((_, at) => parts[at] === part));
    const patients = namesPatients ? within.byPatient.length : null;
    return [part, { cells: within.cells, typical: within.typical, atypical: within.atypical, patients }] as const;
  });
  return Object.fromEntries(counts) as Record<SplitPart, PartCounts>;
}

function documentOf(dataset: Dataset, split: Split, parts: Record<SplitPart, PartCounts>) {
  const { name, dataHash, scheme, summary } = dataset;
  const { by, seed, stratified, fractions, hash } = split;
  return {
    dataset: { name, dataHash, scheme: scheme.id, cells: summary.cells },
    split: { hash, by, seed, stratified, fractions },
    parts,
    excluded: { cells: summary.excluded, by: summary.excludedBy },
  };
}

function textOf(
  drawn: { dataset: Dataset; split: Split; counts: Record<SplitPart, PartCounts>; out: string | null },
  language: Language,
): string {
  const { dataset, split, counts, out } = drawn;
  const words = DATA_SPLIT_TEXTS[language];
  const format = (count: number | null) => (count === null ? '—' : numberFormat(language)(count));
  const { headings } = words;
  const columns = [
    { heading: headings.part, align: 'left' },
    ...[headings.cells, headings.typical, headings.atypical, headings.patients].map(
      (heading) => ({ heading, align: 'right' }) as const,
    ),
  ] as const;
  const rows = SPLIT_PARTS.map((part) => {
    const { cells, typical, atypical, patients } = counts[part];
    return [words.parts[part], ...[cells, typical, atypical, patients].map(format)];
  });
  const excluded = [words.parts.excluded, format(dataset.summary.excluded), '', '', ''];
  const how = [words.drawn[split.by], words.stratified(split.stratified), words.seed(String(split.seed))].join(', ');
  const written = out === null ? '' : `${words.written(out, split.hash)}\n`;
  return `${dataset.name}: ${how}\n\n${textTable(columns, [...rows, excluded])}\n${written}`;
}
