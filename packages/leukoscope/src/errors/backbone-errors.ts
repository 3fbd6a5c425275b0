import { EXIT, entry } from './entry.ts';
import { shown } from './wording.ts';

/** As the engine's `ForeignModelError` names them. */
type Reason = 'unreadable' | 'external-data' | 'sparse' | 'opset' | 'input' | 'outputs' | 'output' | 'features';

/** What is wrong with the file, after its name. */
const UNFIT: Readonly<Record<'en' | 'es', Readonly<Record<Reason, (got: string) => string>>>> = {
  en: {
    unreadable: (got) => `is no ONNX file that can be read: got ${got}`,
    'external-data': (got) => `keeps weights in another file (the tensor '${got}'), expected all of them inside`,
    sparse: (got) => `has weights in sparse form (the tensor '${got}'), expected whole tensors`,
    opset: (got) => `was written for ONNX operator set ${got}, expected 11 to 21`,
    input: (got) =>
      `takes ${got}, expected one input of float32 colour images: [N, 3, H, W] or [N, H, W, 3], with N free or 1`,
    outputs: (got) => `has several outputs (${got}), and none was chosen`,
    output: (got) => `has no value '${got}'`,
    features: (got) => `gives ${got} for one image, expected features [1, F] or planes of them [1, F, H, W]`,
  },
  es: {
    unreadable: (got) => `no es un archivo ONNX que pueda leerse: se obtuvo ${got}`,
    'external-data': (got) => `guarda pesos en otro archivo (el tensor «${got}»), se esperaban todos dentro`,
    sparse: (got) => `tiene pesos en forma dispersa (el tensor «${got}»), se esperaban tensores enteros`,
    opset: (got) => `se escribió para el conjunto de operadores ${got} de ONNX, se esperaba de 11 a 21`,
    input: (got) =>
      `recibe ${got}, se esperaba una entrada de imágenes en color float32: [N, 3, H, W] o [N, H, W, 3], con N libre o 1`,
    outputs: (got) => `tiene varias salidas (${got}) y no se eligió ninguna`,
    output: (got) => `no tiene ningún valor «${got}»`,
    features: (got) => `da ${got} para una imagen, se esperaban características [1, F] o planos de ellas [1, F, H, W]`,
  },
};

const ADVICE: Readonly<Record<'en' | 'es', Readonly<Record<Reason, string>>>> = {
  en: {
    unreadable: 'Copy or export it again.',
    'external-data': 'Save it as one file (in Python: onnx.save_model(model, path, save_as_external_data=False)).',
    sparse: 'Export it again with dense weights.',
    opset: 'Export it again for an operator set from 11 to 21, 17 say.',
    input:
      'Export the network with its pixels as float32 and nothing else as input; normalisation is given by --mean and --deviation.',
    outputs: 'Choose one: --backbone-output NAME. The values within the network can be named too.',
    output:
      'Name one of its outputs or of the values within the network: --backbone-output NAME; a viewer of ONNX files shows them.',
    features: 'Choose another value: --backbone-output NAME, the pooled features before the classes say.',
  },
  es: {
    unreadable: 'Cópielo o expórtelo de nuevo.',
    'external-data':
      'Guárdelo en un solo archivo (en Python: onnx.save_model(model, path, save_as_external_data=False)).',
    sparse: 'Expórtelo de nuevo con pesos densos.',
    opset: 'Expórtelo de nuevo para un conjunto de operadores de 11 a 21, por ejemplo 17.',
    input:
      'Exporte la red con los píxeles como float32 y sin ninguna otra entrada; la normalización se indica con --mean y --deviation.',
    outputs: 'Elija una: --backbone-output NOMBRE. También pueden nombrarse los valores del interior de la red.',
    output:
      'Nombre una de sus salidas o de los valores del interior de la red: --backbone-output NOMBRE; un visor de archivos ONNX los muestra.',
    features:
      'Elija otro valor: --backbone-output NOMBRE, por ejemplo las características reunidas que preceden a las clases.',
  },
};

/** What can be wrong with another program's network. */
export const backboneErrors = {
  'backbone.unfit': entry<{ path: string; reason: Reason; got: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({ message: `${d.path} ${UNFIT.en[d.reason](shown(d.got))}.`, hint: ADVICE.en[d.reason] }),
    es: (d) => ({ message: `${d.path} ${UNFIT.es[d.reason](shown(d.got))}.`, hint: ADVICE.es[d.reason] }),
  }),
  'backbone.too-large': entry<{ path: string; bytes: number; most: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 413,
    en: (d) => ({
      message: `${d.path} has ${d.bytes} bytes, expected at most ${d.most}: the model file will hold all of it.`,
      hint: 'Take a smaller network, or export it in 16-bit numbers.',
    }),
    es: (d) => ({
      message: `${d.path} tiene ${d.bytes} bytes, se esperaban como máximo ${d.most}: el archivo de modelo lo contendrá entero.`,
      hint: 'Use una red más pequeña o expórtela con números de 16 bits.',
    }),
  }),
  /** Sides that it takes; `null` where any will do. */
  'backbone.size': entry<{ path: string; sizePx: number; heightPx: number | null; widthPx: number | null }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} takes images of ${d.heightPx ?? 'any'} x ${d.widthPx ?? 'any'} pixels, got ${d.sizePx} x ${d.sizePx}.`,
      hint: 'Leave --size out, or export it for square images of the size you want.',
    }),
    es: (d) => ({
      message: `${d.path} recibe imágenes de ${d.heightPx ?? 'cualquier'} x ${d.widthPx ?? 'cualquier'} píxeles, se pidieron ${d.sizePx} x ${d.sizePx}.`,
      hint: 'Omita --size o expórtelo para imágenes cuadradas del tamaño deseado.',
    }),
  }),
  'backbone.cannot-run': entry<{ path: string; reason: string; sizePx: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `ONNX Runtime cannot run ${d.path} on an image of ${d.sizePx} x ${d.sizePx} pixels: ${shown(d.reason)}.`,
      hint: 'Try the size it was made for (--size), or export it with the standard operators alone.',
    }),
    es: (d) => ({
      message: `ONNX Runtime no puede ejecutar ${d.path} con una imagen de ${d.sizePx} x ${d.sizePx} píxeles: ${shown(d.reason)}.`,
      hint: 'Pruebe el tamaño para el que se hizo (--size) o expórtelo solo con los operadores estándar.',
    }),
  }),
};
