import { EXIT, entry } from './entry.ts';

const percent = (share: number): string => `${Number((100 * share).toPrecision(4))}%`;

const UNITS = {
  en: { patients: 'patients', cells: 'cells' },
  es: { patients: 'pacientes', cells: 'células' },
} as const;
const GROUPS = {
  en: { typical: 'typical', atypical: 'atypical' },
  es: { typical: 'típicas', atypical: 'atípicas' },
} as const;

export interface TooFewUnits {
  readonly kind: 'average' | 'confident';
  readonly limit: number;
  readonly group: 'typical' | 'atypical';
  readonly unit: 'patients' | 'cells';
  readonly n: number;
  readonly fewest: number;
  /** How many the promise on average needs, where the other was asked for. */
  readonly average: number | null;
}

/** Why a model is not given the threshold that was asked for. */
export const promiseErrors = {
  'promise.too-few': entry<TooFewUnits>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `cannot promise ${d.kind === 'average' ? 'on average' : 'with 95% confidence'} that at most ${percent(d.limit)} of the ${GROUPS.en[d.group]} cells are called wrongly: got ${d.n} ${UNITS.en[d.unit]} with ${GROUPS.en[d.group]} cells, expected at least ${d.fewest}.`,
      hint: `Label cells of ${d.fewest - d.n} more ${UNITS.en[d.unit]}, or allow more errors${d.average === null ? '' : `, or ask for --promise average, which needs ${d.average}`}.`,
    }),
    es: (d) => ({
      message: `no se puede prometer ${d.kind === 'average' ? 'en promedio' : 'con un 95% de confianza'} que como máximo el ${percent(d.limit)} de las células ${GROUPS.es[d.group]} se llame mal: hay ${d.n} ${UNITS.es[d.unit]} con células ${GROUPS.es[d.group]} y se necesitan al menos ${d.fewest}.`,
      hint: `Etiquete células de ${d.fewest - d.n} ${UNITS.es[d.unit]} más o permita más errores${d.average === null ? '' : `, o pida --promise average, que necesita ${d.average}`}.`,
    }),
  }),
  'promise.none': entry<{ model: string; option: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.option} does nothing here: ${d.model} makes no promise, expected a model that leukoscope calibrate --promise wrote.`,
      hint: `Leave ${d.option} out, or calibrate the model first.`,
    }),
    es: (d) => ({
      message: `${d.option} no hace nada aquí: ${d.model} no promete nada; se esperaba un modelo escrito por leukoscope calibrate --promise.`,
      hint: `Omita ${d.option} o calibre antes el modelo.`,
    }),
  }),
  'promise.no-known-cells': entry<{ model: string; option: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.option} does nothing here: ${d.model} does not say which cells it knows, and so calls every image; expected a model trained with 200 validation cells or more.`,
      hint: `Leave ${d.option} out.`,
    }),
    es: (d) => ({
      message: `${d.option} no hace nada aquí: ${d.model} no dice qué células conoce, y por eso clasifica toda imagen; se esperaba un modelo entrenado con 200 células de validación o más.`,
      hint: `Omita ${d.option}.`,
    }),
  }),
  'promise.unknown-errors': entry<{ model: string; option: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.option} cannot be judged: ${d.model} does not say how often it errs, expected a model with that in its card.`,
      hint: 'Calibrate it on labelled patients (leukoscope calibrate), or train it again with validation cells.',
    }),
    es: (d) => ({
      message: `${d.option} no se puede juzgar: ${d.model} no dice con qué frecuencia se equivoca; se esperaba un modelo con ese dato en su ficha.`,
      hint: 'Calíbrelo con pacientes etiquetados (leukoscope calibrate) o entrénelo de nuevo con células de validación.',
    }),
  }),
  'promise.one-group': entry<{ cells: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot choose a threshold by ${d.cells} cells of one group, expected typical and atypical ones.`,
      hint: 'Calibrate on cells of both groups.',
    }),
    es: (d) => ({
      message: `no se puede elegir un umbral con ${d.cells} células de un solo grupo; se esperaban típicas y atípicas.`,
      hint: 'Calibre con células de los dos grupos.',
    }),
  }),
} as const;
