import { EXIT, entry } from './entry.ts';
import { shown } from './wording.ts';

/** What can be wrong with a recipe, a file of options for `train`. */
export const recipeErrors = {
  'recipe.unknown': entry<{ recipe: string; known: readonly string[]; suggestion: string | null }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 404,
    en: (d) => ({
      message: `there is no recipe '${shown(d.recipe)}', and no file of that name.`,
      hint: d.suggestion === null ? `Known are ${d.known.join(', ')}.` : `Did you mean '${d.suggestion}'?`,
    }),
    es: (d) => ({
      message: `no hay ninguna receta «${shown(d.recipe)}», ni archivo de ese nombre.`,
      hint: d.suggestion === null ? `Se conocen ${d.known.join(', ')}.` : `¿Quiso decir «${d.suggestion}»?`,
    }),
  }),
  'recipe.invalid': entry<{ recipe: string; reason: { en: string; es: string } }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the recipe '${shown(d.recipe)}' is not a list of options of \`leukoscope train\`: ${d.reason.en}`,
      hint: 'Mend the file: one option a line, such as --size 64; what stands behind # is a remark.',
    }),
    es: (d) => ({
      message: `la receta «${shown(d.recipe)}» no es una lista de opciones de \`leukoscope train\`: ${d.reason.es}`,
      hint: 'Corrija el archivo: una opción por línea, como --size 64; lo que sigue a # es un comentario.',
    }),
  }),
  'recipe.not-a-setting': entry<{ recipe: string; option: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the recipe '${shown(d.recipe)}' has ${d.option}, which is no setting of a training but of one use of it.`,
      hint: 'Take it out of the file, and type it with the command.',
    }),
    es: (d) => ({
      message: `la receta «${shown(d.recipe)}» tiene ${d.option}, que no es un ajuste del entrenamiento sino de un uso suyo.`,
      hint: 'Quítelo del archivo y escríbalo con la orden.',
    }),
  }),
} as const;
