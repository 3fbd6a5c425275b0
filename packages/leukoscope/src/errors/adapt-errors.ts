import { EXIT, entry } from './entry.ts';
import { shown } from './wording.ts';

/** What can keep a model from being adapted to another laboratory. */
export const adaptErrors = {
  'adapt.too-few': entry<{ cells: number; fewest: number; of: number }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `too few cells to adapt by: got ${d.cells} (of ${d.of} labelled ones at most half adapt, the rest test), expected at least ${d.fewest}.`,
      hint: 'Give more cells of the laboratory, or their pictures without labels (--no-labels).',
    }),
    es: (d) => ({
      message: `demasiado pocas células para adaptar: hay ${d.cells} (de ${d.of} etiquetadas adapta como máximo la mitad, el resto prueba) y se necesitan al menos ${d.fewest}.`,
      hint: 'Dé más células del laboratorio, o sus imágenes sin etiquetas (--no-labels).',
    }),
  }),
  'adapt.one-group': entry<{ labelled: number; typical: number; atypical: number; fewest: number }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `labels of ${d.labelled} cells choose neither a threshold nor a last layer: got ${d.typical} typical and ${d.atypical} atypical ones, expected at least ${d.fewest} of each.`,
      hint: 'Label more cells of the smaller group, or pass --labelled 0 to adapt by the pictures alone.',
    }),
    es: (d) => ({
      message: `las etiquetas de ${d.labelled} células no eligen ni umbral ni última capa: hay ${d.typical} típicas y ${d.atypical} atípicas, y se necesitan al menos ${d.fewest} de cada grupo.`,
      hint: 'Etiquete más células del grupo menor, o indique --labelled 0 para adaptar solo con las imágenes.',
    }),
  }),
  'adapt.adapted': entry<{ model: string; dataset: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.model} is adapted already, to ${shown(d.dataset)}; expected a model as it was trained.`,
      hint: 'Adapt the model it was made of.',
    }),
    es: (d) => ({
      message: `${d.model} ya está adaptado, a ${shown(d.dataset)}; se esperaba un modelo tal como se entrenó.`,
      hint: 'Adapte el modelo del que se hizo.',
    }),
  }),
  'adapt.nothing': entry<{ model: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `nothing of ${d.model} can be adapted by pictures alone: it does not say what its training cells look like, sees no share of the frame, and has no batch normalisation.`,
      hint: 'Name the data it was trained on (--reference), or give labelled cells.',
    }),
    es: (d) => ({
      message: `nada de ${d.model} puede adaptarse solo con imágenes: no dice qué aspecto tienen sus células de entrenamiento, no ve una proporción del encuadre y no tiene normalización por lotes.`,
      hint: 'Indique los datos con que se entrenó (--reference), o dé células etiquetadas.',
    }),
  }),
  'adapt.other-reference': entry<{ model: string; reference: string; cells: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.model} was trained on ${d.cells} of the cells of ${shown(d.reference)}, expected at least 100: it cannot show what the training cells look like.`,
      hint: 'Give --reference the data set that the model was trained on.',
    }),
    es: (d) => ({
      message: `${d.model} se entrenó con ${d.cells} de las células de ${shown(d.reference)} y se esperaban al menos 100: no puede mostrar qué aspecto tienen las células de entrenamiento.`,
      hint: 'Dé a --reference el conjunto de datos con que se entrenó el modelo.',
    }),
  }),
} as const;
