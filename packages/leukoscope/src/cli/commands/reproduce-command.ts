import { SPLIT_UNITS } from '../../datasets/split-units.ts';
import { datasetOptions, machineOptions, schemeOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { choice, flag, integer, number, optional, parsed, repeatable, text, withDefault } from '../options.ts';
import { reproduceTexts } from './reproduce-texts.ts';

/** How many experiments the paper has. */
const EXPERIMENTS = 17;
const IDS_EXPECTED = {
  en: `numbers of the paper's experiments, from 1 to ${EXPERIMENTS}, such as 3,14`,
  es: `números de los experimentos del artículo, de 1 a ${EXPERIMENTS}, como 3,14`,
};

/** In order, each once; `undefined` unless all are experiments. */
function parseIds(given: string): readonly number[] | undefined {
  const ids = given.split(',').map((word) => (/^\s*\d{1,2}\s*$/.test(word) ? Number(word) : 0));
  if (ids.some((id) => id < 1 || id > EXPERIMENTS)) return undefined;
  return [...new Set(ids)].sort((a, b) => a - b);
}

export const reproduceCommand = defineCommand({
  name: 'reproduce',
  arguments: { dataset: optional },
  options: {
    out: text('folder'),
    resume: text('folder'),
    only: parsed<readonly number[]>('ids', IDS_EXPECTED, parseIds),
    epochsFactor: withDefault(number('f', { above: 0, max: 1 }), 1),
    by: choice(SPLIT_UNITS),
    weights: repeatable(text('imagenet|none|file')),
    licence: text('text'),
    download: flag(),
    scheme: withDefault(schemeOption, 'paper'),
    ...datasetOptions,
    seed: withDefault(integer('n', { min: 0 }), 1),
    ...machineOptions,
    allowRejected: flag(),
  },
  texts: reproduceTexts,
  examples: [
    {
      run: 'leukoscope reproduce AML-Cytomorphology/ --out reproduction/',
      en: 'All 17 experiments of the paper on its own data: days of computing, saved as it goes, the report renewed after each',
      es: 'Los 17 experimentos del artículo con sus propios datos: días de cálculo, guardados sobre la marcha, con el informe renovado tras cada uno',
    },
    {
      run: 'leukoscope reproduce cells/ --only 1,2,3,4,5 --out reproduction/',
      en: 'Only the small network at 32 pixels: minutes',
      es: 'Solo la red pequeña a 32 píxeles: minutos',
    },
    {
      run: 'leukoscope reproduce synthetic:1 --only 3,10 --epochs-factor 0.05 --out trial/',
      en: 'A trial on generated cells with a twentieth of the epochs: shows what comes out, reproduces nothing',
      es: 'Un ensayo con células generadas y la vigésima parte de las épocas: muestra lo que sale, no reproduce nada',
    },
    {
      run: 'leukoscope reproduce --resume reproduction/ --only 10,11',
      en: 'Goes on after an interruption, or with other experiments',
      es: 'Continúa tras una interrupción, o con otros experimentos',
    },
  ],
});
