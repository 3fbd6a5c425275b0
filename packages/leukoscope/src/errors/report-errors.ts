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
};
