import type { Language } from '../errors/entry.ts';

interface BlastTexts {
  readonly title: string;
  readonly note: string;
  readonly plotTitle: string;
  readonly axis: string;
  readonly tableCaption: string;
  readonly apartCaption: string;
  readonly columns: Readonly<
    Record<
      | 'patient'
      | 'blasts'
      | 'leukocytes'
      | 'share'
      | 'interval'
      | 'adjusted'
      | 'promyelocytes'
      | 'erythroblasts'
      | 'outside',
      string
    >
  >;
}

export const BLAST_TEXTS: Readonly<Record<Language, BlastTexts>> = {
  en: {
    title: 'Blasts among leukocytes',
    note: 'Myeloblasts and monoblasts, each cell by its most probable type. Acute leukaemia is diagnosed from 20% of blasts on, counted by a specialist: this share is an aid to it. Promyelocytes stand apart, erythroblasts are given per 100 leukocytes, and smudge cells are not counted.',
    plotTitle: 'Share of blasts among leukocytes, by patient',
    axis: 'Share of blasts (%)',
    tableCaption: 'Blasts by patient',
    apartCaption: 'What stands apart, by patient',
    columns: {
      patient: 'Patient',
      blasts: 'Blasts',
      leukocytes: 'Leukocytes',
      share: 'Share',
      interval: '95% interval',
      adjusted: 'Adjusted',
      promyelocytes: 'Promyelocytes',
      erythroblasts: 'Erythroblasts per 100',
      outside: 'Not counted',
    },
  },
  es: {
    title: 'Blastos entre los leucocitos',
    note: 'Mieloblastos y monoblastos, cada célula por su tipo más probable. La leucemia aguda se diagnostica desde el 20% de blastos, contados por un especialista: esta proporción es una ayuda. Los promielocitos van aparte, los eritroblastos se dan por cada 100 leucocitos y las sombras de Gumprecht no se cuentan.',
    plotTitle: 'Proporción de blastos entre los leucocitos, por paciente',
    axis: 'Proporción de blastos (%)',
    tableCaption: 'Blastos por paciente',
    apartCaption: 'Lo que va aparte, por paciente',
    columns: {
      patient: 'Paciente',
      blasts: 'Blastos',
      leukocytes: 'Leucocitos',
      share: 'Proporción',
      interval: 'Intervalo del 95%',
      adjusted: 'Corregida',
      promyelocytes: 'Promielocitos',
      erythroblasts: 'Eritroblastos por 100',
      outside: 'No contadas',
    },
  },
};
