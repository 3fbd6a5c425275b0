import type { Language } from '../errors/entry.ts';
import { SUBGROUP_FIGURES, type Subgroup, type SubgroupFigure } from '../evaluation/subgroups.ts';
import type { CsvCell } from '../files/csv.ts';
import type { Markup } from './markup/markup.ts';
import type { PlotView } from './plots/figure.ts';
import { forestPlot } from './plots/forest-plot.ts';
import { countText } from './plots/interval-text.ts';
import { outerInterval, type QuotedFigure } from './plots/quoted-figure.ts';

/** Subgroups by what they have in common. */
export interface NamedSubgroups {
  /** The column of the manifest that tells them apart. */
  readonly column: string;
  /** The largest first. */
  readonly groups: readonly Subgroup[];
}

interface SubgroupTexts {
  readonly title: (column: string) => string;
  readonly axis: string;
  readonly figures: Readonly<Record<SubgroupFigure, string>>;
  readonly label: (value: string | null, cells: number, patients: number | null) => string;
  readonly note: (patients: boolean) => string;
}

export const SUBGROUP_TEXTS: Readonly<Record<Language, SubgroupTexts>> = {
  en: {
    title: (column) => `By ${column}`,
    axis: 'Value with its interval',
    figures: { sensitivity: 'Sensitivity', specificity: 'Specificity', rocAuc: 'ROC AUC' },
    label: (value, cells, patients) =>
      `${value ?? 'not known'} (${countText(cells)} cells${patients === null ? '' : `, ${countText(patients)} patients`})`,
    note: (patients) =>
      `95% intervals over ${patients ? 'patients' : 'cells'}. A subgroup differs for many reasons; a difference within the intervals may be chance.`,
  },
  es: {
    title: (column) => `Según ${column}`,
    axis: 'Valor con su intervalo',
    figures: { sensitivity: 'Sensibilidad', specificity: 'Especificidad', rocAuc: 'ROC AUC' },
    label: (value, cells, patients) =>
      `${value ?? 'no se sabe'} (${countText(cells)} células${patients === null ? '' : `, ${countText(patients)} pacientes`})`,
    note: (patients) =>
      `Intervalos del 95% sobre ${patients ? 'pacientes' : 'células'}. Un subgrupo difiere por muchas razones; una diferencia dentro de los intervalos puede ser azar.`,
  },
};

/** A figure of a subgroup with the interval to quote. */
export function subgroupFigure({ overPatients, ...overCells }: Subgroup, name: SubgroupFigure): QuotedFigure {
  return overPatients === null ? overCells[name] : outerInterval(overPatients[name], overCells[name]);
}

/** Sensitivity, specificity and ROC AUC of each subgroup. */
export function subgroupsPlot({ column, groups }: NamedSubgroups, view: PlotView): readonly Markup[] {
  const texts = SUBGROUP_TEXTS[view.language];
  const rows = SUBGROUP_FIGURES.flatMap((name) =>
    groups.map((subgroup) => ({
      label: texts.label(subgroup.value, subgroup.n, subgroup.patients),
      rate: { ...subgroup[name], ...subgroupFigure(subgroup, name) },
      group: texts.figures[name],
    })),
  );
  const notes = [texts.note(groups.some(({ patients }) => patients !== null))];
  return forestPlot({ title: texts.title(column), axisTitle: texts.axis, rows, notes }, view);
}

/** The numbers of the picture, with English headings whatever the language. */
export function subgroupRows({ column, groups }: NamedSubgroups): (readonly CsvCell[])[] {
  return [
    [
      column,
      'cells',
      'atypical',
      'patients',
      ...SUBGROUP_FIGURES.flatMap((name) => [name, `${name}_low`, `${name}_high`]),
    ],
    ...groups.map((subgroup) => [
      ...[subgroup.value, subgroup.n, subgroup.positive, subgroup.patients],
      ...SUBGROUP_FIGURES.flatMap((name) => {
        const { value, low, high } = subgroupFigure(subgroup, name);
        return [value, low, high];
      }),
    ]),
  ];
}
