import { cellTypeByCode } from '../../cells/cell-types.ts';
import { GROUPS, type Group } from '../../cells/scheme.ts';
import type { Language } from '../../errors/entry.ts';
import { REPORT_TEXTS } from '../../reports/report-texts.ts';
import { PRINTED_TYPES } from '../paper/printed-tables.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';

/** A type of cell with how many there are. */
export interface TreeLeaf {
  readonly code: string | null;
  readonly label: string;
  /** In this data set in this group; `null` where it has none. */
  readonly cells: number | null;
  /** In the paper's; `null` where that has none. */
  readonly printed: number | null;
}

export interface TreeBranch {
  readonly group: Group;
  readonly cells: number;
  readonly printed: number;
  readonly leaves: readonly TreeLeaf[];
}

/**
 * The types of the data set and of the paper's, typical and atypical, those of this data set first; labels of one type are
 * one leaf.
 */
export function cellTree({ dataset, language }: Pick<ReproductionReport, 'dataset' | 'language'>): TreeBranch[] {
  return GROUPS.map((group) => {
    const here = dataset.types.filter((type) => type.group === group);
    const types = [...Map.groupBy(here, ({ code, label }) => code ?? `${label}`).values()];
    const printed = PRINTED_TYPES.filter((type) => type.group === group);
    const known = new Set(here.map(({ code }) => code));
    return {
      group,
      cells: dataset[group],
      printed: printed.reduce((sum, { images }) => sum + images, 0),
      leaves: [
        ...types.map((labels) => {
          const { code, label } = labels[0]!;
          return {
            code,
            label: leafLabel(code, label, language),
            cells: labels.reduce((sum, { cells }) => sum + cells, 0),
            printed: printed.find((type) => type.code === code)?.images ?? null,
          };
        }),
        ...printed
          .filter(({ code }) => !known.has(code))
          .map(({ code, images }) => ({ code, label: leafLabel(code, null, language), cells: null, printed: images })),
      ],
    };
  });
}

function leafLabel(code: string | null, label: string | null, language: Language): string {
  if (code === null) return label ?? REPORT_TEXTS[language].unknownType;
  const name = cellTypeByCode(code)?.name[language];
  return name === undefined ? code : `${code} · ${name}`;
}
