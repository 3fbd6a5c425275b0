import type { Language } from '../../errors/entry.ts';
import { typed } from '../../errors/wording.ts';
import type { RunResult } from '../../training/finish-run.ts';
import {
  DATASET_OPTION_TEXTS,
  DATASET_TEXT,
  DRAWING_OPTION_TEXTS,
  MACHINE_OPTION_TEXTS,
  SCHEME_TEXT,
} from '../dataset-options.ts';
import type { CommandTexts } from '../define-command.ts';
import { type TextColumn, textTable } from '../text-table.ts';
import { BACKBONE_OPTION_TEXTS, type backboneOptions } from './train-backbone-options.ts';
import { FITTED_WORDS, fittedText, validationText } from './train-fitted-texts.ts';
import { LOSS_OPTION_TEXTS, type lossOptions } from './train-loss-options.ts';
import { SEARCH_OPTION_TEXTS, type searchOptions } from './train-search-options.ts';
import { TEACHER_OPTION_TEXTS, type teacherOptions } from './train-teacher-options.ts';
import { auc, validatedText } from './train-validated-text.ts';

type OptionName =
  | 'out'
  | 'resume'
  | 'recipe'
  | 'model'
  | 'classes'
  | 'weights'
  | 'licence'
  | 'download'
  | keyof typeof backboneOptions
  | 'fineTune'
  | 'head'
  | 'norm'
  | 'freezeNorm'
  | 'size'
  | 'epochs'
  | 'leastSteps'
  | 'batch'
  | 'optimizer'
  | 'lr'
  | 'momentum'
  | 'nesterov'
  | 'weightDecay'
  | 'schedule'
  | 'warmUp'
  | 'stepEvery'
  | 'stepFactor'
  | 'layerDecay'
  | 'ema'
  | 'clip'
  | 'balance'
  | keyof typeof lossOptions
  | keyof typeof teacherOptions
  | 'crop'
  | 'micronsPerPixel'
  | 'normaliseStain'
  | 'flips'
  | 'rightAngles'
  | 'rotate'
  | 'shift'
  | 'colour'
  | 'stain'
  | 'views'
  | 'testViews'
  | 'best'
  | 'patience'
  | 'trainingCells'
  | 'split'
  | 'by'
  | 'valFraction'
  | 'testFraction'
  | 'noStratify'
  | 'scheme'
  | 'exclude'
  | 'seed'
  | keyof typeof searchOptions
  | 'rangeTest'
  | 'rangeFrom'
  | 'rangeTo'
  | 'rangeSteps'
  | 'tune'
  | 'threads'
  | 'device'
  | 'noCache'
  | 'allowLeaks'
  | 'allowRejected';

interface TrainTexts extends CommandTexts<Record<'dataset', unknown>, Record<OptionName, unknown>> {
  readonly result: (result: TrainSummary) => string;
  /** `run` is the folder to resume, `null` where training had not begun; `program` what to type for `leukoscope`. */
  readonly interrupted: (run: string | null, program: string) => string;
}

interface TrainSummary extends Pick<RunResult, 'card' | 'counts' | 'strange' | 'excluded' | 'ignored' | 'rejected'> {
  readonly model: string;
  /** `null` where nothing was trained in epochs. */
  readonly curves: string | null;
  readonly path: string;
  /** As typed; `null` where a run was resumed. */
  readonly dataset: string | null;
  /** What to type for `leukoscope`. */
  readonly program: string;
}

const column = (heading: string, align: TextColumn['align'] = 'right'): TextColumn => ({ heading, align });

function countsTable(
  counts: RunResult['counts'],
  words: Readonly<Record<'part' | 'typical' | 'atypical' | 'patients', string>>,
) {
  const rows = Object.entries(counts).map(([part, { typical, atypical, patients }]) => [
    part,
    String(typical),
    String(atypical),
    patients === null ? '—' : String(patients),
  ]);
  return textTable(
    [column(words.part, 'left'), column(words.typical), column(words.atypical), column(words.patients)],
    rows,
  );
}

/** Below this a model is hardly better than a coin, whose area under the curve is 0.5. */
const WEAK_AUC = 0.7;
/** What helps where a few hundred cells have taught the paper's settings nothing (docs/guide/train.md). */
const FOR_FEW_CELLS = '--recipe default --crop cell';

function hasHardlyLearnt({ card: { validation } }: TrainSummary): boolean {
  return validation !== null && validation.rocAuc !== null && validation.rocAuc < WEAK_AUC;
}

