import type { ExclusionReason } from '../../cells/cell.ts';
import type { Lineage, Maturity } from '../../cells/cell-types.ts';
import type { Group } from '../../cells/scheme.ts';
import type { Language } from '../../errors/entry.ts';
import { DATASET_TEXT, SCHEME_TEXT } from '../dataset-options.ts';
import type { CommandTexts } from '../define-command.ts';

type OptionName = 'scheme' | 'noCache' | 'out';
type Column = 'label' | 'code' | 'name' | 'lineage' | 'maturity' | 'group' | 'cells' | 'patients';

interface DataSchemeTexts extends CommandTexts<Record<'dataset', unknown>, Record<OptionName, unknown>> {
  readonly headings: Readonly<Record<Column, string>>;
  readonly groups: Readonly<Record<Group | ExclusionReason, string>>;
  readonly lineages: Readonly<Record<Lineage, string>>;
  readonly maturities: Readonly<Record<Maturity, string>>;
  readonly unlabelled: string;
  readonly head: (dataset: string, scheme: string) => string;
  readonly groupsStated: string;
  readonly unknown: (labels: number, cells: number) => string;
  readonly allKnown: string;
  /** What to type to get a file to edit. */
  readonly howToEdit: (command: string) => string;
  /** `open`: rows that wait for a group. */
  readonly written: (path: string, open: number) => string;
}

export const dataSchemeTexts: Readonly<Record<Language, DataSchemeTexts>> = {
  en: {
    summary: 'how each label is understood; a file to give labels your own types and groups',
    description:
      'The file has one row for each label: label, code (of the cell type; several labels may share one), name, group (typical, atypical or excluded), lineage and maturity (may be empty). Edit it in a spreadsheet, save it as CSV, and pass it to train, evaluate and the other commands with --scheme.',
    arguments: { dataset: DATASET_TEXT.en },
    options: {
      scheme: SCHEME_TEXT.en,
      noCache: 'do not keep an unpacked data set for the next run',
      out: 'write a scheme file to edit here',
    },
    headings: {
      ...{ label: 'label', code: 'code', name: 'name', lineage: 'lineage', maturity: 'maturity', group: 'group' },
      ...{ cells: 'cells', patients: 'patients' },
    },
    groups: {
      ...{ typical: 'typical', atypical: 'atypical', scheme: 'excluded', neither: 'excluded (no such cell)' },
      ...{ 'no-group': 'excluded (no group)', unlabelled: 'excluded (no label)', filter: 'excluded (filter)' },
      unknown: 'UNKNOWN',
    },
    lineages: {
      ...{ granulocytic: 'granulocytic', monocytic: 'monocytic', lymphoid: 'lymphoid', erythroid: 'erythroid' },
      undetermined: '—',
    },
    maturities: { blast: 'blast', precursor: 'precursor', mature: 'mature', undetermined: '—' },
    unlabelled: '(no label)',
    head: (dataset, scheme) => `${dataset} under the scheme '${scheme}':`,
    groupsStated:
      "The data set says itself which cells are typical and atypical (the column 'group' of its manifest): a scheme only names their types.",
    unknown: (labels, cells) =>
      `${labels === 1 ? '1 label is' : `${labels} labels are`} not known (${cells} cells): train and evaluate refuse them until a scheme file says what they mean.`,
    allKnown: 'Every label is known.',
    howToEdit: (command) => `A file to edit in a spreadsheet: ${command}`,
    written: (path, open) =>
      `Written to ${path}.${open === 0 ? '' : ` ${open === 1 ? '1 row has' : `${open} rows have`} no group yet: write typical, atypical or excluded (see the column 'note').`} Use it with --scheme ${path}.`,
  },
  es: {
    summary: 'cómo se entiende cada etiqueta; un archivo para darles tipos y grupos propios',
    description:
      'El archivo tiene una fila por etiqueta: label (etiqueta), code (código del tipo celular; varias etiquetas pueden compartirlo), name (nombre), group (typical, atypical o excluded), lineage y maturity (linaje y madurez, pueden quedar vacíos). Edítelo en una hoja de cálculo, guárdelo como CSV y páselo a train, evaluate y las demás órdenes con --scheme.',
    arguments: { dataset: DATASET_TEXT.es },
    options: {
      scheme: SCHEME_TEXT.es,
      noCache: 'no guardar para la próxima vez un conjunto de datos desempaquetado',
      out: 'escribir aquí un archivo de esquema para editar',
    },
    headings: {
      ...{ label: 'etiqueta', code: 'código', name: 'nombre', lineage: 'linaje', maturity: 'madurez', group: 'grupo' },
      ...{ cells: 'células', patients: 'pacientes' },
    },
    groups: {
      ...{ typical: 'típica', atypical: 'atípica', scheme: 'excluida', neither: 'excluida (no es tal célula)' },
      ...{ 'no-group': 'excluida (sin grupo)', unlabelled: 'excluida (sin etiqueta)', filter: 'excluida (filtro)' },
      unknown: 'DESCONOCIDA',
    },
    lineages: {
      ...{ granulocytic: 'granulocítico', monocytic: 'monocítico', lymphoid: 'linfoide', erythroid: 'eritroide' },
      undetermined: '—',
    },
    maturities: { blast: 'blasto', precursor: 'precursor', mature: 'madura', undetermined: '—' },
    unlabelled: '(sin etiqueta)',
    head: (dataset, scheme) => `${dataset} con el esquema «${scheme}»:`,
    groupsStated:
      'El conjunto de datos dice por sí mismo qué células son típicas y atípicas (la columna «group» de su manifiesto): un esquema solo da nombre a sus tipos.',
    unknown: (labels, cells) =>
      `${labels === 1 ? '1 etiqueta es desconocida' : `${labels} etiquetas son desconocidas`} (${cells} células): train y evaluate las rechazan hasta que un archivo de esquema diga qué significan.`,
    allKnown: 'Todas las etiquetas son conocidas.',
    howToEdit: (command) => `Un archivo para editar en una hoja de cálculo: ${command}`,
    written: (path, open) =>
      `Escrito en ${path}.${open === 0 ? '' : ` ${open === 1 ? '1 fila no tiene' : `${open} filas no tienen`} grupo todavía: escriba typical, atypical o excluded (vea la columna «note»).`} Úselo con --scheme ${path}.`,
  },
};
