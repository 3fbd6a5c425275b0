import { type ErrorText, EXIT, entry } from './entry.ts';
import { moreRowsEn, moreRowsEs, shown } from './wording.ts';

type Texts<Details> = { en: (details: Details) => ErrorText; es: (details: Details) => ErrorText };

const badInput = <Details>(texts: Texts<Details>) =>
  entry<Details>({ exitCode: EXIT.badInput, httpStatus: 422, ...texts });

/** A fault in a row; `rows` counts all rows that have it, this one included. */
export interface RowFault {
  readonly file: string;
  readonly line: number;
  readonly rows: number;
}

const listed = (names: readonly string[], and: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;
const didYouMean = (name: string | null): string => (name === null ? '' : `Did you mean '${name}'? `);
const quisoDecir = (name: string | null): string => (name === null ? '' : `¿Quiso decir «${name}»? `);
const groupsEs = { typical: 'típico (typical)', atypical: 'atípico (atypical)' } as const;

/** What can be wrong with a scheme: its name (exit 2) or its file (exit 3). */
export const schemeErrors = {
  'scheme.unknown': entry<{ id: string; known: readonly string[]; suggestion: string | null }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 400,
    en: (d) => ({
      message: `there is no scheme '${shown(d.id)}': expected ${listed(d.known, 'or')}, or a scheme file (--scheme).`,
      hint: `${didYouMean(d.suggestion)}\`leukoscope data scheme <dataset> --out my-scheme.csv\` writes a file to edit in a spreadsheet.`,
    }),
    es: (d) => ({
      message: `no existe el esquema «${shown(d.id)}»: se esperaba ${listed(d.known, 'o')}, o un archivo de esquema (--scheme).`,
      hint: `${quisoDecir(d.suggestion)}\`leukoscope data scheme <datos> --out mi-esquema.csv\` escribe un archivo para editar en una hoja de cálculo.`,
    }),
  }),
  'scheme.too-large': badInput<{ file: string; bytes: number; maxBytes: number }>({
    en: (d) => ({
      message: `${d.file} is no scheme file: got ${d.bytes} bytes, expected at most ${d.maxBytes}.`,
      hint: 'Give a CSV file with the columns label, code, name and group.',
    }),
    es: (d) => ({
      message: `${d.file} no es un archivo de esquema: tiene ${d.bytes} bytes, se esperaban ${d.maxBytes} como máximo.`,
      hint: 'Indique un archivo CSV con las columnas label, code, name y group.',
    }),
  }),
  'scheme.unknown-column': badInput<{
    file: string;
    column: string;
    known: readonly string[];
    suggestion: string | null;
  }>({
    en: (d) => ({
      message: `${d.file} has a column '${shown(d.column)}': expected only ${listed(d.known, 'and')}.`,
      hint: `${didYouMean(d.suggestion)}Correct its name or remove it; remarks go into the column 'note'.`,
    }),
    es: (d) => ({
      message: `${d.file} tiene una columna «${shown(d.column)}»: solo se esperaban ${listed(d.known, 'y')}.`,
      hint: `${quisoDecir(d.suggestion)}Corrija su nombre o quítela; las observaciones van en la columna «note».`,
    }),
  }),
  'scheme.empty-value': badInput<RowFault & { column: 'label' | 'code' | 'group'; label: string }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: ${d.column === 'label' ? 'there is no label' : `the label '${shown(d.label)}' has no ${d.column}`}${moreRowsEn(d.rows)}.`,
      hint:
        d.column === 'group'
          ? "Write typical, atypical or excluded in the column 'group'."
          : `Fill in the column '${d.column}', or remove the row.`,
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: ${d.column === 'label' ? 'falta la etiqueta (label)' : `la etiqueta «${shown(d.label)}» no tiene «${d.column}»`}${moreRowsEs(d.rows)}.`,
      hint:
        d.column === 'group'
          ? 'Escriba typical, atypical o excluded en la columna «group».'
          : `Rellene la columna «${d.column}» o quite la fila.`,
    }),
  }),
  'scheme.bad-code': badInput<RowFault & { code: string }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the code '${shown(d.code)}' has characters that a code cannot have, or too many${moreRowsEn(d.rows)}.`,
      hint: 'Use up to 40 letters a to z, digits, spaces, - and _, the first a letter or a digit; the name may hold anything.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: el código «${shown(d.code)}» tiene caracteres no admitidos en un código, o demasiados${moreRowsEs(d.rows)}.`,
      hint: 'Use hasta 40 letras de la a a la z sin acento, cifras, espacios, - y _, empezando por letra o cifra; el nombre admite cualquier texto.',
    }),
  }),
  'scheme.unknown-value': badInput<
    RowFault & { column: string; value: string; words: readonly string[]; suggestion: string | null }
  >({
    en: (d) => ({
      message: `${d.file} line ${d.line}: got ${d.column} '${shown(d.value)}', expected ${listed(d.words, 'or')}${moreRowsEn(d.rows)}.`,
      hint: `${didYouMean(d.suggestion)}Correct it${d.column === 'group' ? '' : ', or leave it empty'}.`,
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: «${d.column}» vale «${shown(d.value)}», se esperaba ${listed(d.words, 'o')}${moreRowsEs(d.rows)}.`,
      hint: `${quisoDecir(d.suggestion)}Corríjalo${d.column === 'group' ? '' : ' o déjelo vacío'}.`,
    }),
  }),
  'scheme.duplicate-label': badInput<RowFault & { label: string; firstLine: number }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the label '${shown(d.label)}' is already in line ${d.firstLine}${moreRowsEn(d.rows)}.`,
      hint: 'Keep one row for each label.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: la etiqueta «${shown(d.label)}» ya está en la línea ${d.firstLine}${moreRowsEs(d.rows)}.`,
      hint: 'Deje una sola fila por etiqueta.',
    }),
  }),
  'scheme.two-values': badInput<
    RowFault & { code: string; column: string; value: string; firstLine: number; firstValue: string }
  >({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the code '${shown(d.code)}' gets the ${d.column} '${shown(d.value)}', but in line ${d.firstLine} it has '${shown(d.firstValue)}'${moreRowsEn(d.rows)}.`,
      hint: 'One code is one type: say the same in every row of it, or give one of the labels a code of its own.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: el código «${shown(d.code)}» recibe «${shown(d.value)}» en «${d.column}», pero en la línea ${d.firstLine} tiene «${shown(d.firstValue)}»${moreRowsEs(d.rows)}.`,
      hint: 'Un código es un tipo: diga lo mismo en todas sus filas o dé a una de las etiquetas un código propio.',
    }),
  }),
  'scheme.similar-codes': badInput<RowFault & { code: string; firstCode: string; firstLine: number }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the codes '${shown(d.code)}' and '${shown(d.firstCode)}' (line ${d.firstLine}) differ only in case, spaces or punctuation${moreRowsEn(d.rows)}.`,
      hint: 'Write the code of one type in one way, and the codes of two types in two.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: los códigos «${shown(d.code)}» y «${shown(d.firstCode)}» (línea ${d.firstLine}) solo difieren en mayúsculas, espacios o signos${moreRowsEs(d.rows)}.`,
      hint: 'Escriba siempre igual el código de un tipo y de forma distinta los de dos tipos.',
    }),
  }),
  'scheme.lacks-group': badInput<{ file: string; group: 'typical' | 'atypical' }>({
    en: (d) => ({
      message: `${d.file} has no ${d.group} type: expected at least one typical and one atypical.`,
      hint: `Write ${d.group} in the column 'group' of at least one row; it may be a label that these data do not have.`,
    }),
    es: (d) => ({
      message: `${d.file} no tiene ningún tipo ${groupsEs[d.group]}: se esperaba al menos uno típico y uno atípico.`,
      hint: `Escriba ${d.group} en la columna «group» de al menos una fila; puede ser una etiqueta que estos datos no tienen.`,
    }),
  }),
} as const;
