import { METHODS, type Method } from '../../explain/maps/relevance-map.ts';
import { MACHINE_OPTION_TEXTS, machineOptions, SCALE_OF_USE_TEXT, scaleOfUseOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { flag, one, oneOrMore, parsed, text } from '../options.ts';
import { SYNTHETIC_MODEL_TEXT } from '../synthetic-model.ts';

const METHODS_EXPECTED = {
  en: `some of ${METHODS.join(', ')}, each once, with commas between`,
  es: `algunos de ${METHODS.join(', ')}, cada uno una vez, separados por comas`,
};

function methodsOf(given: string): readonly Method[] | undefined {
  const names = given.split(',');
  const methods = names.flatMap((name) => METHODS.find((method) => method === name) ?? []);
  return methods.length === names.length && new Set(names).size === names.length ? methods : undefined;
}

export const explainCommand = defineCommand({
  name: 'explain',
  arguments: { model: one, images: oneOrMore },
  options: {
    methods: parsed(METHODS.join(','), METHODS_EXPECTED, methodsOf),
    training: text('dataset'),
    out: text('folder'),
    report: text('file'),
    micronsPerPixel: scaleOfUseOption,
    ...machineOptions,
    allowRejected: flag(),
    allowSyntheticModel: flag(),
  },
  texts: {
    en: {
      summary: 'show which part of a picture a call rests on',
      description:
        'Three maps of each picture: how much each pixel moves the call (saliency), where the last feature maps speak for it (grad-cam), and what is lost where the picture is covered (occlusion). They are held against a network of drawn parameters: a map that stays the same shows the picture, not what was learnt. No map says that a call is right.',
      arguments: {
        model: 'model.onnx of a run',
        images: 'image files, or folders; each folder is one patient, by its name',
      },
      options: {
        methods: 'which maps, with commas between (default: all that the model can be asked for)',
        training:
          'data set that the model was trained on: the training cells most like each picture are shown beside it',
        out: 'write each picture beside its maps (PNG) and their figures (explanations.json) into this new folder',
        report: 'write the pictures, the maps and how to read them as a page (HTML)',
        micronsPerPixel: SCALE_OF_USE_TEXT.en,
        ...MACHINE_OPTION_TEXTS.en,
        allowRejected: 'end with exit code 0 although images could not be used',
        allowSyntheticModel: SYNTHETIC_MODEL_TEXT.en,
      },
    },
    es: {
      summary: 'mostrar en qué parte de una imagen se apoya una decisión',
      description:
        'Tres mapas de cada imagen: cuánto mueve cada píxel la decisión (saliency), dónde hablan a su favor los últimos mapas de características (grad-cam) y qué se pierde donde se tapa la imagen (occlusion). Se comparan con los de una red de parámetros sorteados: un mapa que no cambia muestra la imagen, no lo aprendido. Ningún mapa dice que una decisión sea correcta.',
      arguments: {
        model: 'model.onnx de un entrenamiento',
        images: 'archivos de imagen o carpetas; cada carpeta es un paciente, por su nombre',
      },
      options: {
        methods: 'qué mapas, separados por comas (por defecto: todos los que admite el modelo)',
        training:
          'conjunto de datos con que se entrenó el modelo: se muestran las células de entrenamiento más parecidas a cada imagen',
        out: 'escribir cada imagen junto a sus mapas (PNG) y sus cifras (explanations.json) en esta carpeta nueva',
        report: 'escribir las imágenes, los mapas y cómo leerlos como página (HTML)',
        micronsPerPixel: SCALE_OF_USE_TEXT.es,
        ...MACHINE_OPTION_TEXTS.es,
        allowRejected: 'terminar con código 0 aunque haya imágenes que no se pudieron usar',
        allowSyntheticModel: SYNTHETIC_MODEL_TEXT.es,
      },
    },
  },
  examples: [
    {
      run: 'leukoscope explain run/model.onnx patient-1/ --report explained.html',
      en: 'A page with every picture beside its maps',
      es: 'Una página con cada imagen junto a sus mapas',
    },
    {
      run: 'leukoscope explain run/model.onnx patient-1/ --training cells/ --report explained.html',
      en: 'Beside each picture the training cells that the model finds most like it',
      es: 'Junto a cada imagen, las células de entrenamiento que el modelo encuentra más parecidas',
    },
    {
      run: 'leukoscope explain run/model.onnx cell.png --methods occlusion --out explained/',
      en: 'One map of one picture, as a PNG file',
      es: 'Un mapa de una imagen, como archivo PNG',
    },
  ],
});
