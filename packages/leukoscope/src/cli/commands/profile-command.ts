import { extname } from 'node:path';
import { MACHINE_OPTION_TEXTS, machineOptions } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { flag, integer, number, one, parsed, withDefault } from '../options.ts';

const PICTURE_EXPECTED = { en: 'a file that ends in .svg or .html', es: 'un archivo que termine en .svg o .html' };

const picture = (given: string) => (['.svg', '.html'].includes(extname(given).toLowerCase()) ? given : undefined);

export const profileCommand = defineCommand({
  name: 'profile',
  arguments: { model: one },
  options: {
    train: flag(),
    inference: flag(),
    batch: integer('n', { min: 1, max: 4096 }),
    seconds: withDefault(number('s', { above: 0, max: 600 }), 5),
    threads: machineOptions.threads,
    out: parsed('file', PICTURE_EXPECTED, picture),
  },
  texts: {
    en: {
      summary: 'say where the time of training and inference goes',
      description:
        'Times inference and a training step of the network on random images, with the settings of its training, and shows what each kind of work and each layer takes. On a machine with other work the figures mean little.',
      arguments: { model: 'model file' },
      options: {
        train: 'only a training step (default: both)',
        inference: 'only inference (default: both)',
        batch: 'images in a step (default: as in the training of the model)',
        seconds: 'how long each is timed',
        threads: MACHINE_OPTION_TEXTS.en.threads,
        out: 'write a picture (.svg) or a page with all layers and operators (.html)',
      },
    },
    es: {
      summary: 'decir en qué se va el tiempo del entrenamiento y de la inferencia',
      description:
        'Mide la inferencia y un paso de entrenamiento de la red con imágenes aleatorias y los ajustes de su entrenamiento, y muestra qué toma cada tipo de trabajo y cada capa. En una máquina con otro trabajo las cifras dicen poco.',
      arguments: { model: 'archivo del modelo' },
      options: {
        train: 'solo un paso de entrenamiento (por defecto: ambos)',
        inference: 'solo la inferencia (por defecto: ambos)',
        batch: 'imágenes por paso (por defecto: como en el entrenamiento del modelo)',
        seconds: 'cuántos segundos se mide cada uno',
        threads: MACHINE_OPTION_TEXTS.es.threads,
        out: 'escribir un gráfico (.svg) o una página con todas las capas y operadores (.html)',
      },
    },
  },
  examples: [
    {
      run: 'leukoscope profile run/model.onnx --out profile.html',
      en: 'What each layer and kind of work takes, as a page',
      es: 'Qué toma cada capa y tipo de trabajo, como página',
    },
    {
      run: 'leukoscope profile run/model.onnx --inference --batch 1 --threads 1',
      en: 'One image at a time on one core',
      es: 'Una imagen cada vez en un núcleo',
    },
  ],
});
