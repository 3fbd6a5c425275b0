import type { Language } from '../../errors/entry.ts';
import type { ForestRow } from './forest-rows.ts';

interface DescribedRow {
  readonly label: string;
  readonly rate: ForestRow['rate'];
  /** Of its cells. */
  readonly count: string;
}

export interface ForestPlotTexts {
  /** @param words a figure with its interval */
  readonly description: (rows: readonly DescribedRow[], words: (rate: ForestRow['rate']) => string) => string;
  readonly valueHeading: (level: number) => string;
  readonly countHeading: string;
  readonly truth: string;
  readonly few: string;
  readonly empty: string;
}

/** With more rows than this the description names the ends only; a table stands beside the picture. */
const MOST_DESCRIBED = 15;

const described = ({ label, rate, count }: DescribedRow, words: (rate: ForestRow['rate']) => string) =>
  `${label}: ${words(rate)}, ${count}`;

/** The rows of lowest and of highest value. */
function ends(rows: readonly DescribedRow[]): readonly [DescribedRow, DescribedRow] | null {
  const byValue = rows.filter(({ rate }) => rate.value !== null).sort((a, b) => a.rate.value! - b.rate.value!);
  const [first, last] = [byValue[0], byValue.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

export const FOREST_PLOT_TEXTS: Readonly<Record<Language, ForestPlotTexts>> = {
  en: {
    description: (rows, words) => {
      if (rows.length <= MOST_DESCRIBED) return `${rows.map((row) => described(row, words)).join('; ')}.`;
      const found = ends(rows);
      if (found === null) return `${rows.length} rows, none with a value.`;
      return `${rows.length} rows. Lowest: ${described(found[0], words)}. Highest: ${described(found[1], words)}.`;
    },
    valueHeading: (level) => `value (${level * 100}%)`,
    countHeading: 'cells',
    truth: 'by the true labels',
    few: 'fewer than 100 cells: too few',
    empty: 'There are no cells to show.',
  },
  es: {
    description: (rows, words) => {
      if (rows.length <= MOST_DESCRIBED) return `${rows.map((row) => described(row, words)).join('; ')}.`;
      const found = ends(rows);
      if (found === null) return `${rows.length} filas, ninguna con valor.`;
      return `${rows.length} filas. La más baja: ${described(found[0], words)}. La más alta: ${described(found[1], words)}.`;
    },
    valueHeading: (level) => `valor (${level * 100}%)`,
    countHeading: 'células',
    truth: 'según las etiquetas verdaderas',
    few: 'menos de 100 células: demasiado pocas',
    empty: 'No hay células que mostrar.',
  },
};