/** What was learnt to be told apart, where it is types; and of which types cells are judged by their group alone. */
function typesText(
  { card: { types }, strange }: TrainSummary,
  words: { readonly learnt: (types: number, list: string) => string; readonly strange: (list: string) => string },
): string[] {
  if (types === null) return [];
  const list = types.map(({ code, cells }) => `${code} ${cells}`).join(', ');
  const strangers = strange.map(({ part, type, cells }) => `${type} ${cells} (${part})`).join(', ');
  return [words.learnt(types.length, list), ...(strange.length === 0 ? [] : [words.strange(strangers)])];
}

/** What to evaluate on next: cells that have chosen nothing, if there are any; other data if all were trained on. */
function nextCommand({ counts, model, path, dataset, program }: TrainSummary, other: string): string {
  const evaluate = `${program} evaluate ${typed(model)}`;
  const part = (['test', 'validation'] as const).find((name) => counts[name].typical + counts[name].atypical > 0);
  if (part === undefined) return `${evaluate} ${other}`;
  return `${evaluate} ${dataset === null ? other : typed(dataset)} --split ${typed(`${path}/split.json`)} --part ${part}`;
}

/** Files in the folders that are no cells of the data set; nothing where there are none. */
function ignoredText(ignored: RunResult['ignored'], left: string, files: string, images: string): string {
  const { notImages, imagesLeftOut, examples } = ignored;
  if (notImages + imagesLeftOut === 0) return '';
  return `${left} ${notImages} ${files}, ${imagesLeftOut} ${images} (${examples.join(', ')})`;
}

