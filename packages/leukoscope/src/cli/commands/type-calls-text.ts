import { cellTypeIn, type Scheme } from '../../cells/scheme.ts';
import type { Language } from '../../errors/entry.ts';
import { mistakenFor } from '../../evaluation/mistaken-for.ts';
import type { TypeEvaluation } from '../../evaluation/type-confusion.ts';
import { type TextColumn, textTable } from '../text-table.ts';

interface Words {
  readonly columns: Readonly<
    Record<'type' | 'name' | 'cells' | 'recall' | 'interval' | 'ppv' | 'f1' | 'mistaken', string>
  >;
  readonly inAll: (
    found: TypeEvaluation,
    figures: Readonly<Record<'accuracy' | 'balancedAccuracy' | 'macroF1' | 'weightedF1', string>>,
  ) => string;
  readonly strange: (cells: number, types: string) => string;
  readonly nameless: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    columns: {
      type: 'true type',
      name: 'name',
      cells: 'cells',
      recall: 'recall',
      interval: '95% over cells',
      ppv: 'PPV',
      f1: 'F1',
      mistaken: 'mostly mistaken for',
    },
    inAll: ({ accuracy: { numerator, denominator }, overPatients }, figures) =>
      `${numerator} of ${denominator} cells called by their own type: accuracy ${figures.accuracy}, balanced accuracy ${figures.balancedAccuracy}, macro F1 ${figures.macroF1}, weighted F1 ${figures.weightedF1} (95% over ${overPatients ? 'patients' : 'cells'}).`,
    strange: (cells, types) => `${cells} more cells are of types that the model has never seen: ${types}.`,
    nameless: '(no type)',
  },
  es: {
    columns: {
      type: 'tipo real',
      name: 'nombre',
      cells: 'células',
      recall: 'sensibilidad',
      interval: '95% sobre células',
      ppv: 'VPP',
      f1: 'F1',
      mistaken: 'confundida sobre todo con',
    },
    inAll: ({ accuracy: { numerator, denominator }, overPatients }, figures) =>
      `${numerator} de ${denominator} células llamadas por su propio tipo: exactitud ${figures.accuracy}, exactitud equilibrada ${figures.balancedAccuracy}, F1 macro ${figures.macroF1}, F1 ponderado ${figures.weightedF1} (95% sobre ${overPatients ? 'pacientes' : 'células'}).`,
    strange: (cells, types) => `Otras ${cells} células son de tipos que el modelo nunca ha visto: ${types}.`,
    nameless: '(sin tipo)',
  },
};

interface Figure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const decimals = (value: number | null): string => (value === null ? '—' : value.toFixed(3));
const interval = ({ low, high }: Figure): string =>
  low === null || high === null ? '—' : `${decimals(low)}–${decimals(high)}`;
const left = (heading: string): TextColumn => ({ heading, align: 'left' });
const right = (heading: string): TextColumn => ({ heading, align: 'right' });

/** What `evaluate` says of a model that tells types apart. @param named the scheme's names stand beside the codes. */
export function typeCallsText(found: TypeEvaluation, named: { language: Language; scheme: Scheme }): string {
  const { columns, inAll, strange, nameless } = WORDS[named.language];
  const table = textTable(
    [
      ...[left(columns.type), left(columns.name), right(columns.cells), right(columns.recall)],
      ...[right(columns.interval), right(columns.ppv), right(columns.f1), left(columns.mistaken)],
    ],
    found.types.map(({ code, n, recall, ppv, f1 }, truth) => {
      const mistaken = mistakenFor(found, truth);
      return [
        code,
        cellTypeIn(named.scheme, code)?.name[named.language] ?? '',
        String(n),
        decimals(recall.value),
        interval(recall),
        decimals(ppv.value),
        decimals(f1.value),
        mistaken === null ? '' : `${mistaken.code} (${mistaken.n})`,
      ];
    }),
  );
  const figure = (one: Figure) => `${decimals(one.value)} [${interval(one)}]`;
  const { accuracy, balancedAccuracy, macroF1, weightedF1 } = found.overPatients ?? found;
  const strangers = found.strange.reduce((sum, { n }) => sum + n, 0);
  const names = found.strange.map(({ type }) => type ?? nameless).join(', ');
  const lines = [
    inAll(found, {
      accuracy: figure(accuracy),
      balancedAccuracy: figure(balancedAccuracy),
      macroF1: figure(macroF1),
      weightedF1: figure(weightedF1),
    }),
    ...(strangers === 0 ? [] : [strange(strangers, names)]),
  ];
  return `${lines.join('\n')}\n\n${table}`;
}
