import { EXIT, entry } from './entry.ts';
import { shown, typed } from './wording.ts';

/** What another look at a run's data can find changed. */
const CHANGED = {
  cells: {
    en: 'the cells of the data set, or their labels,',
    es: 'las células del conjunto de datos o sus etiquetas cambiaron',
  },
  images: { en: 'the images of the data set', es: 'las imágenes del conjunto de datos cambiaron' },
  split: { en: 'split.json', es: 'split.json cambió' },
  settings: { en: 'the settings in run.json', es: 'los ajustes de run.json cambiaron' },
} as const;

/** Where a model comes from, for those who have none. */
export const MODEL_ADVICE = {
  en: 'Leukoscope comes without a model: `leukoscope train <dataset> --out run/` makes run/model.onnx from your labelled cells, and `leukoscope demo` makes one from generated cells, to see how things work.',
  es: 'Leukoscope viene sin modelo: `leukoscope train <datos> --out run/` hace run/model.onnx con sus células etiquetadas, y `leukoscope demo` hace uno con células generadas, para ver cómo funciona todo.',
} as const;

/** What can be wrong with a model file or a run folder. */
export const modelErrors = {
  'model.none': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 404,
    en: (d) => ({
      message: `there is no model file ${d.path}.`,
      hint: `Check the spelling and the folder in which the command runs. ${MODEL_ADVICE.en}`,
    }),
    es: (d) => ({
      message: `no existe ningún archivo de modelo ${d.path}.`,
      hint: `Compruebe cómo está escrito y en qué carpeta se ejecuta la orden. ${MODEL_ADVICE.es}`,
    }),
  }),
  /** `inside`: the model file found in the folder, by the path to type. */
  'model.folder': entry<{ path: string; inside: string | null }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is a folder, expected a model file.`,
      hint: d.inside === null ? `There is no model.onnx in it. ${MODEL_ADVICE.en}` : `Its model is ${typed(d.inside)}.`,
    }),
    es: (d) => ({
      message: `${d.path} es una carpeta, se esperaba un archivo de modelo.`,
      hint:
        d.inside === null ? `No contiene ningún model.onnx. ${MODEL_ADVICE.es}` : `Su modelo es ${typed(d.inside)}.`,
    }),
  }),
  'model.synthetic': entry<{ path: string; dataset: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `${d.path} learnt from generated cells (${shown(d.dataset)}), and these images are not generated: what it says of real cells means nothing.`,
      hint: 'Train on real cells: leukoscope train <your cells> --out run/. To see what it says all the same: --allow-synthetic-model.',
    }),
    es: (d) => ({
      message: `${d.path} aprendió de células generadas (${shown(d.dataset)}) y estas imágenes no son generadas: lo que diga de células reales no significa nada.`,
      hint: 'Entrene con células reales: leukoscope train <sus células> --out run/. Para ver qué dice a pesar de ello: --allow-synthetic-model.',
    }),
  }),
  'model.unreadable': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is not a complete ONNX model: it is damaged, cut short, or another kind of file.`,
      hint: 'Copy it again from where it was made, or train one: leukoscope train --help.',
    }),
    es: (d) => ({
      message: `${d.path} no es un modelo ONNX completo: está dañado, cortado o es otro tipo de archivo.`,
      hint: 'Cópielo de nuevo desde su origen o entrene uno: leukoscope train --help.',
    }),
  }),
  'model.foreign': entry<{ path: string; producer: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is an ONNX model, but not one of Leukoscope's (made by ${shown(d.producer) || 'an unnamed program'}): it does not say how images are prepared nor what its outputs mean.`,
      hint: 'Use the model.onnx of a folder that leukoscope train wrote.',
    }),
    es: (d) => ({
      message: `${d.path} es un modelo ONNX, pero no de Leukoscope (hecho por ${shown(d.producer) || 'un programa sin nombre'}): no dice cómo se preparan las imágenes ni qué significan sus salidas.`,
      hint: 'Use el model.onnx de una carpeta escrita por leukoscope train.',
    }),
  }),
  'model.external-data': entry<{ path: string; tensor: string; tensors: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} keeps ${d.tensors} of its tensors in other files (first: '${shown(d.tensor)}'), expected one file that holds everything.`,
      hint: 'Such a file could read anything on this machine, so it is not loaded. Save the model again without external data.',
    }),
    es: (d) => ({
      message: `${d.path} guarda ${d.tensors} de sus tensores en otros archivos (el primero: «${shown(d.tensor)}»); se esperaba un solo archivo con todo.`,
      hint: 'Un archivo así podría leer cualquier cosa de esta máquina y por eso no se carga. Guarde el modelo sin datos externos.',
    }),
  }),
  'model.altered': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} does not match its own checksum: it was changed or damaged after it was written.`,
      hint: 'Copy it again from where it was made. Do not use its results.',
    }),
    es: (d) => ({
      message: `${d.path} no coincide con su propia suma de comprobación: fue cambiado o dañado después de escribirse.`,
      hint: 'Cópielo de nuevo desde su origen. No use sus resultados.',
    }),
  }),
  /** `field`: what does not fit in a card of the right version, else null. */
  'model.other-version': entry<{ path: string; version: number; expected: number; field: string | null }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} has a card that this version of Leukoscope cannot read: got version ${d.version}${d.field === null ? '' : ` with another '${shown(d.field)}'`}, expected version ${d.expected}.`,
      hint: 'Update Leukoscope, or train the model again with this version.',
    }),
    es: (d) => ({
      message: `${d.path} tiene una ficha que esta versión de Leukoscope no puede leer: es de la versión ${d.version}${d.field === null ? '' : ` con otro «${shown(d.field)}»`} y se esperaba la versión ${d.expected}.`,
      hint: 'Actualice Leukoscope o entrene de nuevo el modelo con esta versión.',
    }),
  }),
  'model.no-scale': entry<{ option: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `the model does not know the scale of the images it was trained on (too few red cells in them, an older model, or an ensemble), so ${d.option} would do nothing.`,
      hint: `Leave out ${d.option}, or train anew with --crop in micrometres.`,
    }),
    es: (d) => ({
      message: `el modelo no conoce la escala de las imágenes con que se entrenó (demasiado pocos hematíes en ellas, un modelo antiguo o un conjunto de modelos), así que ${d.option} no haría nada.`,
      hint: `Omita ${d.option} o entrene de nuevo con --crop en micrómetros.`,
    }),
  }),
  'model.cannot-run': entry<{ path: string; reason: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} cannot be run: ${shown(d.reason)}.`,
      hint: 'Train the model again with this version of Leukoscope.',
    }),
    es: (d) => ({
      message: `${d.path} no se puede ejecutar: ${shown(d.reason)}.`,
      hint: 'Entrene de nuevo el modelo con esta versión de Leukoscope.',
    }),
  }),
  'classify.no-images': entry<{ path: string; ignored: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `no images to classify in ${d.path} (${d.ignored} other files), expected JPEG, PNG, WebP or TIFF.`,
      hint: 'Pass image files, or folders that hold them.',
    }),
    es: (d) => ({
      message: `no hay imágenes que clasificar en ${d.path} (${d.ignored} archivos de otro tipo); se esperaba JPEG, PNG, WebP o TIFF.`,
      hint: 'Indique archivos de imagen o carpetas que los contengan.',
    }),
  }),
  'classify.same-patient': entry<{ patient: string; first: string; second: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `two folders have the name '${shown(d.patient)}' (${d.first} and ${d.second}), and each folder is one patient, by its name.`,
      hint: 'Rename one of them, or classify them one at a time with --patient.',
    }),
    es: (d) => ({
      message: `dos carpetas tienen el nombre «${shown(d.patient)}» (${d.first} y ${d.second}), y cada carpeta es un paciente, por su nombre.`,
      hint: 'Cambie el nombre de una de ellas o clasifíquelas por separado con --patient.',
    }),
  }),
  'training.too-few-cells': entry<{ part: string; typical: number; atypical: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot train: the ${d.part} part has ${d.typical} typical and ${d.atypical} atypical cells, expected some of both.`,
      hint: 'Add labelled cells, or choose another split or scheme.',
    }),
    es: (d) => ({
      message: `no se puede entrenar: la parte ${d.part} tiene ${d.typical} células típicas y ${d.atypical} atípicas; se esperaban de ambas.`,
      hint: 'Añada células etiquetadas o elija otra partición u otro esquema.',
    }),
  }),
  'training.no-type': entry<{ cell: string; group: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot train on cell types: ${shown(d.cell)} is ${d.group} but has neither a cell_code nor a label, expected a type for every cell with a group.`,
      hint: 'Give it a label, leave its group empty to exclude it, or train with --classes groups.',
    }),
    es: (d) => ({
      message: `no se puede entrenar con tipos celulares: ${shown(d.cell)} tiene grupo (${d.group}) pero ni cell_code ni label; se esperaba un tipo para cada célula con grupo.`,
      hint: 'Dele una etiqueta, deje vacío su grupo para excluirla o entrene con --classes groups.',
    }),
  }),
  'training.type-of-both-groups': entry<{ type: string; typical: string; atypical: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot train on cell types: cells of the type '${shown(d.type)}' are typical (${shown(d.typical)}) and atypical (${shown(d.atypical)}), expected one group for each type.`,
      hint: "Correct the column 'group' of the manifest, give the two kinds of cell two labels, or train with --classes groups.",
    }),
    es: (d) => ({
      message: `no se puede entrenar con tipos celulares: hay células del tipo «${shown(d.type)}» típicas (${shown(d.typical)}) y atípicas (${shown(d.atypical)}); se esperaba un solo grupo para cada tipo.`,
      hint: 'Corrija la columna «group» del manifiesto, dé dos etiquetas a las dos clases de célula o entrene con --classes groups.',
    }),
  }),
  'training.too-many-types': entry<{ types: number; most: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot train on cell types: the cells have ${d.types} different labels, expected ${d.most} types at most.`,
      hint: 'Labels that are no types (a name for each cell, say) belong in another column; or train with --classes groups.',
    }),
    es: (d) => ({
      message: `no se puede entrenar con tipos celulares: las células tienen ${d.types} etiquetas distintas; se esperaban ${d.most} tipos como máximo.`,
      hint: 'Las etiquetas que no son tipos (un nombre por célula, por ejemplo) van en otra columna; o entrene con --classes groups.',
    }),
  }),
  'training.groups-alone': entry<{ reason: { en: string; es: string } }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the network learns the two groups alone, from which it learns less: ${d.reason.en}`,
      hint: 'Correct the labels, or pass --classes groups if this is meant.',
    }),
    es: (d) => ({
      message: `la red aprende solo los dos grupos, de los que aprende menos: ${d.reason.es}`,
      hint: 'Corrija las etiquetas o indique --classes groups si es lo que se quiere.',
    }),
  }),
  'training.too-small': entry<{ model: string; sizePx: number; minPx: number }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `--size ${d.sizePx} is too small for the model '${d.model}', expected at least ${d.minPx} pixels.`,
      hint: `Pass --size ${d.minPx} or more.`,
    }),
    es: (d) => ({
      message: `--size ${d.sizePx} es demasiado pequeño para el modelo «${d.model}»; se esperaban al menos ${d.minPx} píxeles.`,
      hint: `Indique --size ${d.minPx} o más.`,
    }),
  }),
  'training.nothing-varied': entry<object>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: () => ({
      message: '--views says in how many ways augmentation varies each image, but no augmentation was asked for.',
      hint: 'Pass one or more of --flips, --right-angles, --rotate, --shift, --colour and --stain, or leave out --views.',
    }),
    es: () => ({
      message: '--views dice de cuántas maneras varía el aumento cada imagen, pero no se pidió ningún aumento.',
      hint: 'Indique una o más de --flips, --right-angles, --rotate, --shift, --colour y --stain, u omita --views.',
    }),
  }),
  'training.diverged': entry<{ epoch: number; step: number; learningRate: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `training diverged: its numbers grew beyond all bounds at step ${d.step} of epoch ${d.epoch} (learning rate ${d.learningRate}).`,
      hint: 'Start again in another folder with a smaller --lr, or bound the gradients with --clip 1.',
    }),
    es: (d) => ({
      message: `el entrenamiento divergió: sus números crecieron sin límite en el paso ${d.step} de la época ${d.epoch} (tasa de aprendizaje ${d.learningRate}).`,
      hint: 'Empiece de nuevo en otra carpeta con un --lr menor o limite los gradientes con --clip 1.',
    }),
  }),
  'training.no-validation': entry<{ option: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.option} judges by validation cells, but the split has none.`,
      hint: `Leave out ${d.option}, or use a split with a validation part.`,
    }),
    es: (d) => ({
      message: `${d.option} juzga según las células de validación, pero la partición no tiene ninguna.`,
      hint: `Quite ${d.option} o use una partición con parte de validación.`,
    }),
  }),
  'profile.no-training': entry<{ path: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} has no training step to time: its head was fitted in one go, or it is an ensemble of trained models.`,
      hint: 'Leave out --train.',
    }),
    es: (d) => ({
      message: `${d.path} no tiene ningún paso de entrenamiento que medir: su cabeza se ajustó de una vez o es un conjunto de modelos ya entrenados.`,
      hint: 'Quite --train.',
    }),
  }),
  'search.all-diverged': entry<{ trials: number; low: number; high: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the search found nothing: all its ${d.trials} trials diverged, at learning rates from ${d.low} to ${d.high}.`,
      hint: 'Search again in another folder at smaller rates (--search-lr), or bound the gradients with --clip 1.',
    }),
    es: (d) => ({
      message: `la búsqueda no encontró nada: sus ${d.trials} ensayos divergieron todos, con tasas de aprendizaje de ${d.low} a ${d.high}.`,
      hint: 'Busque de nuevo en otra carpeta con tasas menores (--search-lr) o limite los gradientes con --clip 1.',
    }),
  }),
  'training.rejected-images': entry<{ rejected: number; of: number; path: string; reason: { en: string; es: string } }>(
    {
      exitCode: EXIT.badInput,
      httpStatus: 422,
      en: (d) => ({
        message: `${d.rejected} of ${d.of} images cannot be used; the first: ${d.reason.en}`,
        hint: 'Repair or remove them, or pass --allow-rejected to train without them.',
      }),
      es: (d) => ({
        message: `${d.rejected} de ${d.of} imágenes no se pueden usar; la primera: ${d.reason.es}`,
        hint: 'Repárelas o quítelas, o indique --allow-rejected para entrenar sin ellas.',
      }),
    },
  ),
  'run.nothing': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 404,
    en: (d) => ({
      message: `cannot resume a run: there is no folder ${d.path}.`,
      hint: 'Check the spelling and the folder in which the command runs; pass the folder that was given to train --out.',
    }),
    es: (d) => ({
      message: `no se puede continuar un entrenamiento: no existe la carpeta ${d.path}.`,
      hint: 'Compruebe cómo está escrita y en qué carpeta se ejecuta la orden; indique la carpeta que se dio a train --out.',
    }),
  }),
  'run.not-a-run': entry<{ path: string; file: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot resume the run in ${d.path}: ${d.file} is missing or damaged.`,
      hint: 'Pass the folder that was given to train --out. If training was stopped before its first step, empty the folder and start again.',
    }),
    es: (d) => ({
      message: `no se puede continuar el entrenamiento de ${d.path}: ${d.file} falta o está dañado.`,
      hint: 'Indique la carpeta que se dio a train --out. Si se detuvo antes del primer paso, vacíe la carpeta y empiece de nuevo.',
    }),
  }),
  'run.data-changed': entry<{ what: keyof typeof CHANGED; path: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `cannot resume: ${CHANGED[d.what].en} changed since the run began (${d.path}), so the result would be neither the old run's nor a new one's.`,
      hint: 'Put everything back as it was, or start a new run with --out.',
    }),
    es: (d) => ({
      message: `no se puede continuar: ${CHANGED[d.what].es} desde el inicio del entrenamiento (${d.path}); el resultado no sería ni el anterior ni uno nuevo.`,
      hint: 'Devuelva todo a su estado anterior o inicie otro entrenamiento con --out.',
    }),
  }),
  /** A warning: the run goes on. */
  'run.other-environment': entry<{ changes: string }>({
    exitCode: EXIT.done,
    httpStatus: 200,
    en: (d) => ({
      message: `this run began elsewhere (${d.changes}): its result may differ in the last digits from that of an uninterrupted one.`,
      hint: 'Both are recorded in run.json and in the card of the model.',
    }),
    es: (d) => ({
      message: `este entrenamiento comenzó en otro entorno (${d.changes}): su resultado puede diferir en los últimos dígitos del de uno sin interrupciones.`,
      hint: 'Ambos quedan anotados en run.json y en la ficha del modelo.',
    }),
  }),
} as const;
