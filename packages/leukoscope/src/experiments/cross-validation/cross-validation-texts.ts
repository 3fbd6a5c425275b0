import type { Language } from '../../errors/entry.ts';
import { countText } from '../../reports/plots/interval-text.ts';
import type { CrossValidationRecord } from './cross-validation-record.ts';
import type { JudgedName } from './cross-validation-report.ts';

export interface CrossValidationTexts {
  readonly title: (dataset: string) => string;
  readonly sections: Readonly<Record<'figures' | 'curve' | 'comparison' | 'folds' | 'labels' | 'details', string>>;
  readonly lead: (
    record: CrossValidationRecord,
    facts: { readonly cells: number; readonly atypical: number; readonly patients: number | null },
  ) => string;
  readonly missed: (name: string, missed: number, atypical: number) => string;
  readonly byImage: string;
  readonly unfinished: (done: number, planned: number) => string;
  readonly judged: Readonly<Record<JudgedName, string>>;
  readonly own: string;
  readonly share: string;
  readonly intervals: (patients: number | null) => string;
  readonly cells: (count: number) => string;
  readonly trainingCells: string;
  readonly curveTitle: string;
  readonly curveNote: string;
  readonly columns: Readonly<
    Record<
      'candidate' | 'trainingCells' | 'minutes' | 'folds' | 'figure' | 'difference' | 'overPatients' | 'overCells',
      string
    >
  >;
  readonly band: (name: string) => string;
  readonly differenceCaption: (first: string) => string;
  readonly tableCaption: string;
  readonly compared: (other: string, first: string) => string;
  readonly foldCaption: string;
  readonly fold: (repeat: number, fold: number) => string;
  readonly spread: string;
  readonly settings: string;
  readonly noise: (shares: Readonly<Record<'share' | 'ofTypical' | 'ofAtypical', string>>) => string;
}

