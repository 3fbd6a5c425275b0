import { cellTypeIn, type Scheme } from '../../cells/scheme.ts';
import type { Language } from '../../errors/entry.ts';
import { mistakenFor } from '../../evaluation/mistaken-for.ts';
import type { TypeEvaluation } from '../../evaluation/type-confusion.ts';
import { type TextColumn, textTable } from '../text-table.ts';

interface Words {
  readonly columns: Readonly<Record<'type' | 'name' | 'cells' | 'recall' | 'interval' | 'ppv' | 'mistaken', string>>;
  readonly inAll: (found: TypeEvaluation, figures: { readonly accuracy: string; readonly macroF1: string }) => string;
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
      mistaken: 'mostly mistaken for',
    },
    inAll: ({ accuracy: { numerator, denominator }, overPatients }, { accuracy, macroF1 }) =>
      `${numerator} of ${denominator} cells called by their own type: accuracy ${accuracy}, macro F1 ${macroF1} (95% over ${overPatients ? 'patients' : 'cells'}).`,
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
      mistaken: 'confundida sobre todo con',
    },
    inAll: ({ accuracy: { numerator, denominator }, overPatients }, { accuracy, macroF1 }) =>
      `${numerator} de ${denominator} células llamadas por su propio tipo: exactitud ${accuracy}, F1 macro ${macroF1} (95% sobre ${overPatients ? 'pacientes' : 'células'}).`,
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
      ...[right(columns.interval), right(columns.ppv), left(columns.mistaken)],
    ],
    found.types.map(({ code, n, recall, ppv }, truth) => {
      const mistaken = mistakenFor(found, truth);
      return [
        code,
        cellTypeIn(named.scheme, code)?.name[named.language] ?? '',
        String(n),
        decimals(recall.value),
        interval(recall),
        decimals(ppv.value),
        mistaken === null ? '' : `${mistaken.code} (${mistaken.n})`,
      ];
    }),
  );
  const figure = (one: Figure) => `${decimals(one.value)} [${interval(one)}]`;
  const { accuracy, macroF1 } = found.overPatients ?? found;
  const strangers = found.strange.reduce((sum, { n }) => sum + n, 0);
  const names = found.strange.map(({ type }) => type ?? nameless).join(', ');
  const lines = [
    inAll(found, { accuracy: figure(accuracy), macroF1: figure(macroF1) }),
    ...(strangers === 0 ? [] : [strange(strangers, names)]),
  ];
  return `${lines.join('\n')}\n\n${table}`;
}
