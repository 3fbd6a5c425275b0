import { type CsvCell, csvLine } from '../files/csv.ts';
import type { Markup } from './markup/markup.ts';

/** A figure of a report, with the numbers that it is drawn from. */
export interface ReportFigure {
  /** Names its files. */
  readonly name: string;
  /** Several where it is too tall for a sheet of paper. */
  readonly picture: (widthPx: number) => Markup | readonly Markup[];
  /** With English headings in its first row, whatever the language. */
  readonly rows: () => readonly (readonly CsvCell[])[];
}

/** A file that is not written yet. */
export interface ReportFile {
  readonly name: string;
  readonly content: string;
}

/** Of the pictures in files of their own. */
const WIDTH_PX = 720;

/** Each figure as `<name>.svg` (and `<name>-2.svg` … where it has more parts) and its numbers as `<name>.csv`. */
export function figureFiles(figures: readonly ReportFigure[]): ReportFile[] {
  return figures.flatMap((figure) => [
    ...[figure.picture(WIDTH_PX)]
      .flat()
      .map((part, at) => ({ name: `${figure.name}${at === 0 ? '' : `-${at + 1}`}.svg`, content: `${part}\n` })),
    { name: `${figure.name}.csv`, content: figureCsv(figure) },
  ]);
}

export function figureCsv({ rows }: Pick<ReportFigure, 'rows'>): string {
  return rows().map(csvLine).join('');
}