export const CROSS_VALIDATION_TEXTS: Readonly<Record<Language, CrossValidationTexts>> = {
  en: {
    title: (dataset) => `Cross-validation on ${dataset}`,
    sections: {
      figures: 'How the candidates do',
      curve: 'Learning curve',
      comparison: 'Differences from the first',
      folds: 'Each fold',
      labels: 'Labels to look at again',
      details: 'What was done',
    },
    lead: ({ folds, repeats, by, candidates }, { cells, atypical, patients }) =>
      `${candidates.length === 1 ? 'One candidate was' : `${candidates.length} candidates were`} trained ${folds} times${repeats === 1 ? '' : `, ${repeats} times over`}, each time on all folds but one, and tested on that one: ${countText(cells)} cells (${countText(atypical)} atypical)${patients === null ? '' : ` of ${countText(patients)} patients`}, each judged by a network that saw ${by === 'patient' ? 'nobody’s cells of the same fold, and so none of its patient' : 'no cell of the same fold'}. All candidates have the same folds.`,
    missed: (name, missed, atypical) =>
      `${name}: ${countText(missed)} of ${countText(atypical)} atypical cells were missed`,
    byImage:
      'The folds are by image: cells of one patient are on both sides, which flatters every figure. Figures for patients never seen need folds by patient.',
    unfinished: (done, planned) => `Only ${done} of ${planned} trainings are done: what follows is of these.`,
    judged: {
      rocAuc: 'ROC AUC',
      sensitivityAtSpecificity90: 'Sensitivity where specificity is 0.90',
      sensitivity: 'Sensitivity',
      specificity: 'Specificity',
    },
    own: ', each fold by its own threshold',
    share: 'Value with its interval',
    intervals: (patients) =>
      patients === null
        ? '95% intervals over cells.'
        : `95% intervals over patients (${countText(patients)}), whose cells resemble each other.`,
    cells: (count) => `${countText(count)} cells`,
    trainingCells: 'Training cells',
    curveTitle: 'ROC AUC by the number of training cells',
    curveNote:
      'The areas are intervals over patients. Fewer cells are drawn at random from all training patients of a fold; more cells hold the fewer.',
    columns: {
      ...{ candidate: 'Candidate', trainingCells: 'Training cells', minutes: 'Minutes a fold', folds: 'Folds' },
      ...{ figure: 'Figure', difference: 'Difference' },
      ...{ overPatients: '95% interval over patients', overCells: '95% interval over cells' },
    },
    band: (name) => `${name}: 95% interval`,
    differenceCaption: (first) => `Both on the same folds; above 0 ${first} is better`,
    tableCaption: 'Each candidate on all folds together',
    compared: (other, first) => `${other} beside ${first}`,
    foldCaption: 'ROC AUC of each fold by itself',
    fold: (repeat, fold) => `${repeat}.${fold}`,
    spread: 'Mean',
    settings: 'Settings',
    noise: ({ share, ofTypical, ofAtypical }) =>
      `At most about ${share} of the labels look wrong (of those labelled typical ${ofTypical}, of those labelled atypical ${ofAtypical}): confident learning (Northcutt and others, 2021) by what all candidates on average say of cells that they have not seen. It is an upper bound, as what they all get wrong with confidence counts too. All are in suspects.csv.`,
  },
  es: {
    title: (dataset) => `Validación cruzada en ${dataset}`,
    sections: {
      figures: 'Cómo lo hacen los candidatos',
      curve: 'Curva de aprendizaje',
      comparison: 'Diferencias con el primero',
      folds: 'Cada pliegue',
      labels: 'Etiquetas que conviene revisar',
      details: 'Lo que se hizo',
    },
    lead: ({ folds, repeats, by, candidates }, { cells, atypical, patients }) =>
      `${candidates.length === 1 ? 'Un candidato se entrenó' : `${candidates.length} candidatos se entrenaron`} ${folds} veces${repeats === 1 ? '' : `, y todo ello ${repeats} veces`}, cada vez con todos los pliegues menos uno, y se probó con ese: ${countText(cells)} células (${countText(atypical)} atípicas)${patients === null ? '' : ` de ${countText(patients)} pacientes`}, cada una juzgada por una red que no vio ${by === 'patient' ? 'células de nadie del mismo pliegue, ni por tanto de su paciente' : 'ninguna célula del mismo pliegue'}. Todos los candidatos tienen los mismos pliegues.`,
    missed: (name, missed, atypical) =>
      `${name}: no se detectaron ${countText(missed)} de ${countText(atypical)} células atípicas`,
    byImage:
      'Los pliegues son por imagen: hay células de un mismo paciente en ambos lados, lo que favorece todas las cifras. Para pacientes nunca vistos hacen falta pliegues por paciente.',
    unfinished: (done, planned) => `Solo están hechos ${done} de ${planned} entrenamientos: lo que sigue es de ellos.`,
    judged: {
      rocAuc: 'ROC AUC',
      sensitivityAtSpecificity90: 'Sensibilidad donde la especificidad es 0,90',
      sensitivity: 'Sensibilidad',
      specificity: 'Especificidad',
    },
    own: ', cada pliegue con su propio umbral',
    share: 'Valor con su intervalo',
    intervals: (patients) =>
      patients === null
        ? 'Intervalos del 95% sobre células.'
        : `Intervalos del 95% sobre pacientes (${countText(patients)}), cuyas células se parecen entre sí.`,
    cells: (count) => `${countText(count)} células`,
    trainingCells: 'Células de entrenamiento',
    curveTitle: 'ROC AUC según el número de células de entrenamiento',
    curveNote:
      'Las áreas son intervalos sobre pacientes. Las células se sortean entre todos los pacientes de entrenamiento de un pliegue; las más contienen a las menos.',
    columns: {
      candidate: 'Candidato',
      trainingCells: 'Células de entrenamiento',
      minutes: 'Minutos por pliegue',
      folds: 'Pliegues',
      ...{ figure: 'Cifra', difference: 'Diferencia' },
      ...{ overPatients: 'Intervalo del 95% sobre pacientes', overCells: 'Intervalo del 95% sobre células' },
    },
    band: (name) => `${name}: intervalo del 95%`,
    differenceCaption: (first) => `Ambos en los mismos pliegues; por encima de 0 es mejor ${first}`,
    tableCaption: 'Cada candidato en todos los pliegues juntos',
    compared: (other, first) => `${other} al lado de ${first}`,
    foldCaption: 'ROC AUC de cada pliegue por sí solo',
    fold: (repeat, fold) => `${repeat}.${fold}`,
    spread: 'Media',
    settings: 'Ajustes',
    noise: ({ share, ofTypical, ofAtypical }) =>
      `Parece errónea como mucho una parte de alrededor del ${share} de las etiquetas (de las típicas, ${ofTypical}; de las atípicas, ${ofAtypical}): aprendizaje confiado (confident learning; Northcutt y otros, 2021) según lo que dicen en promedio todos los candidatos de células que no han visto. Es una cota superior, pues también cuenta aquello en que todos yerran con seguridad. Todas están en suspects.csv.`,
  },
};
