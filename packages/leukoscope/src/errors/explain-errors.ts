import { EXIT, entry } from './entry.ts';

/** Why the gradient of a model is not known. */
const OBSTACLES = {
  backbone: {
    en: "it has another program's network inside, whose gradient is not known",
    es: 'contiene la red de otro programa, cuyo gradiente no se conoce',
  },
  nearest: {
    en: 'its head lets the nearest cells vote, which changes by leaps and has no gradient',
    es: 'en su cabeza votan las células más cercanas, lo que cambia a saltos y no tiene gradiente',
  },
} as const;

/** Why a model cannot say what a call rests on. */
export const explainErrors = {
  'explain.no-training-cells': entry<{ model: string; dataset: string; cells: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `none of the ${d.cells} cells of ${d.dataset} is one that ${d.model} was trained on, expected its training data.`,
      hint: 'Name the data set that the model was trained on, or leave --training out.',
    }),
    es: (d) => ({
      message: `ninguna de las ${d.cells} células de ${d.dataset} es de las que aprendió ${d.model}; se esperaban sus datos de entrenamiento.`,
      hint: 'Indique el conjunto de datos con que se entrenó el modelo u omita --training.',
    }),
  }),
  'explain.too-few-for-map': entry<{ dataset: string; cells: number; fewest: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot draw a map of ${d.dataset}: got ${d.cells} cells whose images can be used, expected at least ${d.fewest}.`,
      hint: 'Name more cells, or another part of the data set (--part).',
    }),
    es: (d) => ({
      message: `no se puede dibujar un mapa de ${d.dataset}: hay ${d.cells} células cuyas imágenes se pueden usar; se esperaban al menos ${d.fewest}.`,
      hint: 'Indique más células u otra parte del conjunto de datos (--part).',
    }),
  }),
  'explain.no-gradient': entry<{ model: string; method: string; obstacle: keyof typeof OBSTACLES }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.method} needs the gradient of ${d.model}: ${OBSTACLES[d.obstacle].en}.`,
      hint: 'Use --methods occlusion, which works with every model.',
    }),
    es: (d) => ({
      message: `${d.method} necesita el gradiente de ${d.model}: ${OBSTACLES[d.obstacle].es}.`,
      hint: 'Use --methods occlusion, que funciona con todo modelo.',
    }),
  }),
} as const;
