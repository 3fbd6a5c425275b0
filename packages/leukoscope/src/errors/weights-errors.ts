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
