import { resolve } from 'node:path';
import { cellTypeIn } from '../../cells/scheme.ts';
import { type LabelUse, type StarterRow, starterRows } from '../../cells/scheme-starter.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { labelUsesOf } from '../../datasets/label-uses.ts';
import { writeSchemeFile } from '../../datasets/scheme-file.ts';
import type { Language } from '../../errors/entry.ts';
import { numberFormat, typed } from '../../errors/wording.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import type { ActionOf } from '../define-command.ts';
import { oneLine } from '../one-line.ts';
import { programTyped } from '../program-typed.ts';
import { textTable } from '../text-table.ts';
import type { dataSchemeCommand } from './data-scheme-command.ts';
import { dataSchemeTexts } from './data-scheme-texts.ts';

/** `leukoscope data scheme`: how each label of a data set is understood, and a file to say it otherwise. */
export const dataScheme: ActionOf<typeof dataSchemeCommand> = async ({ dataset: path }, given, context) => {
  const { language } = context;
  if (given.out !== undefined) await requireNewFile(resolve(context.cwd, given.out));
  const dataset = await openDatasetArgument(path, { ...given, unknownLabels: 'keep' }, context);
  const uses = labelUsesOf(dataset.cells);
  const written = given.out === undefined ? null : { path: given.out, rows: starterOf(dataset, uses, language) };
  if (written !== null) await writeSchemeFile(resolve(context.cwd, written.path), written.rows);
  return {
    document: documentOf(dataset, uses, given.out ?? null),
    text: textOf({ path, dataset, uses, written, scheme: given.scheme }, context),
  };
};

function starterOf({ scheme }: Dataset, uses: readonly LabelUse[], language: Language): StarterRow[] {
  return starterRows(uses, { scheme, language });
}

function documentOf({ name, dataHash, scheme, statesGroups }: Dataset, uses: readonly LabelUse[], out: string | null) {
  return {
    dataset: { name, dataHash },
    scheme: { id: scheme.id, name: scheme.name },
    statesGroups,
    labels: uses.map(({ label, cellCode, ...use }) => {
      const type = cellCode === null ? null : cellTypeIn(scheme, cellCode);
      const { name = null, lineage = null, maturity = null } = type ?? {};
      return { label, cellCode, name, lineage, maturity, ...use };
    }),
    unknownLabels: unknownIn(uses).length,
    out,
  };
}

interface Shown {
  /** As typed. */
  readonly path: string;
  readonly scheme: string;
  readonly dataset: Dataset;
  readonly uses: readonly LabelUse[];
  readonly written: { readonly path: string; readonly rows: readonly StarterRow[] } | null;
}

function textOf(
  { path, scheme, dataset, uses, written }: Shown,
  { language, givenOptions, env }: CommandContext,
): string {
  const words = dataSchemeTexts[language];
  const count = (value: number | null) => (value === null ? '—' : numberFormat(language)(value));
  const { headings } = words;
  const columns = [
    ...[headings.label, headings.code, headings.name, headings.lineage, headings.maturity, headings.group].map(
      (heading) => ({ heading, align: 'left' }) as const,
    ),
    ...[headings.cells, headings.patients].map((heading) => ({ heading, align: 'right' }) as const),
  ];
  const rows = uses.map(({ label, cellCode, group, excluded, cells, patients }) => {
    const type = cellCode === null ? null : cellTypeIn(dataset.scheme, cellCode);
    return [
      label === null ? words.unlabelled : oneLine(label),
      cellCode ?? '—',
      type?.name[language] ?? '—',
      words.lineages[type?.lineage ?? 'undetermined'],
      words.maturities[type?.maturity ?? 'undetermined'],
      words.groups[group ?? excluded ?? 'no-group'],
      count(cells),
      count(patients),
    ];
  });
  const unknown = unknownIn(uses);
  const cells = unknown.reduce((sum, use) => sum + use.cells, 0);
  const asGiven = scheme === 'default' ? '' : ` --scheme ${typed(scheme)}`;
  const command = `${programTyped(env)} data scheme ${typed(path)}${asGiven} --out my-scheme.csv`;
  return [
    `${words.head(dataset.name, dataset.scheme.id)}\n`,
    textTable(columns, rows),
    // With --scheme it is a warning, which opening has given.
    ...(dataset.statesGroups && !givenOptions.has('scheme') ? [words.groupsStated] : []),
    unknown.length === 0 ? words.allKnown : words.unknown(unknown.length, cells),
    written === null
      ? words.howToEdit(command)
      : words.written(typed(written.path), written.rows.filter(({ group }) => group === null).length),
    '',
  ].join('\n');
}

function unknownIn(uses: readonly LabelUse[]): readonly LabelUse[] {
  return uses.filter(({ excluded }) => excluded === 'unknown');
}
