import type { Language } from '../../errors/entry.ts';
import type { NamedComparison } from '../../reports/model-comparison-texts.ts';
import { type TextColumn, textTable } from '../text-table.ts';

interface Words {
  readonly head: (comparison: NamedComparison) => string;
  readonly columns: Readonly<
    Record<'figure' | 'first' | 'other' | 'difference' | 'overCells' | 'overPatients' | 'p', string>
  >;
  readonly figures: Readonly<Record<'sensitivity' | 'specificity' | 'accuracy' | 'rocAuc', string>>;
  readonly missed: (comparison: NamedComparison) => string;
  readonly p: (overPatients: boolean) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    head: ({ n, models, thresholds }) =>
      `Beside ${models.other} (threshold ${thresholds.other.toFixed(4)}) on the same ${n} cells:`,
    columns: {
      figure: '',
      first: 'this',
      other: 'the other',
      difference: 'difference',
      overCells: '95% over cells',
      overPatients: '95% over patients',
      p: 'p over cells',
    },
    figures: { sensitivity: 'sensitivity', specificity: 'specificity', accuracy: 'accuracy', rocAuc: 'ROC AUC' },
    missed: ({ positive, sensitivity: { decisions } }) =>
      `Of ${positive} atypical cells ${decisions.onlyOtherRight} were missed by this model alone, ${decisions.onlyFirstRight} by the other alone, ${decisions.neitherRight} by both.`,
    p: (overPatients) =>
      `p: McNemar's mid-p, and DeLong for ROC AUC.${overPatients ? ' They take cells as independent and are too small where patients gave several: quote the interval over patients.' : ''}`,
  },
  es: {
    head: ({ n, models, thresholds }) =>
      `Al lado de ${models.other} (umbral ${thresholds.other.toFixed(4)}) con las mismas ${n} células:`,
    columns: {
      figure: '',
      first: 'este',
      other: 'el otro',
      difference: 'diferencia',
      overCells: '95% sobre células',
      overPatients: '95% sobre pacientes',
      p: 'p sobre células',
    },
    figures: {
      sensitivity: 'sensibilidad',
      specificity: 'especificidad',
      accuracy: 'exactitud',
      rocAuc: 'ROC AUC',
    },
    missed: ({ positive, sensitivity: { decisions } }) =>
      `De ${positive} células atípicas, ${decisions.onlyOtherRight} no las detectó solo este modelo, ${decisions.onlyFirstRight} solo el otro y ${decisions.neitherRight} ninguno.`,
    p: (overPatients) =>
      `p: mid-p de McNemar, y DeLong para ROC AUC.${overPatients ? ' Toman las células por independientes y son demasiado pequeños donde un paciente dio varias: cite el intervalo sobre pacientes.' : ''}`,
  },
};

const left = (heading: string): TextColumn => ({ heading, align: 'left' });
const right = (heading: string): TextColumn => ({ heading, align: 'right' });
const decimals = (value: number | null): string => (value === null ? '—' : value.toFixed(3));
const signed = (value: number | null): string =>
  value === null ? '—' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
const interval = ({ low, high }: { low: number | null; high: number | null }): string =>
  low === null || high === null ? '—' : `${signed(low)} … ${signed(high)}`;
const probability = (p: number | null): string => (p !== null && p < 0.001 ? '< 0.001' : decimals(p));

/** What `evaluate --compare` says of two models. */
export function comparisonText(comparison: NamedComparison, language: Language): string {
  const words = WORDS[language];
  const { figure, first, other, difference, overCells, overPatients, p } = words.columns;
  const hasPatients = comparison.patients !== null;
  const table = textTable(
    [
      ...[left(figure), right(first), right(other), right(difference), right(overCells)],
      ...[...(hasPatients ? [right(overPatients)] : []), right(p)],
    ],
    (['sensitivity', 'specificity', 'accuracy', 'rocAuc'] as const).map((name) => {
      const found = comparison[name];
      return [
        words.figures[name],
        decimals(found.first),
        decimals(found.other),
        signed(found.difference.value),
        interval(found.difference),
        ...(found.overPatients ? [interval(found.overPatients)] : []),
        probability(name === 'rocAuc' ? comparison.rocAuc.p : comparison[name].mcNemar.midP),
      ];
    }),
  );
  return [words.head(comparison), '', table.trimEnd(), words.missed(comparison), words.p(hasPatients), ''].join('\n');
}
