import { extname } from 'node:path';
import { defineCommand } from '../define-command.ts';
import { one, parsed, text } from '../options.ts';

export const CARD_FORMS = ['.html', '.md', '.json'] as const;

const FILE_EXPECTED = {
  en: 'a file that ends in .html, .md or .json',
  es: 'un archivo que termine en .html, .md o .json',
};

const file = (given: string) => (CARD_FORMS.some((form) => form === extname(given).toLowerCase()) ? given : undefined);

export const cardCommand = defineCommand({
  name: 'card',
  arguments: { model: one },
  options: {
    out: parsed('file', FILE_EXPECTED, file),
    evaluation: text('file'),
  },
  texts: {
    en: {
      summary: 'write the model card of a model: use, data, figures, limits, checklists',
      description:
        'Written from what the model file says of itself, the run beside it where there is one, and the test given; with the checklists CLAIM and TRIPOD+AI answered as far as the program knows, and the software parts. Without --out it is shown as text.',
      arguments: { model: 'model file' },
      options: {
        out: 'write a page (.html), Markdown (.md) or data for programs (.json)',
        evaluation: 'test of this model: what `leukoscope evaluate --json` printed, in a file',
      },
    },
    es: {
      summary: 'escribir la ficha de un modelo: uso, datos, cifras, límites, listas de comprobación',
      description:
        'Se escribe con lo que el archivo del modelo dice de sí mismo, el entrenamiento a su lado si lo hay y la prueba dada; con las listas CLAIM y TRIPOD+AI respondidas hasta donde el programa sabe y los componentes de software. Sin --out se muestra como texto.',
      arguments: { model: 'archivo del modelo' },
      options: {
        out: 'escribir una página (.html), Markdown (.md) o datos para programas (.json)',
        evaluation: 'prueba de este modelo: lo que imprimió `leukoscope evaluate --json`, en un archivo',
      },
    },
  },
  examples: [
    {
      run: 'leukoscope card run/model.onnx --out card.html',
      en: 'What the run knows, as a page',
      es: 'Lo que sabe el entrenamiento, como página',
    },
    {
      run: 'leukoscope card run/model.onnx --evaluation test.json --out card.html',
      en: 'With the figures of a test',
      es: 'Con las cifras de una prueba',
    },
  ],
});
