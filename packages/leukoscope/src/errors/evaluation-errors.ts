import { EXIT, entry } from './entry.ts';
import { shown } from './wording.ts';

/** What can keep a model from being tested. */
export const evaluationErrors = {
  'evaluation.trained-on': entry<{ model: string; example: string; split: string | null }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `${d.model} was trained on images of this data set (${shown(d.example)} for one): figures from cells it has learnt would flatter.`,
      hint: d.split
        ? `Name the run's split, so that the cells it has not seen are taken: --split ${d.split}. Or evaluate on other data.`
        : 'Evaluate on cells it has not seen, or pass --allow-training-cells.',
    }),
    es: (d) => ({
      message: `${d.model} fue entrenado con imágenes de este conjunto de datos (por ejemplo ${shown(d.example)}): las cifras sobre células ya aprendidas favorecerían al modelo.`,
      hint: d.split
        ? `Indique la partición del entrenamiento, para tomar las células que no ha visto: --split ${d.split}. O evalúe con otros datos.`
        : 'Evalúe con células que no haya visto, o indique --allow-training-cells.',
    }),
  }),
  'evaluation.nothing': entry<{ dataset: string; excluded: number; part: string | null }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `nothing to evaluate: ${shown(d.dataset)} has no cell with a known group${d.part ? ` in the part ${d.part}` : ''} (${d.excluded} excluded), expected at least one.`,
      hint: 'Check labels and scheme, or choose another --part.',
    }),
    es: (d) => ({
      message: `nada que evaluar: ${shown(d.dataset)} no tiene células de grupo conocido${d.part ? ` en la parte ${d.part}` : ''} (${d.excluded} excluidas); se esperaba al menos una.`,
      hint: 'Compruebe las etiquetas y el esquema, o elija otra --part.',
    }),
  }),
  'evaluation.no-column': entry<{ column: string; columns: readonly string[]; suggestion: string | null }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `no cell has a column '${shown(d.column)}' in the manifest.`,
      hint:
        d.suggestion !== null
          ? `Did you mean '${d.suggestion}'?`
          : d.columns.length === 0
            ? 'Only a manifest.csv with further columns tells subgroups apart.'
            : `Its further columns are ${d.columns.join(', ')}.`,
    }),
    es: (d) => ({
      message: `ninguna célula tiene una columna «${shown(d.column)}» en el manifiesto.`,
      hint:
        d.suggestion !== null
          ? `¿Quiso decir «${d.suggestion}»?`
          : d.columns.length === 0
            ? 'Solo un manifest.csv con más columnas distingue subgrupos.'
            : `Sus otras columnas son ${d.columns.join(', ')}.`,
    }),
  }),
  'evaluation.many-values': entry<{ column: string; values: number; most: number }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `the column '${shown(d.column)}' has ${d.values} different values, expected at most ${d.most}.`,
      hint: 'Name a column of kinds, such as a scanner or a laboratory; patients are told apart already.',
    }),
    es: (d) => ({
      message: `la columna «${shown(d.column)}» tiene ${d.values} valores distintos; se esperaban como máximo ${d.most}.`,
      hint: 'Indique una columna de clases, como un escáner o un laboratorio; los pacientes ya se distinguen.',
    }),
  }),
  'evaluation.other-scheme': entry<{ model: string; other: string; scheme: string; otherScheme: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `${d.model} and ${d.other} learnt different groups: got the schemes ${shown(d.scheme)} and ${shown(d.otherScheme)}, expected one and the same.`,
      hint: 'Say by which scheme both are to be judged: --scheme NAME or FILE.',
    }),
    es: (d) => ({
      message: `${d.model} y ${d.other} aprendieron grupos distintos: los esquemas son ${shown(d.scheme)} y ${shown(d.otherScheme)}; se esperaba uno mismo.`,
      hint: 'Diga con qué esquema se juzgan ambos: --scheme NOMBRE o ARCHIVO.',
    }),
  }),
} as const;
