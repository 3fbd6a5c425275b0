import { EXIT, entry } from './entry.ts';
import { counted, shown } from './wording.ts';

const conflict = { exitCode: EXIT.refused, httpStatus: 409 } as const;

const READINGS = {
  en: { first: 'first', second: 'second', adjudication: 'deciding' },
  es: { first: 'primera', second: 'segunda', adjudication: 'decisiva' },
} as const;

/** What the state of a case does not allow. */
export const caseErrors = {
  'case.no-model': entry<Record<string, never>>({
    ...conflict,
    en: () => ({
      message: 'no model is installed: there is nothing to classify with.',
      hint: 'Install one under Models: a model.onnx that leukoscope train wrote, or train one from reviewed cells.',
    }),
    es: () => ({
      message: 'no hay ningún modelo instalado: no hay con qué clasificar.',
      hint: 'Instale uno en Modelos: un model.onnx escrito por leukoscope train, o entrene uno con células revisadas.',
    }),
  }),
  'case.busy': entry<Record<string, never>>({
    ...conflict,
    en: () => ({
      message: 'images are being imported or classified in this case.',
      hint: 'Wait until that is done, or stop it.',
    }),
    es: () => ({
      message: 'se están importando o clasificando imágenes en este caso.',
      hint: 'Espere a que termine o deténgalo.',
    }),
  }),
  'case.readers-differ': entry<{ cells: number }>({
    ...conflict,
    en: (d) => ({
      message: `the two readers differ on ${counted(d.cells, ['cell', 'cells'])}, and nobody has decided yet.`,
      hint: 'Decide on each of them, then sign.',
    }),
    es: (d) => ({
      message: `los dos lectores difieren en ${counted(d.cells, ['célula', 'células'])} y nadie ha decidido aún.`,
      hint: 'Decida sobre cada una y firme después.',
    }),
  }),
  'case.blinded': entry<Record<string, never>>({
    ...conflict,
    en: () => ({
      message:
        'the case is blinded: the readers see each other’s readings when it is signed or the blinding is lifted.',
      hint: 'Finish the reading first.',
    }),
    es: () => ({
      message:
        'el caso está enmascarado: cada lector ve la lectura del otro al firmarlo o al retirar el enmascaramiento.',
      hint: 'Termine antes la lectura.',
    }),
  }),
  'case.not-your-reading': entry<{ reading: keyof (typeof READINGS)['en'] }>({
    exitCode: EXIT.refused,
    httpStatus: 403,
    en: (d) => ({
      message: `the ${READINGS.en[d.reading]} reading of this case is not yours.`,
      hint: 'The second reading is of the user who was asked for it, the first of the others.',
    }),
    es: (d) => ({
      message: `la ${READINGS.es[d.reading]} lectura de este caso no le corresponde.`,
      hint: 'La segunda lectura es del usuario al que se pidió; la primera, de los demás.',
    }),
  }),
  'case.not-tested': entry<Record<string, never>>({
    exitCode: EXIT.badInput,
    httpStatus: 404,
    en: () => ({ message: 'the model has not been tested yet.', hint: 'Wait until the training has ended.' }),
    es: () => ({ message: 'el modelo aún no se ha probado.', hint: 'Espere a que termine el entrenamiento.' }),
  }),
  'case.mixed-schemes': entry<{ schemes: readonly string[] }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 409,
    en: (d) => ({
      message: `these cases were labelled by schemes that do not agree on their types: ${d.schemes.map(shown).join(', ')}.`,
      hint: 'Make a data set of cases that models of one scheme classified.',
    }),
    es: (d) => ({
      message: `estos casos se etiquetaron según esquemas que no coinciden en sus tipos: ${d.schemes.map(shown).join(', ')}.`,
      hint: 'Haga un conjunto de datos con casos que clasificaron modelos de un mismo esquema.',
    }),
  }),
  'case.unknown-type': entry<{ code: string; known: readonly string[] }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 400,
    en: (d) => ({
      message: `'${shown(d.code)}' is no type of this case's scheme: expected one of ${d.known.join(', ')}.`,
      hint: 'See /api/v1/schemes.',
    }),
    es: (d) => ({
      message: `«${shown(d.code)}» no es un tipo del esquema de este caso: se esperaba uno de ${d.known.join(', ')}.`,
      hint: 'Vea /api/v1/schemes.',
    }),
  }),
} as const;
