import type { Language } from 'leukoscope/browser';
import type { Training } from '../api/types.ts';

interface LearnTexts {
  readonly title: string;
  readonly intro: string;
  readonly versions: string;
  readonly noVersions: string;
  readonly freeze: string;
  readonly freezeText: string;
  readonly noSigned: string;
  readonly columns: Readonly<Record<'made' | 'by' | 'cases' | 'patients' | 'cells' | 'types', string>>;
  readonly train: string;
  readonly trainText: string;
  readonly version: string;
  readonly versionIs: (day: string, cells: number) => string;
  readonly recipe: string;
  readonly classes: string;
  readonly classNames: Readonly<Record<'recipe' | 'groups' | 'types', string>>;
  readonly classHints: Readonly<Record<'recipe' | 'groups' | 'types', string>>;
  readonly epochs: string;
  readonly epochsHint: string;
  readonly start: string;
  readonly trainings: string;
  readonly noTrainings: string;
  readonly training: (recipe: string, at: string) => string;
  readonly states: Readonly<Record<Training['state'], string>>;
  /** @param teacher counted from 1. */
  readonly teacherOf: (teacher: number, all: number) => string;
  readonly epochOf: (epoch: number, epochs: number | null) => string;
  readonly stop: string;
  readonly resume: string;
  readonly compare: string;
  readonly trained: string;
  readonly present: string;
  readonly noPresent: string;
  readonly difference: string;
  readonly heldOut: (cells: number, patients: number | null) => string;
  readonly toModel: string;
}

export const LEARN_TEXTS: Readonly<Record<Language, LearnTexts>> = {
  en: {
    title: 'Learn',
    intro:
      'Decisions of signed cases become a data set; a model trained on it is compared with the one in use on patients that neither has seen, and put to use only by a person.',
    versions: 'Data sets of reviewed cells',
    noVersions: 'No data set has been made yet.',
    freeze: 'Make a data set',
    freezeText: 'Choose signed cases. Their labels are copied as they are now and do not change any more.',
    noSigned: 'No case is signed yet: only signed cases can be learnt from.',
    columns: { made: 'Made', by: 'By', cases: 'Cases', patients: 'Patients', cells: 'Cells', types: 'Cells by type' },
    train: 'Train',
    trainText: 'Train a model',
    version: 'Data set',
    versionIs: (day, cells) => `${day}, ${cells} cells`,
    recipe: 'Recipe',
    classes: 'Tells apart',
    classNames: { recipe: 'as the recipe says', groups: 'typical and atypical', types: 'types of cells' },
    classHints: {
      recipe: 'The recipes of the paper learn the two groups, the others the types where every cell has one.',
      groups: 'Which cells are atypical, and no more: fewer cells are enough.',
      types: 'Also the differential count: needs at least two types with cells of each.',
    },
    epochs: 'Epochs',
    epochsHint: 'Empty: as many as the recipe says.',
    start: 'Start training',
    trainings: 'Trainings',
    noTrainings: 'Nothing has been trained yet.',
    training: (recipe, at) => `${recipe}, ${at}`,
    states: { waiting: 'waiting', running: 'running', stopped: 'stopped', done: 'done', failed: 'failed' },
    teacherOf: (teacher, all) => `first its teachers: ${teacher} of ${all}`,
    epochOf: (epoch, epochs) => (epochs === null ? `epoch ${epoch}` : `epoch ${epoch} of ${epochs}`),
    stop: 'Stop',
    resume: 'Go on',
    compare: 'Compared on the same held-out patients',
    trained: 'Trained here',
    present: 'In use',
    noPresent: 'There is no model in use to compare with, or it has seen these patients.',
    difference: 'Trained less in use',
    heldOut: (cells, patients) =>
      `Area under the ROC curve on ${cells} cells${patients === null ? '' : ` of ${patients} patients`} that neither has learnt from.`,
    toModel: 'To the model',
  },
  es: {
    title: 'Aprender',
    intro:
      'Las decisiones de los casos firmados forman un conjunto de datos; un modelo entrenado con él se compara con el que está en uso, en pacientes que ninguno ha visto, y solo una persona lo pone en uso.',
    versions: 'Conjuntos de células revisadas',
    noVersions: 'Todavía no hay ningún conjunto.',
    freeze: 'Crear un conjunto',
    freezeText: 'Elija casos firmados. Sus etiquetas se copian como están ahora y ya no cambian.',
    noSigned: 'Aún no hay casos firmados: solo se aprende de casos firmados.',
    columns: {
      made: 'Creado',
      by: 'Por',
      cases: 'Casos',
      patients: 'Pacientes',
      cells: 'Células',
      types: 'Células por tipo',
    },
    train: 'Entrenar',
    trainText: 'Entrenar un modelo',
    version: 'Conjunto de datos',
    versionIs: (day, cells) => `${day}, ${cells} células`,
    recipe: 'Receta',
    classes: 'Distingue',
    classNames: { recipe: 'lo que diga la receta', groups: 'típicas y atípicas', types: 'tipos de células' },
    classHints: {
      recipe: 'Las recetas del artículo aprenden los dos grupos; las demás, los tipos si cada célula tiene uno.',
      groups: 'Qué células son atípicas, y nada más: bastan menos células.',
      types: 'También el recuento diferencial: hacen falta al menos dos tipos con células de cada uno.',
    },
    epochs: 'Épocas',
    epochsHint: 'Vacío: las que diga la receta.',
    start: 'Empezar a entrenar',
    trainings: 'Entrenamientos',
    noTrainings: 'Todavía no se ha entrenado nada.',
    training: (recipe, at) => `${recipe}, ${at}`,
    states: { waiting: 'en espera', running: 'en marcha', stopped: 'parado', done: 'hecho', failed: 'fallido' },
    teacherOf: (teacher, all) => `primero sus maestros: ${teacher} de ${all}`,
    epochOf: (epoch, epochs) => (epochs === null ? `época ${epoch}` : `época ${epoch} de ${epochs}`),
    stop: 'Parar',
    resume: 'Continuar',
    compare: 'Comparación en los mismos pacientes apartados',
    trained: 'Entrenado aquí',
    present: 'En uso',
    noPresent: 'No hay un modelo en uso con el que comparar, o ya ha visto a estos pacientes.',
    difference: 'Entrenado menos en uso',
    heldOut: (cells, patients) =>
      `Área bajo la curva ROC en ${cells} células${patients === null ? '' : ` de ${patients} pacientes`} de las que ninguno ha aprendido.`,
    toModel: 'Al modelo',
  },
};
