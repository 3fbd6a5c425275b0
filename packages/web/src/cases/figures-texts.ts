import type { Language } from 'leukoscope/browser';
import { counted } from '../base/counted.ts';

interface FiguresTexts {
  readonly title: string;
  readonly notClassified: string;
  readonly noCells: string;
  readonly counts: (counts: { cells: number; classified: number; reviewed: number }) => string;
  readonly referred: (count: number) => string;
  readonly unidentified: (count: number) => string;
  readonly unknown: (images: number, of: number, more: boolean) => string;
  readonly synthetic: string;
  readonly model: (name: string) => string;
  readonly atypical: string;
  readonly blasts: string;
  readonly adjusted: string;
  readonly answer: string;
  readonly promyelocytes: string;
  readonly erythroblasts: string;
  readonly smudge: string;
  readonly figure: string;
  readonly byModel: string;
  readonly afterReview: string;
  readonly previous: (title: string, day: string) => string;
  readonly noPrevious: string;
  readonly plot: string;
  readonly axis: string;
  readonly limit: (percent: string) => string;
  readonly ownErrors: string;
  readonly promise: string;
  readonly noPromise: string;
  readonly withdrawn: string;
  readonly type: string;
  readonly typesTable: string;
  readonly tooFew: string;
}

export const FIGURES_TEXTS: Readonly<Record<Language, FiguresTexts>> = {
  en: {
    title: 'Result',
    notClassified: 'Nothing is known of the cells yet: let a model classify them, or review them yourself.',
    noCells: 'The case has no cells yet. Add images below.',
    counts: ({ cells, classified, reviewed }) =>
      `${counted(cells, 'cell', 'cells')}, ${classified} classified, ${reviewed} reviewed by a person.`,
    referred: (count) => `${counted(count, 'cell is', 'cells are')} too close to call: for a person to decide.`,
    unidentified: (count) => `${counted(count, 'cell is', 'cells are')} unidentified.`,
    unknown: (images, of, more) =>
      `${images} of ${of} images look like no cell that the model knows${more ? ', more than expected: its calls may be wrong here' : ''}.`,
    synthetic: 'The model learnt from generated cells: its figures say nothing about real ones.',
    model: (name) => `Model: ${name}`,
    atypical: 'Atypical cells',
    blasts: 'Blasts among leukocytes',
    adjusted: 'adjusted for the model’s errors',
    answer: 'compared with the limit',
    promyelocytes: 'Promyelocytes among leukocytes',
    erythroblasts: 'Erythroblasts per 100 leukocytes',
    smudge: 'Smudge cells (not counted)',
    figure: 'Figure',
    byModel: 'By the model',
    afterReview: 'After review',
    previous: (title, day) => `Previous case: ${title}, ${day}`,
    noPrevious: 'There is no earlier case of this patient.',
    plot: 'Shares with 95% intervals',
    axis: 'Share of the cells (%)',
    limit: (percent) => `limit ${percent}`,
    ownErrors: 'The intervals count cells; the model’s own errors are in the adjusted shares alone.',
    promise: 'What the threshold promises',
    noPromise: 'The model was not calibrated: its threshold promises nothing.',
    withdrawn: 'The promise is withdrawn for these images',
    type: 'Type',
    typesTable: 'Cells by type',
    tooFew: 'under 100 cells: too few',
  },
  es: {
    title: 'Resultado',
    notClassified: 'Aún no se sabe nada de las células: haga que un modelo las clasifique o revíselas usted.',
    noCells: 'El caso aún no tiene células. Añada imágenes abajo.',
    counts: ({ cells, classified, reviewed }) =>
      `${counted(cells, 'célula', 'células')}, ${classified} clasificadas, ${reviewed} revisadas por una persona.`,
    referred: (count) =>
      `${counted(count, 'célula queda', 'células quedan')} demasiado cerca del umbral: decide una persona.`,
    unidentified: (count) => `${counted(count, 'célula está', 'células están')} sin identificar.`,
    unknown: (images, of, more) =>
      `${images} de ${of} imágenes no se parecen a ninguna célula que el modelo conozca${more ? ', más de las esperadas: aquí puede equivocarse' : ''}.`,
    synthetic: 'El modelo aprendió de células generadas: sus cifras no dicen nada de las reales.',
    model: (name) => `Modelo: ${name}`,
    atypical: 'Células atípicas',
    blasts: 'Blastos entre los leucocitos',
    adjusted: 'corregida por los errores del modelo',
    answer: 'frente al límite',
    promyelocytes: 'Promielocitos entre los leucocitos',
    erythroblasts: 'Eritroblastos por 100 leucocitos',
    smudge: 'Sombras de Gumprecht (no contadas)',
    figure: 'Cifra',
    byModel: 'Según el modelo',
    afterReview: 'Tras la revisión',
    previous: (title, day) => `Caso anterior: ${title}, ${day}`,
    noPrevious: 'No hay un caso anterior de este paciente.',
    plot: 'Proporciones con intervalos del 95%',
    axis: 'Proporción de las células (%)',
    limit: (percent) => `límite ${percent}`,
    ownErrors: 'Los intervalos cuentan células; los errores del modelo están solo en las proporciones corregidas.',
    promise: 'Qué promete el umbral',
    noPromise: 'El modelo no se calibró: su umbral no promete nada.',
    withdrawn: 'La promesa queda retirada para estas imágenes',
    type: 'Tipo',
    typesTable: 'Células por tipo',
    tooFew: 'menos de 100 células: demasiado pocas',
  },
};
