import type { Language } from '../../errors/entry.ts';
import { percentText } from '../plots/interval-text.ts';
import type { ModelLimit } from './limits-of-model.ts';

/** What a limit means for who uses the model. */
export const LIMIT_TEXTS: Readonly<Record<Language, (limit: ModelLimit) => string>> = {
  en: (limit) => {
    switch (limit.kind) {
      case 'synthetic':
        return 'It learnt from cells drawn by a program: it says nothing of real cells.';
      case 'no-test':
        return 'No test was given to this page: how the model does on cells it has not seen is not known here.';
      case 'flattering-test':
        return 'The figures given as a test are of cells that chose or trained the model: they flatter and are not shown as a test.';
      case 'synthetic-test':
        return 'The test holds cells drawn by a program.';
      case 'split-by-image':
        return 'Training and validation cells are divided by image, not by patient: cells of one patient may be in both, and figures are then too good (leakage).';
      case 'leaks-allowed':
        return 'It was trained although patients or copies of pictures stand in several parts (--allow-leaks): figures on these parts are too good.';
      case 'one-data-set':
        return 'Nothing is known of cells of another data set. Other laboratories, stains and cameras give other pictures, and such models often do worse there.';
      case 'unnamed-patients':
        return 'The training data name no patients: on how many people the model rests is not known.';
      case 'few-patients':
        return `It rests on ${limit.train} training patients${limit.validation === null ? '' : ` and ${limit.validation} validation patients`}: too few to stand for all.`;
      case 'mix':
        return `${percentText(limit.share)} of the training cells are atypical. Where fewer are, as in healthy people, more of its alarms are false; predictive values hold for the mix they are from.`;
      case 'few-cells':
        return `Types with fewer than ${limit.below} training cells: ${limit.types.join(', ')}.`;
      case 'left-out':
        return `Images that could not be used were left out of its data (${limit.rejected}); if these were of one kind, it is missing.`;
      case 'scale':
        return `It needs to know how large a pixel is (trained at ${limit.micronsPerPixel} µm per pixel).`;
      case 'no-validation':
        return 'It had no validation cells: nothing chose its epoch or its threshold.';
      case 'search':
        return 'Many trainings were compared by the same validation cells: their figures flatter the more.';
      case 'calibrated-on-validation':
        return 'The cells that chose its threshold had chosen its epoch too: what is promised of it is too good.';
      case 'default-threshold':
        return 'Its threshold was not chosen by any cells: the balance of misses and false alarms is arbitrary.';
      case 'no-temperature':
        return 'Its probabilities were not corrected: 0.8 need not mean that 80% of such cells are atypical.';
      case 'unknown-licence':
        return 'The licence of the weights it started from is not stated: find out before you pass the model on.';
      case 'mixed-environments':
        return 'It was trained in several environments (versions or machines): the same bits do not come out again.';
      case 'people':
        return 'Age, sex, origin and disease of the people are not known to the program: whether it does equally well for all is not known.';
    }
  },
  es: (limit) => {
    switch (limit.kind) {
      case 'synthetic':
        return 'Aprendió de células dibujadas por un programa: no dice nada de células reales.';
      case 'no-test':
        return 'A esta página no se le dio ninguna prueba: aquí no se sabe cómo se porta el modelo con células que no ha visto.';
      case 'flattering-test':
        return 'Las cifras dadas como prueba son de células que eligieron o entrenaron el modelo: favorecen y no se muestran como prueba.';
      case 'synthetic-test':
        return 'La prueba contiene células dibujadas por un programa.';
      case 'split-by-image':
        return 'Las células de entrenamiento y validación se dividen por imagen, no por paciente: células de un paciente pueden estar en ambas y las cifras salen demasiado buenas (fuga).';
      case 'leaks-allowed':
        return 'Se entrenó aunque hay pacientes o copias de imágenes en varias partes (--allow-leaks): las cifras en esas partes son demasiado buenas.';
      case 'one-data-set':
        return 'No se sabe nada de células de otro conjunto de datos. Otros laboratorios, tinciones y cámaras dan otras imágenes, y estos modelos suelen ir peor allí.';
      case 'unnamed-patients':
        return 'Los datos de entrenamiento no indican pacientes: no se sabe en cuántas personas se apoya el modelo.';
      case 'few-patients':
        return `Se apoya en ${limit.train} pacientes de entrenamiento${limit.validation === null ? '' : ` y ${limit.validation} de validación`}: demasiado pocos para representar a todos.`;
      case 'mix':
        return `El ${percentText(limit.share)} de las células de entrenamiento son atípicas. Donde hay menos, como en personas sanas, más de sus alarmas son falsas; los valores predictivos valen para su propia mezcla.`;
      case 'few-cells':
        return `Tipos con menos de ${limit.below} células de entrenamiento: ${limit.types.join(', ')}.`;
      case 'left-out':
        return `Quedaron fuera de sus datos imágenes que no se pudieron usar (${limit.rejected}); si eran de una misma clase, esa falta.`;
      case 'scale':
        return `Necesita saber cuánto mide un píxel (entrenado a ${limit.micronsPerPixel} µm por píxel).`;
      case 'no-validation':
        return 'No tuvo células de validación: nada eligió su época ni su umbral.';
      case 'search':
        return 'Muchos entrenamientos se compararon con las mismas células de validación: sus cifras favorecen aún más.';
      case 'calibrated-on-validation':
        return 'Las células que eligieron su umbral habían elegido también su época: lo que se promete es demasiado bueno.';
      case 'default-threshold':
        return 'Ninguna célula eligió su umbral: el equilibrio entre omisiones y falsas alarmas es arbitrario.';
      case 'no-temperature':
        return 'Sus probabilidades no se corrigieron: 0.8 no tiene por qué significar que el 80% de esas células sean atípicas.';
      case 'unknown-licence':
        return 'No consta la licencia de los pesos de partida: averígüela antes de compartir el modelo.';
      case 'mixed-environments':
        return 'Se entrenó en varios entornos (versiones o máquinas): no vuelven a salir los mismos bits.';
      case 'people':
        return 'El programa no conoce edad, sexo, origen ni enfermedad de las personas: no se sabe si va igual de bien para todas.';
    }
  },
};
