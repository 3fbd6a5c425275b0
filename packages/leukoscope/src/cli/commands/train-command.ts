import { defineCommand } from '../define-command.ts';
import { optional } from '../options.ts';
import { trainOptions } from './train-options.ts';
import { trainTexts } from './train-texts.ts';

export const trainCommand = defineCommand({
  name: 'train',
  arguments: { dataset: optional },
  options: trainOptions,
  texts: trainTexts,
  examples: [
    {
      run: 'leukoscope train cells/ --out run/',
      en: 'The recipe `default` on a folder of class folders or with a manifest.csv',
      es: 'La receta `default` sobre una carpeta de carpetas por clase o con manifest.csv',
    },
    {
      run: 'leukoscope train cells/ --recipe paper-cnn --out run/',
      en: "The paper's small network with the paper's settings",
      es: 'La red pequeña del artículo con los ajustes del artículo',
    },
    {
      run: 'leukoscope train cells/ --crop cell --out run/',
      en: 'Sees the cell, wherever in the frame it lies',
      es: 'Ve la célula, esté donde esté en el cuadro',
    },
    {
      run: 'leukoscope train cells/ --model resnet18 --weights imagenet --size 64 --crop 0.69 --flips --right-angles --optimizer adamw --lr 3e-4 --batch 64 --schedule cosine --epochs 5 --out run/',
      en: 'Transfer learning: ResNet18 from ImageNet weights (leukoscope data get resnet18.tv_in1k), all of it fine-tuned',
      es: 'Aprendizaje por transferencia: ResNet18 a partir de pesos de ImageNet (leukoscope data get resnet18.tv_in1k), ajustada entera',
    },
    {
      run: 'leukoscope train cells/ --split split.csv --seed 2 --out run/',
      en: 'With a split of your own',
      es: 'Con una partición propia',
    },
    {
      run: 'leukoscope train cells/ --range-test --out range/',
      en: 'Finds a learning rate: one short training over all rates, with its plot',
      es: 'Busca una tasa de aprendizaje: un entrenamiento corto por todas las tasas, con su gráfico',
    },
    {
      run: 'leukoscope train cells/ --model resnet18 --weights imagenet --size 128 --head svm --out run/',
      en: 'A linear support vector machine on what ImageNet taught a ResNet to see: minutes, then seconds',
      es: 'Una máquina de vectores de soporte lineal sobre lo que ImageNet enseñó a ver a una ResNet: minutos, luego segundos',
    },
    {
      run: 'leukoscope train cells/ --search --epochs 30 --out search/',
      en: 'Tries 16 pairs of learning rate and weight decay, drops the worse ones early and trains with the best',
      es: 'Prueba 16 pares de tasa de aprendizaje y decaimiento, descarta pronto los peores y entrena con el mejor',
    },
    {
      run: 'leukoscope train --resume run/',
      en: 'Goes on after an interruption, with the same result to the bit',
      es: 'Continúa tras una interrupción, con el mismo resultado bit a bit',
    },
  ],
});
