import { defineCommand } from '../define-command.ts';
import { flag, optional, text } from '../options.ts';
import { DATA_GET_TEXTS } from './data-get-texts.ts';

export const dataGetCommand = defineCommand({
  name: 'data get',
  arguments: { id: optional },
  options: { out: text('folder'), offline: flag() },
  texts: { en: DATA_GET_TEXTS.en.command, es: DATA_GET_TEXTS.es.command },
  examples: [
    {
      run: 'leukoscope data get',
      en: 'The data sets there are, with size and licence',
      es: 'Los conjuntos de datos que hay, con tamaño y licencia',
    },
    {
      run: 'leukoscope data get bloodmnist --out data/bloodmnist',
      en: 'Brings one; run it again if it breaks off',
      es: 'Trae uno; repítalo si se corta',
    },
    {
      run: 'leukoscope data get resnet18.tv_in1k',
      en: 'ImageNet weights for train --weights imagenet',
      es: 'Pesos de ImageNet para train --weights imagenet',
    },
    {
      run: 'leukoscope data get lmu',
      en: "How to bring the paper's data set, step by step",
      es: 'Cómo traer el conjunto del artículo, paso a paso',
    },
  ],
});