export const trainTexts: Readonly<Record<Language, TrainTexts>> = {
  en: {
    summary: 'train a model on labelled cell images',
    description:
      'The model is written to <out>/model.onnx with its preprocessing, scheme, threshold and card inside. Without further options it follows the recipe `default`; with --model or --backbone only the defaults shown here.',
    arguments: { dataset: DATASET_TEXT.en },
    options: {
      out: 'folder for the run, new or empty',
      resume: 'go on with the run in this folder',
      recipe:
        'options from a recipe: default, fast, thorough, transfer, paper-cnn, paper-resnet18, paper-resnet34 or a file of options; those typed count more (default: default, unless --model or --backbone is given)',
      model: 'network',
      classes:
        'what the network learns to tell apart: the two groups, every cell type (which gives the groups too), or types where every cell has one and each is of one group, else groups (auto)',
      weights:
        'what the network starts from: none (drawn by the seed), imagenet (from LEUKOSCOPE_WEIGHTS or the cache, see data get), a model of the same network trained before (model.onnx or the folder of its run), or a safetensors file with the tensor names of torchvision',
      licence: "licence of a weights file of your own, for the model's card",
      download: 'fetch the ImageNet weights if they are not there yet',
      ...BACKBONE_OPTION_TEXTS.en,
      fineTune: 'what learns: all, the last stage and the head, or the head alone; the rest runs once for each image',
      head: 'the last layers: layers trained in steps, or a linear support vector machine (svm), a logistic regression or nearest neighbours (knn), fitted in seconds to what a frozen network sees',
      norm: 'how layers are normalised: over the batch, or each cell by itself in groups of channels (group), the same in training and on another laboratory’s cells',
      freezeNorm: 'keep the statistics that batch normalisation starts with (small batches)',
      size: 'side of the images the network sees, in pixels',
      epochs: 'how often each cell is seen',
      leastSteps: 'more epochs where the cells are so few that there would be fewer steps than this',
      batch: 'cells in one step',
      optimizer: 'how parameters follow the gradient',
      lr: 'learning rate',
      momentum: 'momentum of sgd',
      nesterov: 'Nesterov momentum for sgd',
      weightDecay: 'weight decay',
      schedule: 'how the learning rate changes',
      warmUp: 'epochs over which a cosine schedule rises',
      stepEvery: 'epochs between the steps of a step schedule',
      stepFactor: 'factor at each step of a step schedule',
      layerDecay: 'factor of the learning rate for each stage below the head (1: the same for all)',
      ema: 'the model gets a moving average of the parameters that keeps this share in each step, 0.999 for example',
      clip: 'largest norm of all gradients together',
      balance: 'against unequal classes: a weighted loss, or balanced sampling',
      ...LOSS_OPTION_TEXTS.en,
      ...TEACHER_OPTION_TEXTS.en,
      crop: "what the network sees: the whole frame, the cell (found by colour and shape), this share of the frame's side around the middle, or so many micrometres around the cell",
      micronsPerPixel:
        'size of a pixel of the image files in micrometres, for --crop in micrometres (default: estimated by their red cells)',
      normaliseStain: 'bring the colours of every image to those of one fixed laboratory',
      flips: 'augmentation: mirror images at random',
      rightAngles: 'augmentation: turn images by right angles at random',
      rotate: 'augmentation: turn images by up to this many degrees',
      shift: 'augmentation: shift images by up to this share of their side',
      colour: 'augmentation: vary brightness, contrast and saturation by up to this share',
      stain: 'augmentation: vary the density of each stain by up to this share',
      views: 'with --fine-tune last-stage or head: in how many ways augmentation varies each image, once and for all',
      testViews:
        'how many views of a picture the finished model averages over: 2 with its mirror image, 4 upside down too, 8 turned too; each costs a whole pass',
      best: "which epoch's parameters become the model, by validation",
      patience: 'stop after this many epochs without a better one',
      trainingCells: 'learn from only so many of the training cells, drawn by the seed',
      split: 'file that says which cells train, validate and test',
      ...DRAWING_OPTION_TEXTS.en,
      scheme: SCHEME_TEXT.en,
      ...DATASET_OPTION_TEXTS.en,
      seed: 'of everything random; the same seed gives the same model to the bit',
      ...SEARCH_OPTION_TEXTS.en,
      rangeTest: 'do not train, but find a learning rate: a short training over all rates, with its plot in --out',
      rangeFrom: 'lowest learning rate of the range test',
      rangeTo: 'highest learning rate of the range test',
      rangeSteps: 'steps of the range test',
      tune: 'time the ways to compute each convolution of a ResNet before training, and take the fastest here',
      threads: 'processor threads (default: all); a resumed run keeps its number',
      device: `${MACHINE_OPTION_TEXTS.en.device}; a resumed run keeps its own`,
      noCache: MACHINE_OPTION_TEXTS.en.noCache,
      allowLeaks: 'train although a patient or an identical image is on two sides of the split',
      allowRejected: 'train without the images that cannot be used',
    },
    result: (summary) => {
      const { card, counts, excluded, ignored, rejected, model, curves } = summary;
      return [
        countsTable(counts, { part: 'part', typical: 'typical', atypical: 'atypical', patients: 'patients' }),
        `${excluded} cells excluded by scheme or data, ${rejected.length} images rejected${ignoredText(ignored, ', left alone:', 'other files', 'images outside')}.`,
        ...typesText(summary, {
          learnt: (types, list) => `${types} cell types learnt, with their training cells: ${list}.`,
          strange: (list) => `Of types without training cells, judged by their group alone: ${list}.`,
        }),
        ...fittedText(card, FITTED_WORDS.en),
        ...validationText(card, {
          trained: (cells) => validatedText(card, cells, 'en'),
          fitted: ({ rocAuc, cells, atypical }) =>
            `Validation ROC AUC ${auc(rocAuc)} on ${cells} cells, ${atypical} atypical. These cells chose the threshold: it is no test result.`,
          none: 'No validation cells: the last epoch was taken, unchecked.',
        }),
        ...(hasHardlyLearnt(summary)
          ? [`It has hardly learnt: 0.5 is a coin toss. With few cells try: ${FOR_FEW_CELLS}`]
          : []),
        ...(counts.train.patients === null
          ? [
              "The data name no patients: cells of one patient may be in several parts, and figures then flatter. A manifest.csv with a column 'patient' keeps them apart.",
            ]
          : []),
        ...(card.threshold.rule === 'calibrated'
          ? []
          : [
              card.threshold.rule === 'default'
                ? `Threshold ${card.threshold.threshold}: validation has fewer than ${card.threshold.target.minPositives} atypical cells, too few to choose one.`
                : `Threshold ${card.threshold.threshold.toFixed(4)}: the highest with a sensitivity of at least ${card.threshold.target.minSensitivity} on validation cells.`,
            ]),
        `Model: ${model}`,
        ...(curves === null ? [] : [`Learning curves: ${curves}`]),
        `Next: ${nextCommand(summary, '<dataset>')}`,
        '',
      ].join('\n');
    },
    interrupted: (run, program) =>
      run === null
        ? 'Training had not begun: run the same command again.'
        : `Saved. Go on with: ${program} train --resume ${typed(run)}`,
  },
  es: {
    summary: 'entrenar un modelo con imágenes de células etiquetadas',
    description:
      'El modelo se escribe en <out>/model.onnx con su preprocesamiento, esquema, umbral y ficha. Sin más opciones sigue la receta `default`; con --model o --backbone, solo los valores por defecto que se muestran aquí.',
    arguments: { dataset: DATASET_TEXT.es },
    options: {
      out: 'carpeta del entrenamiento, nueva o vacía',
      resume: 'continuar el entrenamiento de esta carpeta',
      recipe:
        'opciones de una receta: default, fast, thorough, transfer, paper-cnn, paper-resnet18, paper-resnet34 o un archivo de opciones; las escritas cuentan más (por defecto: default, salvo con --model o --backbone)',
      model: 'red',
      classes:
        'lo que la red aprende a distinguir: los dos grupos, cada tipo celular (lo que da también los grupos), o los tipos si cada célula tiene uno y cada uno es de un solo grupo, y si no los grupos (auto)',
      weights:
        'de qué parte la red: none (al azar según la semilla), imagenet (de LEUKOSCOPE_WEIGHTS o la caché, véase data get), un modelo de la misma red entrenado antes (model.onnx o la carpeta de su entrenamiento), o un archivo safetensors con los nombres de tensores de torchvision',
      licence: 'licencia de un archivo de pesos propio, para la ficha del modelo',
      download: 'traer los pesos de ImageNet si aún no están',
      ...BACKBONE_OPTION_TEXTS.es,
      fineTune:
        'qué aprende: todo, la última etapa y la cabeza, o solo la cabeza; el resto se calcula una vez por imagen',
      head: 'las últimas capas: capas entrenadas por pasos (layers), o una máquina de vectores de soporte lineal (svm), una regresión logística (logistic) o los vecinos más próximos (knn), ajustados en segundos a lo que ve una red congelada',
      norm: 'cómo se normalizan las capas: sobre el lote (batch), o cada célula por sí misma en grupos de canales (group), igual al entrenar y con células de otro laboratorio',
      freezeNorm: 'conservar las estadísticas iniciales de la normalización por lotes (lotes pequeños)',
      size: 'lado de las imágenes que ve la red, en píxeles',
      epochs: 'cuántas veces se ve cada célula',
      leastSteps: 'más épocas si las células son tan pocas que habría menos pasos que estos',
      batch: 'células por paso',
      optimizer: 'cómo siguen los parámetros al gradiente',
      lr: 'tasa de aprendizaje',
      momentum: 'momento de sgd',
      nesterov: 'momento de Nesterov para sgd',
      weightDecay: 'decaimiento de pesos',
      schedule: 'cómo cambia la tasa de aprendizaje',
      warmUp: 'épocas en las que sube un plan coseno',
      stepEvery: 'épocas entre los escalones de un plan escalonado',
      stepFactor: 'factor en cada escalón de un plan escalonado',
      layerDecay: 'factor de la tasa de aprendizaje por cada etapa bajo la cabeza (1: igual para todas)',
      ema: 'el modelo recibe una media móvil de los parámetros que conserva esta parte en cada paso, por ejemplo 0.999',
      clip: 'mayor norma de todos los gradientes juntos',
      balance: 'contra clases desiguales: pérdida ponderada o muestreo equilibrado',
      ...LOSS_OPTION_TEXTS.es,
      ...TEACHER_OPTION_TEXTS.es,
      crop: 'lo que ve la red: todo el cuadro (whole), la célula (cell, hallada por color y forma), esta parte del lado del cuadro alrededor del centro, o tantos micrómetros alrededor de la célula',
      micronsPerPixel:
        'tamaño de un píxel de los archivos de imagen en micrómetros, para --crop en micrómetros (por defecto: estimado por sus hematíes)',
      normaliseStain: 'llevar los colores de cada imagen a los de un laboratorio fijo',
      flips: 'aumento: reflejar imágenes al azar',
      rightAngles: 'aumento: girar imágenes en ángulos rectos al azar',
      rotate: 'aumento: girar imágenes hasta estos grados',
      shift: 'aumento: desplazar imágenes hasta esta parte de su lado',
      colour: 'aumento: variar brillo, contraste y saturación hasta esta parte',
      stain: 'aumento: variar la densidad de cada tinción hasta esta parte',
      views: 'con --fine-tune last-stage o head: de cuántas maneras varía el aumento cada imagen, de una vez por todas',
      testViews:
        'cuántas vistas de una imagen promedia el modelo acabado: 2 con su reflejo, 4 también cabeza abajo, 8 también girada; cada una cuesta una pasada entera',
      best: 'de qué época son los parámetros del modelo, según la validación',
      patience: 'parar tras estas épocas sin una mejor',
      trainingCells: 'aprender solo de tantas células de entrenamiento, sorteadas según la semilla',
      split: 'archivo que dice qué células entrenan, validan y prueban',
      ...DRAWING_OPTION_TEXTS.es,
      scheme: SCHEME_TEXT.es,
      ...DATASET_OPTION_TEXTS.es,
      seed: 'de todo lo aleatorio; la misma semilla da el mismo modelo bit a bit',
      ...SEARCH_OPTION_TEXTS.es,
      rangeTest:
        'no entrenar, sino buscar una tasa de aprendizaje: un entrenamiento corto por todas las tasas, con su gráfico en --out',
      rangeFrom: 'menor tasa de aprendizaje de la búsqueda',
      rangeTo: 'mayor tasa de aprendizaje de la búsqueda',
      rangeSteps: 'pasos de la búsqueda',
      tune: 'medir antes de entrenar las formas de calcular cada convolución de una ResNet y tomar la más rápida aquí',
      threads: 'hilos del procesador (por defecto: todos); al continuar se mantienen los mismos',
      device: `${MACHINE_OPTION_TEXTS.es.device}; al continuar se mantiene el mismo`,
      noCache: MACHINE_OPTION_TEXTS.es.noCache,
      allowLeaks: 'entrenar aunque un paciente o una imagen idéntica esté en dos lados de la partición',
      allowRejected: 'entrenar sin las imágenes que no se pueden usar',
    },
    result: (summary) => {
      const { card, counts, excluded, ignored, rejected, model, curves } = summary;
      return [
        countsTable(counts, { part: 'parte', typical: 'típicas', atypical: 'atípicas', patients: 'pacientes' }),
        `${excluded} células excluidas por el esquema o los datos, ${rejected.length} imágenes rechazadas${ignoredText(ignored, ', sin tocar:', 'archivos de otro tipo', 'imágenes fuera')}.`,
        ...typesText(summary, {
          learnt: (types, list) => `${types} tipos celulares aprendidos, con sus células de entrenamiento: ${list}.`,
          strange: (list) => `De tipos sin células de entrenamiento, juzgadas solo por su grupo: ${list}.`,
        }),
        ...fittedText(card, FITTED_WORDS.es),
        ...validationText(card, {
          trained: (cells) => validatedText(card, cells, 'es'),
          fitted: ({ rocAuc, cells, atypical }) =>
            `ROC AUC de validación ${auc(rocAuc)} en ${cells} células, ${atypical} atípicas. Estas células eligieron el umbral: no es un resultado de prueba.`,
          none: 'Sin células de validación: se tomó la última época, sin comprobar.',
        }),
        ...(hasHardlyLearnt(summary)
          ? [`Apenas ha aprendido: 0.5 es lanzar una moneda. Con pocas células pruebe: ${FOR_FEW_CELLS}`]
          : []),
        ...(counts.train.patients === null
          ? [
              'Los datos no nombran pacientes: células de un mismo paciente pueden estar en varias partes, y las cifras salen entonces favorecidas. Un manifest.csv con una columna «patient» los separa.',
            ]
          : []),
        ...(card.threshold.rule === 'calibrated'
          ? []
          : [
              card.threshold.rule === 'default'
                ? `Umbral ${card.threshold.threshold}: la validación tiene menos de ${card.threshold.target.minPositives} células atípicas, demasiado pocas para elegir uno.`
                : `Umbral ${card.threshold.threshold.toFixed(4)}: el más alto con una sensibilidad de al menos ${card.threshold.target.minSensitivity} en las células de validación.`,
            ]),
        `Modelo: ${model}`,
        ...(curves === null ? [] : [`Curvas de aprendizaje: ${curves}`]),
        `Siguiente: ${nextCommand(summary, '<datos>')}`,
        '',
      ].join('\n');
    },
    interrupted: (run, program) =>
      run === null
        ? 'El entrenamiento no había comenzado: repita la misma orden.'
        : `Guardado. Continúe con: ${program} train --resume ${typed(run)}`,
  },
};
