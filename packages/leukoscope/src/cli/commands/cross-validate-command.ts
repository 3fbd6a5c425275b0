import { SPLIT_UNITS } from '../../datasets/split-units.ts';
import { datasetOptions, machineOptions, scaleOption, schemeOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { choice, flag, integer, number, optional, parsed, repeatable, text, withDefault } from '../options.ts';
import { crossValidateTexts } from './cross-validate-texts.ts';

const SIZES_EXPECTED = {
  en: 'whole numbers of at least 2, such as 30,100,300',
  es: 'números enteros de al menos 2, como 30,100,300',
};

/** Rising, each once; `undefined` unless all are whole numbers of at least 2. */
function parseSizes(given: string): readonly number[] | undefined {
  const sizes = given.split(',').map((word) => (/^\s*\d{1,7}\s*$/.test(word) ? Number(word) : 0));
  return sizes.some((size) => size < 2) ? undefined : [...new Set(sizes)].sort((a, b) => a - b);
}

export const crossValidateCommand = defineCommand({
  name: 'cross-validate',
  arguments: { dataset: optional },
  options: {
    out: text('folder'),
    resume: text('folder'),
    recipe: repeatable(text('name|file')),
    folds: withDefault(integer('n', { min: 2, max: 100 }), 5),
    repeats: withDefault(integer('n', { min: 1, max: 100 }), 1),
    trainingCells: parsed<readonly number[]>('n,n,…', SIZES_EXPECTED, parseSizes),
    by: choice(SPLIT_UNITS),
    valFraction: withDefault(number('share', { min: 0, below: 1 }), 0.15),
    noStratify: flag(),
    scheme: withDefault(schemeOption, 'default'),
    ...datasetOptions,
    micronsPerPixel: scaleOption,
    download: flag(),
    seed: withDefault(integer('n', { min: 0 }), 1),
    ...machineOptions,
    allowRejected: flag(),
  },
  texts: crossValidateTexts,
  examples: [
    {
      run: 'leukoscope cross-validate cells/ --recipe paper-cnn --out folds/',
      en: 'Five folds by patient: how the model does on patients it never saw, all cells judged',
      es: 'Cinco pliegues por paciente: cómo le va al modelo con pacientes nunca vistos, juzgadas todas las células',
    },
    {
      run: 'leukoscope cross-validate cells/ --recipe paper-cnn --recipe mine.txt --folds 3 --out compared/',
      en: 'Two recipes on the same folds, with the difference and its interval over patients',
      es: 'Dos recetas en los mismos pliegues, con la diferencia y su intervalo sobre pacientes',
    },
    {
      run: 'leukoscope cross-validate cells/ --recipe mine.txt --training-cells 30,100,300,1000 --out curve/',
      en: 'A learning curve: is it worth labelling more cells?',
      es: 'Una curva de aprendizaje: ¿vale la pena etiquetar más células?',
    },
    {
      run: 'leukoscope cross-validate --resume folds/',
      en: 'Goes on after an interruption, with the same result to the bit',
      es: 'Continúa tras una interrupción, con el mismo resultado bit a bit',
    },
  ],
});
