import type { Language } from '../errors/entry.ts';

/** What every report says alike. */
export interface ReportTexts {
  readonly syntheticTitle: (data: boolean, model: boolean) => string;
  readonly syntheticContent: string;
  /** What the tool is not for. */
  readonly limits: readonly string[];
  readonly madeBy: (version: string, day: string) => string;
  readonly noPicture: string;
  readonly unnamedPatient: string;
  readonly unknownType: string;
  readonly groups: Readonly<Record<'typical' | 'atypical', string>>;
  readonly tooFew: string;
}

export const REPORT_TEXTS: Readonly<Record<Language, ReportTexts>> = {
  en: {
    syntheticTitle: (data, model) => {
      if (data && model)
        return 'Synthetic: these cells are drawn by a program, and so were those the model learnt from';
      return data ? 'Synthetic: these cells are drawn by a program' : 'Synthetic: the model learnt from drawn cells';
    },
    syntheticContent:
      'Every figure of this report shows that the programs work together. None says how well real cells are classified.',
    limits: [
      'Not for diagnosis, and not to decide on a treatment: a specialist looks at the smear.',
      'Not on cells of another laboratory, stain, camera or cell type than tested: there the figures are unknown.',
    ],
    madeBy: (version, day) => `Made by Leukoscope ${version} on ${day}.`,
    noPicture: 'The image cannot be shown.',
    unnamedPatient: '(no patient named)',
    unknownType: 'type not known',
    groups: { typical: 'typical', atypical: 'atypical' },
    tooFew: 'under 100 cells: too few',
  },
  es: {
    syntheticTitle: (data, model) => {
      if (data && model)
        return 'Sintético: estas células las dibujó un programa, como aquellas de las que aprendió el modelo';
      return data
        ? 'Sintético: estas células las dibujó un programa'
        : 'Sintético: el modelo aprendió de células dibujadas';
    },
    syntheticContent:
      'Las cifras de este informe muestran que los programas funcionan juntos. Ninguna dice cómo se clasifican células reales.',
    limits: [
      'No sirve para diagnosticar ni para decidir un tratamiento: el frotis lo mira un especialista.',
      'No sirve con células de otro laboratorio, tinción, cámara o tipo que los probados: ahí las cifras se desconocen.',
    ],
    madeBy: (version, day) => `Hecho con Leukoscope ${version} el ${day}.`,
    noPicture: 'La imagen no se puede mostrar.',
    unnamedPatient: '(sin paciente indicado)',
    unknownType: 'tipo desconocido',
    groups: { typical: 'típica', atypical: 'atípica' },
    tooFew: 'menos de 100 células: demasiado pocas',
  },
};
