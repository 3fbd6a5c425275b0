import type { Language } from '../errors/entry.ts';

export interface DifferentialTexts {
  readonly title: string;
  readonly note: string;
  readonly plotTitle: string;
  readonly axis: string;
  readonly groups: Readonly<Record<'typical' | 'atypical', string>>;
  readonly tableCaption: string;
  readonly type: string;
  readonly all: string;
  readonly pooled: (patients: number) => string;
}

export const DIFFERENTIAL_TEXTS: Readonly<Record<Language, DifferentialTexts>> = {
  en: {
    title: 'Differential count',
    note: 'Each cell counts as the type that the model holds most probable. The model errs between similar types more often than between the groups, and a type that it has never seen goes under the name of another: this is an aid to counting, not a count by a specialist. Whether a cell is called atypical is decided apart from this, by all atypical types together.',
    plotTitle: 'Share of each type',
    axis: 'Share of the cells (%)',
    groups: { typical: 'Typical types', atypical: 'Atypical types' },
    tableCaption: 'Cells by type',
    type: 'Type',
    all: 'All',
    pooled: (patients) => `All ${patients} patients together; each patient’s own count is in the result of --json.`,
  },
  es: {
    title: 'Recuento diferencial',
    note: 'Cada célula cuenta como el tipo que el modelo considera más probable. El modelo se equivoca más entre tipos parecidos que entre los grupos, y un tipo que nunca ha visto pasa con el nombre de otro: esto ayuda a contar, no es el recuento de un especialista. Si una célula se llama atípica se decide aparte, por todos los tipos atípicos juntos.',
    plotTitle: 'Proporción de cada tipo',
    axis: 'Proporción de las células (%)',
    groups: { typical: 'Tipos típicos', atypical: 'Tipos atípicos' },
    tableCaption: 'Células por tipo',
    type: 'Tipo',
    all: 'Todos',
    pooled: (patients) => `Los ${patients} pacientes juntos; el recuento de cada uno está en el resultado de --json.`,
  },
};
