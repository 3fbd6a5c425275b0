import { EXIT, entry } from './entry.ts';

/** Errors in making a report. */
export const reportErrors = {
  'report.metrics-damaged': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: ({ path }) => ({
      message: `cannot draw the learning curves: ${path} is damaged.`,
      hint: 'Restore the file, or move it away to get the report without learning curves.',
    }),
    es: ({ path }) => ({
      message: `no se pueden dibujar las curvas de aprendizaje: ${path} está dañado.`,
      hint: 'Restaure el archivo, o retírelo para obtener el informe sin curvas de aprendizaje.',
    }),
  }),
  'report.no-evaluation': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: ({ path }) => ({
      message: `cannot take the test from ${path}: expected the document that \`leukoscope evaluate --json\` prints.`,
      hint: 'Write it anew with this version: `leukoscope evaluate <model> <data set> --json > test.json`.',
    }),
    es: ({ path }) => ({
      message: `no se puede tomar la prueba de ${path}: se esperaba el documento que imprime \`leukoscope evaluate --json\`.`,
      hint: 'Escríbalo de nuevo con esta versión: `leukoscope evaluate <modelo> <conjunto de datos> --json > prueba.json`.',
    }),
  }),
  'report.other-evaluation': entry<{ path: string; model: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: ({ path, model }) => ({
      message: `${path} is the test of another model file than ${model}: the hashes of the two differ.`,
      hint: 'Test this model file itself: `leukoscope evaluate <model> <data set> --json`. A calibrated model is a file of its own.',
    }),
    es: ({ path, model }) => ({
      message: `${path} es la prueba de otro archivo de modelo que ${model}: sus hashes difieren.`,
      hint: 'Pruebe este mismo archivo: `leukoscope evaluate <modelo> <conjunto de datos> --json`. Un modelo calibrado es otro archivo.',
    }),
  }),
};
