import { EXIT, entry } from './entry.ts';
import { shown } from './wording.ts';

const listed = (codes: readonly string[], groups: string) =>
  codes.length === 0 ? groups : codes.map(shown).join(', ');

/** Why a model cannot teach another. */
export const teacherErrors = {
  /** How many images of each part the teacher has learnt from, and of which data set it was. */
  'teacher.seen-cells': entry<{ dataset: string; validation: number; test: number }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `the teacher (it learnt from ${shown(d.dataset)}) has seen ${d.validation} images of the validation part and ${d.test} of the test part, and would hand their labels on: figures from them would flatter.`,
      hint: 'Let the teacher be trained on the training part alone: --teacher-recipe, or the same --split; or pass --allow-leaks to go on all the same.',
    }),
    es: (d) => ({
      message: `el maestro (aprendió de ${shown(d.dataset)}) ha visto ${d.validation} imágenes de la parte de validación y ${d.test} de la de prueba, y transmitiría sus etiquetas: sus cifras saldrían favorecidas.`,
      hint: 'Haga entrenar al maestro solo con la parte de entrenamiento: --teacher-recipe, o la misma --split; o use --allow-leaks para continuar de todos modos.',
    }),
  }),
  /** Codes of cell types; none of a teacher that tells the two groups apart. */
  'teacher.other-types': entry<{ got: readonly string[]; expected: readonly string[] }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the teacher tells other classes apart than the model that it shall teach: ${listed(d.got, 'typical, atypical')}, expected ${listed(d.expected, 'typical, atypical')}.`,
      hint: 'Train the teacher with --classes types on the same types, or the model without --classes types: the two groups are taught by any teacher.',
    }),
    es: (d) => ({
      message: `el maestro distingue otras clases que el modelo al que debe enseñar: ${listed(d.got, 'típica, atípica')}; se esperaban ${listed(d.expected, 'típica, atípica')}.`,
      hint: 'Entrene al maestro con --classes types sobre los mismos tipos, o el modelo sin --classes types: los dos grupos los enseña cualquier maestro.',
    }),
  }),
  'teacher.nested': entry<{ recipe: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the recipe '${shown(d.recipe)}' is to train a teacher, and names a teacher itself; a teacher has none.`,
      hint: 'Take --teacher-recipe out of that file, or name another recipe.',
    }),
    es: (d) => ({
      message: `la receta «${shown(d.recipe)}» debe entrenar a un maestro y nombra ella misma un maestro; un maestro no lo tiene.`,
      hint: 'Quite --teacher-recipe de ese archivo o indique otra receta.',
    }),
  }),
} as const;
