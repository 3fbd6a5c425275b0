import { EXIT, entry } from './entry.ts';
import { shown, typed } from './wording.ts';

/** What can be wrong with the weights that a network is to start from. */
export const weightsErrors = {
  'weights.none': entry<{ id: string; folder: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 404,
    en: (d) => ({
      message: `there is no ${d.id}.safetensors in ${d.folder}, where ImageNet weights are looked for.`,
      hint: `Bring them: leukoscope data get ${d.id}, or add --download. Or give a file (--weights FILE), name their folder in LEUKOSCOPE_WEIGHTS, or start without (--weights none).`,
    }),
    es: (d) => ({
      message: `no hay ningún ${d.id}.safetensors en ${d.folder}, donde se buscan los pesos de ImageNet.`,
      hint: `Tráigalos: leukoscope data get ${d.id}, o añada --download. O indique un archivo (--weights ARCHIVO), su carpeta en LEUKOSCOPE_WEIGHTS, o empiece sin ellos (--weights none).`,
    }),
  }),
  'weights.not-for': entry<{ network: string; networks: readonly string[] }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `there are no ImageNet weights for the network '${d.network}', only for ${d.networks.join(', ')}.`,
      hint: `Choose one of these (--model ${d.networks[0]}), or leave --weights out.`,
    }),
    es: (d) => ({
      message: `no hay pesos de ImageNet para la red «${d.network}», solo para ${d.networks.join(', ')}.`,
      hint: `Elija una de ellas (--model ${d.networks[0]}) u omita --weights.`,
    }),
  }),
  'weights.unreadable': entry<{ path: string; reason: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is no complete safetensors file: ${shown(d.reason)}.`,
      hint: 'Copy or download it again; weights in another format must be saved as safetensors first.',
    }),
    es: (d) => ({
      message: `${d.path} no es un archivo safetensors completo: ${shown(d.reason)}.`,
      hint: 'Cópielo o descárguelo de nuevo; los pesos en otro formato deben guardarse antes como safetensors.',
    }),
  }),
  /** `got`: the shape it has there, `null` where it is missing. */
  'weights.unfit': entry<{
    path: string;
    network: string;
    tensor: string;
    got: readonly number[] | null;
    expected: readonly number[];
    tensors: number;
    of: number;
  }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} does not hold the weights of '${d.network}': ${shown(d.tensor)} is ${d.got === null ? 'missing' : `[${d.got.join(', ')}]`}, expected [${d.expected.join(', ')}] (${d.tensors} of ${d.of} tensors do not fit).`,
      hint: 'Give the weights of that network with the tensor names of torchvision, or the --model that they are of.',
    }),
    es: (d) => ({
      message: `${d.path} no contiene los pesos de «${d.network}»: ${shown(d.tensor)} ${d.got === null ? 'falta' : `es [${d.got.join(', ')}]`}, se esperaba [${d.expected.join(', ')}] (${d.tensors} de ${d.of} tensores no encajan).`,
      hint: 'Indique los pesos de esa red con los nombres de tensores de torchvision, o el --model al que pertenecen.',
    }),
  }),
  /** `got`: as its card has it. */
  'weights.other-network': entry<{ path: string; got: string; expected: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is a model of the network '${d.got}', and '${d.expected}' is to be trained.`,
      hint: `Give a single model of '${d.expected}', or train the network that it is of: --model.`,
    }),
    es: (d) => ({
      message: `${d.path} es un modelo de la red «${d.got}», y se va a entrenar «${d.expected}».`,
      hint: `Indique un solo modelo de «${d.expected}», o entrene la red que es la suya: --model.`,
    }),
  }),
  /** Of a network with group normalisation; `of` names the weights. */
  'weights.other-norm': entry<{ of: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${shown(d.of)}: these weights learnt with batch normalisation; with --norm group every layer would get other numbers than it has learnt to expect, and start worse than drawn.`,
      hint: 'Leave --norm group out, or train a model with it first and start from that: --weights run/.',
    }),
    es: (d) => ({
      message: `${shown(d.of)}: estos pesos aprendieron con normalización por lotes; con --norm group cada capa recibiría otros números que los que ha aprendido a esperar, y partiría peor que al azar.`,
      hint: 'Omita --norm group, o entrene antes un modelo con ella y parta de él: --weights run/.',
    }),
  }),
  'weights.of-a-run': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is a file that a run keeps for itself: it does not say which images it has learnt from.`,
      hint: 'Give the folder of the run, or its model.onnx, once it has finished: its card says it.',
    }),
    es: (d) => ({
      message: `${d.path} es un archivo que un entrenamiento guarda para sí: no dice de qué imágenes ha aprendido.`,
      hint: 'Indique la carpeta del entrenamiento, o su model.onnx, cuando haya acabado: su ficha lo dice.',
    }),
  }),
  /** How many images of each part the model has learnt from that training starts from, and of which data set it was. */
  'weights.seen-cells': entry<{ dataset: string; validation: number; test: number }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `the model that training is to start from (it learnt from ${shown(d.dataset)}) has seen ${d.validation} images of the validation part and ${d.test} of the test part: figures from them would flatter.`,
      hint: 'Train it first on other cells, or on the training part of the same --split alone; or pass --allow-leaks to go on all the same.',
    }),
    es: (d) => ({
      message: `el modelo del que ha de partir el entrenamiento (aprendió de ${shown(d.dataset)}) ha visto ${d.validation} imágenes de la parte de validación y ${d.test} de la de prueba: sus cifras saldrían favorecidas.`,
      hint: 'Entrénelo antes con otras células, o solo con la parte de entrenamiento de la misma --split; o use --allow-leaks para continuar de todos modos.',
    }),
  }),
  'weights.other-file': entry<{ path: string; id: string; got: string; expected: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is not ${d.id} as it was published: its sha256 is ${d.got}, expected ${d.expected}.`,
      hint: `Remove it and bring it again (leukoscope data get ${d.id}), or use it as weights of your own: --weights ${typed(d.path)}.`,
    }),
    es: (d) => ({
      message: `${d.path} no es ${d.id} tal como se publicó: su sha256 es ${d.got}, se esperaba ${d.expected}.`,
      hint: `Elimínelo y tráigalo de nuevo (leukoscope data get ${d.id}), o úselo como pesos propios: --weights ${typed(d.path)}.`,
    }),
  }),
};
