import { defineCommand } from '../define-command.ts';
import { integer, text, withDefault } from '../options.ts';
import { demoTexts } from './demo-texts.ts';

export const demoCommand = defineCommand({
  name: 'demo',
  arguments: {},
  options: {
    out: text('folder'),
    cells: withDefault(integer('n', { min: 30, max: 1_000 }), 80),
    seed: withDefault(integer('n', { min: 0, max: 1_000_000 }), 1),
  },
  texts: demoTexts,
  examples: [
    {
      run: 'leukoscope demo',
      en: 'Trains, tests and uses a model, and shows each command it runs',
      es: 'Entrena, prueba y usa un modelo, y muestra cada orden que ejecuta',
    },
  ],
});
