import { type ErrorText, EXIT, entry } from './entry.ts';
import { shown } from './wording.ts';

const wrongUse = <Details>(texts: { en: (details: Details) => ErrorText; es: (details: Details) => ErrorText }) =>
  entry<Details>({ exitCode: EXIT.wrongUse, httpStatus: 400, ...texts });

const FORM_EN =
  'Write synthetic:<seed>[,patients=N,cells=N,size=N], such as synthetic:7 or synthetic:7,patients=40,cells=2000.';
const FORM_ES =
  'Escriba synthetic:<semilla>[,patients=N,cells=N,size=N], por ejemplo synthetic:7 o synthetic:7,patients=40,cells=2000.';

/** What can be wrong with the text that asks for generated cells. */
export const syntheticErrors = {
  'synthetic.bad-seed': wrongUse<{ given: string; value: string; most: number }>({
    en: (d) => ({
      message: `the seed of synthetic cells: got '${shown(d.value)}', expected a whole number from 0 to ${d.most} (${shown(d.given)}).`,
      hint: FORM_EN,
    }),
    es: (d) => ({
      message: `la semilla de las células sintéticas: se recibió «${shown(d.value)}» y se esperaba un número entero de 0 a ${d.most} (${shown(d.given)}).`,
      hint: FORM_ES,
    }),
  }),
  'synthetic.unknown-setting': wrongUse<{
    given: string;
    name: string;
    known: readonly string[];
    suggestion: string | null;
  }>({
    en: (d) => ({
      message: `synthetic cells have no setting '${shown(d.name)}': expected one of ${d.known.join(', ')} (${shown(d.given)}).`,
      hint: `${d.suggestion === null ? '' : `Did you mean '${d.suggestion}'? `}${FORM_EN}`,
    }),
    es: (d) => ({
      message: `las células sintéticas no tienen el ajuste «${shown(d.name)}»: se esperaba uno de ${d.known.join(', ')} (${shown(d.given)}).`,
      hint: `${d.suggestion === null ? '' : `¿Quiso decir «${d.suggestion}»? `}${FORM_ES}`,
    }),
  }),
  'synthetic.repeated-setting': wrongUse<{ given: string; name: string }>({
    en: (d) => ({
      message: `'${d.name}' is given twice: expected it once (${shown(d.given)}).`,
      hint: 'Leave one of the two out.',
    }),
    es: (d) => ({
      message: `«${d.name}» aparece dos veces: se esperaba una sola (${shown(d.given)}).`,
      hint: 'Quite uno de los dos.',
    }),
  }),
  'synthetic.bad-setting': wrongUse<{ given: string; name: string; value: string; least: number; most: number }>({
    en: (d) => ({
      message: `${d.name} of synthetic cells: got '${shown(d.value)}', expected a whole number from ${d.least} to ${d.most} (${shown(d.given)}).`,
      hint: `${FORM_EN} Each patient has at least one cell.`,
    }),
    es: (d) => ({
      message: `${d.name} de las células sintéticas: se recibió «${shown(d.value)}» y se esperaba un número entero de ${d.least} a ${d.most} (${shown(d.given)}).`,
      hint: `${FORM_ES} Cada paciente tiene al menos una célula.`,
    }),
  }),
} as const;
