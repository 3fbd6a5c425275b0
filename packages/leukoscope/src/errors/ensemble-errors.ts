import { EXIT, entry } from './entry.ts';
import { shown } from './wording.ts';

/** In what models can differ that keeps them from being one. */
const DIFFERENCES = {
  preprocessing: { en: 'see images prepared in another way', es: 'ven imágenes preparadas de otro modo' },
  scheme: { en: 'follow another scheme', es: 'siguen otro esquema' },
  types: { en: 'tell other cell types apart', es: 'distinguen otros tipos celulares' },
} as const;

/** What of another program's network keeps it from standing beside others. */
const HINDRANCES = {
  'operator-sets': {
    en: "another program's network in one of them needs another ONNX operator set",
    es: 'la red de otro programa en uno de ellos necesita otro conjunto de operadores de ONNX',
  },
  'own-operators': {
    en: "another program's network in one of them brings operators of its own",
    es: 'la red de otro programa en uno de ellos trae operadores propios',
  },
  subgraphs: {
    en: "another program's network in one of them has conditions or loops, or takes one image at a time",
    es: 'la red de otro programa en uno de ellos tiene condiciones o bucles, o recibe las imágenes de una en una',
  },
} as const;

/** Why several models cannot become one. */
export const ensembleErrors = {
  'ensemble.too-few': entry<{ models: number; most: number }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `an ensemble is of 2 to ${d.most} models, got ${d.models}.`,
      hint: 'Train the same network with several seeds (train --seed 1, 2, 3) and name each model.onnx.',
    }),
    es: (d) => ({
      message: `un conjunto es de 2 a ${d.most} modelos; se dieron ${d.models}.`,
      hint: 'Entrene la misma red con varias semillas (train --seed 1, 2, 3) e indique cada model.onnx.',
    }),
  }),
  'ensemble.too-large': entry<{ megabytes: number; most: number }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `the models together have ${d.megabytes} MB, expected ${d.most} MB at most in one file.`,
      hint: 'Take fewer of them, or smaller networks.',
    }),
    es: (d) => ({
      message: `los modelos suman ${d.megabytes} MB; se esperaban ${d.most} MB como máximo en un archivo.`,
      hint: 'Tome menos modelos o redes más pequeñas.',
    }),
  }),
  'ensemble.unlike': entry<{
    first: string;
    other: string;
    what: keyof typeof DIFFERENCES;
    got: string;
    expected: string;
  }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.first} and ${d.other} ${DIFFERENCES[d.what].en}: ${shown(d.expected)} and ${shown(d.got)}; the models of an ensemble must agree in it.`,
      hint: 'Train them with the same --crop, --normalise-stain, --scheme, --classes and a network of the same kind.',
    }),
    es: (d) => ({
      message: `${d.first} y ${d.other} ${DIFFERENCES[d.what].es}: ${shown(d.expected)} y ${shown(d.got)}; los modelos de un conjunto deben coincidir en ello.`,
      hint: 'Entrénelos con los mismos --crop, --normalise-stain, --scheme, --classes y una red de la misma clase.',
    }),
  }),
  'ensemble.unjoinable': entry<{ first: string; other: string; why: keyof typeof HINDRANCES }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.first} and ${d.other} cannot be one file: ${HINDRANCES[d.why].en}.`,
      hint: "Make the ensemble of networks of ours, or export the other programs' networks for one operator set, any number of images and standard operators.",
    }),
    es: (d) => ({
      message: `${d.first} y ${d.other} no pueden ser un solo archivo: ${HINDRANCES[d.why].es}.`,
      hint: 'Haga el conjunto con redes nuestras, o exporte las redes de otros programas para un mismo conjunto de operadores, cualquier número de imágenes y operadores estándar.',
    }),
  }),
  'ensemble.same-model': entry<{ first: string; other: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.first} and ${d.other} are the same model: twice the time for the same answer.`,
      hint: 'Name each model once; train others with another --seed.',
    }),
    es: (d) => ({
      message: `${d.first} y ${d.other} son el mismo modelo: el doble de tiempo para la misma respuesta.`,
      hint: 'Indique cada modelo una vez; entrene otros con otra --seed.',
    }),
  }),
  'ensemble.nested': entry<{ model: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.model} is an ensemble itself, whose members would then count less than the others.`,
      hint: 'Name the models that it was made of.',
    }),
    es: (d) => ({
      message: `${d.model} ya es un conjunto, y sus miembros contarían menos que los demás.`,
      hint: 'Indique los modelos con los que se hizo.',
    }),
  }),
  'ensemble.other-validation': entry<{ first: string; other: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `${d.first} and ${d.other} were trained by other splits or data, so there are no validation cells that belong to both, by which a threshold could be chosen.`,
      hint: 'Train the models with one --split, or name cells that none of them was trained on: --validation <dataset> [--split file].',
    }),
    es: (d) => ({
      message: `${d.first} y ${d.other} se entrenaron con otras particiones u otros datos, y no hay células de validación de ambos con que elegir un umbral.`,
      hint: 'Entrene los modelos con una misma --split o indique células con las que no se entrenó ninguno: --validation <datos> [--split archivo].',
    }),
  }),
  'ensemble.no-run': entry<{ model: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot choose a threshold: beside ${d.model} there is no run.json of its training that says where the validation cells are.`,
      hint: 'Name them: --validation <dataset> --split <run>/split.json.',
    }),
    es: (d) => ({
      message: `no se puede elegir un umbral: junto a ${d.model} no hay ningún run.json de su entrenamiento que diga dónde están las células de validación.`,
      hint: 'Indíquelas: --validation <datos> --split <entrenamiento>/split.json.',
    }),
  }),
  'ensemble.data-changed': entry<{ path: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `cannot choose a threshold: the cells in ${d.path}, or their labels, changed since the models were trained.`,
      hint: 'Put them back as they were, or name the cells that shall choose it: --validation <dataset> [--split file].',
    }),
    es: (d) => ({
      message: `no se puede elegir un umbral: las células de ${d.path} o sus etiquetas cambiaron desde que se entrenaron los modelos.`,
      hint: 'Devuélvalas a su estado anterior o indique las células que deben elegirlo: --validation <datos> [--split archivo].',
    }),
  }),
  'ensemble.no-validation': entry<{ dataset: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot choose a threshold: ${shown(d.dataset)} has no validation cell with a known group, expected at least one.`,
      hint: 'Name other cells: --validation <dataset> [--split file].',
    }),
    es: (d) => ({
      message: `no se puede elegir un umbral: ${shown(d.dataset)} no tiene ninguna célula de validación de grupo conocido; se esperaba al menos una.`,
      hint: 'Indique otras células: --validation <datos> [--split archivo].',
    }),
  }),
  'ensemble.trained-on': entry<{ dataset: string; example: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `one of the models was trained on images of ${shown(d.dataset)} that are to choose the threshold (${shown(d.example)} for one): it would be chosen too high.`,
      hint: 'Name the split, so that only its validation cells are taken: --split <run>/split.json. Or take other cells.',
    }),
    es: (d) => ({
      message: `uno de los modelos se entrenó con imágenes de ${shown(d.dataset)} que deben elegir el umbral (por ejemplo ${shown(d.example)}): se elegiría demasiado alto.`,
      hint: 'Indique la partición, para tomar solo sus células de validación: --split <entrenamiento>/split.json. O tome otras células.',
    }),
  }),
} as const;
