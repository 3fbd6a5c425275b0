import { type ErrorText, EXIT, entry } from './entry.ts';
import { lmuErrors } from './lmu-errors.ts';
import { npzErrors } from './npz-errors.ts';
import { schemeErrors } from './scheme-errors.ts';
import { splitErrors } from './split-errors.ts';
import { counted, moreRowsEn, moreRowsEs, shown, typed } from './wording.ts';

type Texts<Details> = { en: (details: Details) => ErrorText; es: (details: Details) => ErrorText };

const badInput = <Details>(texts: Texts<Details>) =>
  entry<Details>({ exitCode: EXIT.badInput, httpStatus: 422, ...texts });
const wrongUse = <Details>(texts: Texts<Details>) =>
  entry<Details>({ exitCode: EXIT.wrongUse, httpStatus: 400, ...texts });

const list = (names: readonly string[]): string => shown(names.join(', '));

const PATH_FAULTS = {
  empty: { en: 'is empty', es: 'está vacía' },
  absolute: { en: 'is absolute', es: 'es absoluta' },
  outside: { en: 'leads out of the folder', es: 'sale de la carpeta' },
  'link-outside': { en: 'is a link that leads out of the folder', es: 'es un enlace que sale de la carpeta' },
  'not-a-name': { en: 'is not the name of a file', es: 'no es el nombre de un archivo' },
} as const;
type PathFault = keyof typeof PATH_FAULTS;

export interface Row {
  readonly file: string;
  readonly line: number;
}
export interface RowFault extends Row {
  /** How many rows have this fault, this one included. */
  readonly rows: number;
}
export interface UnknownLabel extends Row {
  readonly column: 'label' | 'cell_code';
  readonly value: string;
  readonly scheme: string;
  readonly types: number;
  readonly suggestion: string | null;
  readonly rowsWithSame: number;
  readonly rowsWithOther: number;
}
export interface UnknownClass {
  readonly path: string;
  readonly label: string;
  readonly images: number;
  readonly otherFolders: number;
  readonly scheme: string;
  readonly types: number;
  readonly suggestion: string | null;
}

const suggestEn = (name: string | null): string => (name === null ? '' : `Did you mean '${name}'? `);
const suggestEs = (name: string | null): string => (name === null ? '' : `¿Quiso decir «${name}»? `);
/** The command that writes a scheme file for a data set with labels that nothing knows. */
const starter = (dataset: string): string => `leukoscope data scheme ${typed(dataset)} --out my-scheme.csv`;
const othersEn = (rows: number): string =>
  rows === 0 ? '' : `; other values are unknown in ${counted(rows, ['row', 'rows'])}`;
const othersEs = (rows: number): string =>
  rows === 0 ? '' : `; hay otros valores desconocidos en ${counted(rows, ['fila', 'filas'])}`;
const foldersEn = (others: number): string =>
  others === 0 ? '' : `, and neither ${others === 1 ? 'is 1 other folder' : `are ${others} other folders`}`;
const foldersEs = (others: number): string =>
  others === 0 ? '' : `, y tampoco ${counted(others, ['otra carpeta', 'otras carpetas'])}`;

const csvErrors = {
  'csv.empty': badInput<{ file: string }>({
    en: (d) => ({
      message: `${d.file} has no rows: expected a header line and at least one row.`,
      hint: 'Check that the right file was given and that it was saved completely.',
    }),
    es: (d) => ({
      message: `${d.file} no tiene filas: se esperaba una línea de encabezado y al menos una fila.`,
      hint: 'Compruebe que dio el archivo correcto y que se guardó completo.',
    }),
  }),
  'csv.not-utf8': badInput<Row>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the text is not UTF-8.`,
      hint: "Save the file as 'CSV UTF-8' (in a spreadsheet: Save as …) and try again.",
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: el texto no está en UTF-8.`,
      hint: 'Guarde el archivo como «CSV UTF-8» (en una hoja de cálculo: Guardar como…) y repita.',
    }),
  }),
  'csv.quotes': badInput<Row>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the quotes are not balanced in the row that starts here.`,
      hint: 'Close each field that begins with " by another ", and write a " inside such a field twice.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: las comillas no están equilibradas en la fila que empieza aquí.`,
      hint: 'Cierre con " cada campo que empieza con " y escriba dos veces las comillas dentro del campo.',
    }),
  }),
  'csv.row-too-long': badInput<Row & { maxBytes: number }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the row that starts here is longer than ${d.maxBytes} bytes.`,
      hint: 'Look for a quote (") that is never closed, and check that the file is a table in CSV.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: la fila que empieza aquí supera los ${d.maxBytes} bytes.`,
      hint: 'Busque unas comillas (") sin cerrar y compruebe que el archivo es una tabla CSV.',
    }),
  }),
  'csv.missing-column': badInput<{
    file: string;
    column: string;
    found: readonly string[];
    required: readonly string[];
  }>({
    en: (d) => ({
      message: `${d.file} has no column '${shown(d.column)}': got ${list(d.found)}, expected at least ${list(d.required)}.`,
      hint: `Name the columns in the first line, separated by commas${d.found.length === 1 ? ' (not by semicolons or tabs)' : ''}.`,
    }),
    es: (d) => ({
      message: `${d.file} no tiene la columna «${shown(d.column)}»: tiene ${list(d.found)}, se esperaba al menos ${list(d.required)}.`,
      hint: `Nombre las columnas en la primera línea, separadas por comas${d.found.length === 1 ? ' (no por punto y coma ni tabuladores)' : ''}.`,
    }),
  }),
  'csv.duplicate-column': badInput<{ file: string; column: string }>({
    en: (d) => ({
      message: `${d.file} has the column '${shown(d.column)}' twice.`,
      hint: 'Rename or remove one of the two.',
    }),
    es: (d) => ({
      message: `${d.file} tiene dos veces la columna «${shown(d.column)}».`,
      hint: 'Cambie el nombre de una de las dos o quítela.',
    }),
  }),
  'csv.unnamed-column': badInput<{ file: string; position: number }>({
    en: (d) => ({
      message: `${d.file} line 1: column ${d.position} has no name.`,
      hint: 'Name it, or remove the extra comma from every line.',
    }),
    es: (d) => ({
      message: `${d.file} línea 1: la columna ${d.position} no tiene nombre.`,
      hint: 'Póngale un nombre o quite la coma sobrante de todas las líneas.',
    }),
  }),
  'csv.field-count': badInput<RowFault & { got: number; expected: number }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: got ${counted(d.got, ['field', 'fields'])}, expected ${d.expected}${moreRowsEn(d.rows)}.`,
      hint: 'Give every row as many fields as the header has, and put a field that contains a comma in quotes.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: hay ${counted(d.got, ['campo', 'campos'])}, se esperaban ${d.expected}${moreRowsEs(d.rows)}.`,
      hint: 'Dé a cada fila tantos campos como el encabezado y ponga entre comillas los campos que contienen comas.',
    }),
  }),
} as const;

const manifestErrors = {
  'manifest.bad-path': badInput<RowFault & { path: string; fault: PathFault }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the path '${shown(d.path)}' ${PATH_FAULTS[d.fault].en}${moreRowsEn(d.rows)}.`,
      hint: "Write paths relative to the manifest's folder, and keep the images inside it.",
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: la ruta «${shown(d.path)}» ${PATH_FAULTS[d.fault].es}${moreRowsEs(d.rows)}.`,
      hint: 'Escriba rutas relativas a la carpeta del manifiesto y guarde las imágenes dentro de ella.',
    }),
  }),
  'manifest.missing-file': badInput<RowFault & { path: string }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: there is no file '${shown(d.path)}'${moreRowsEn(d.rows)}.`,
      hint: "Paths count from the manifest's folder; correct them, or remove the rows without an image.",
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: no existe el archivo «${shown(d.path)}»${moreRowsEs(d.rows)}.`,
      hint: 'Las rutas parten de la carpeta del manifiesto; corríjalas o quite las filas sin imagen.',
    }),
  }),
  'manifest.duplicate-path': badInput<RowFault & { path: string; firstLine: number }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the path '${shown(d.path)}' is already in line ${d.firstLine}${moreRowsEn(d.rows)}.`,
      hint: 'Keep one row for each image.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: la ruta «${shown(d.path)}» ya está en la línea ${d.firstLine}${moreRowsEs(d.rows)}.`,
      hint: 'Deje una sola fila por imagen.',
    }),
  }),
  'manifest.unknown-label': badInput<UnknownLabel>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: ${d.column} '${shown(d.value)}' is not in the scheme '${d.scheme}' (${d.types} types)${moreRowsEn(d.rowsWithSame)}${othersEn(d.rowsWithOther)}.`,
      hint: `${suggestEn(d.suggestion)}Correct it, or write a scheme file to say what it means, and pass it with --scheme: ${starter(d.file)}`,
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: ${d.column} «${shown(d.value)}» no está en el esquema «${d.scheme}» (${d.types} tipos)${moreRowsEs(d.rowsWithSame)}${othersEs(d.rowsWithOther)}.`,
      hint: `${suggestEs(d.suggestion)}Corríjalo, o escriba un archivo de esquema que diga qué significa y páselo con --scheme: ${starter(d.file)}`,
    }),
  }),
  'manifest.unknown-group': badInput<RowFault & { value: string }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: got group '${shown(d.value)}', expected typical, atypical or nothing${moreRowsEn(d.rows)}.`,
      hint: "Correct it; an empty 'group' excludes the cell.",
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: group vale «${shown(d.value)}», se esperaba typical, atypical o nada${moreRowsEs(d.rows)}.`,
      hint: 'Corríjalo; con «group» vacío la célula queda excluida.',
    }),
  }),
  'manifest.unknown-split': badInput<RowFault & { value: string }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: got split '${shown(d.value)}', expected train, validation, test or nothing${moreRowsEn(d.rows)}.`,
      hint: "Correct it, or remove the column 'split'.",
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: split vale «${shown(d.value)}», se esperaba train, validation, test o nada${moreRowsEs(d.rows)}.`,
      hint: 'Corríjalo o quite la columna «split».',
    }),
  }),
} as const;

/** What can be wrong with a user's data (exit 3), with how it is named (exit 2), or with how it is split (3 and 4). */
export const datasetErrors = {
  ...schemeErrors,
  ...csvErrors,
  ...manifestErrors,
  ...splitErrors,
  ...lmuErrors,
  ...npzErrors,
  'dataset.not-found': badInput<{ path: string }>({
    en: (d) => ({
      message: `there is nothing at ${d.path}.`,
      hint: 'Check the spelling and the folder in which the command runs.',
    }),
    es: (d) => ({
      message: `no hay nada en ${d.path}.`,
      hint: 'Compruebe cómo está escrito y en qué carpeta se ejecuta la orden.',
    }),
  }),
  'dataset.not-a-dataset': badInput<{ path: string }>({
    en: (d) => ({
      message: `${d.path} is not a data set: expected a folder of class folders, a folder with manifest.csv or that file, or BloodMNIST's .npz file.`,
      hint: 'Give the folder that holds the images.',
    }),
    es: (d) => ({
      message: `${d.path} no es un conjunto de datos: se esperaba una carpeta con una carpeta por clase, una carpeta con manifest.csv o ese archivo, o el archivo .npz de BloodMNIST.`,
      hint: 'Indique la carpeta que contiene las imágenes.',
    }),
  }),
  'dataset.no-images': badInput<{ path: string; ignored: { notImages: number; imagesLeftOut: number } }>({
    en: (d) => ({
      message: `${d.path} has no class folder with images: got ${d.ignored.imagesLeftOut} images outside class folders and ${d.ignored.notImages} other files, expected JPEG, PNG, WebP or TIFF files in a folder for each class.`,
      hint: 'Put the images into one folder for each label, or add a manifest.csv with the columns path and label.',
    }),
    es: (d) => ({
      message: `${d.path} no tiene ninguna carpeta de clase con imágenes: hay ${d.ignored.imagesLeftOut} imágenes fuera de ellas y ${d.ignored.notImages} archivos de otro tipo; se esperaban archivos JPEG, PNG, WebP o TIFF en una carpeta por clase.`,
      hint: 'Ponga las imágenes en una carpeta por etiqueta o añada un manifest.csv con las columnas path y label.',
    }),
  }),
  'dataset.unknown-class': badInput<UnknownClass>({
    en: (d) => ({
      message: `the class folder '${shown(d.label)}' (${d.images} images, in ${d.path}) is not in the scheme '${d.scheme}' (${d.types} types)${foldersEn(d.otherFolders)}.`,
      hint: `${suggestEn(d.suggestion)}Rename the folder, or write a scheme file to say what it means, and pass it with --scheme: ${starter(d.path)}`,
    }),
    es: (d) => ({
      message: `la carpeta de clase «${shown(d.label)}» (${d.images} imágenes, en ${d.path}) no está en el esquema «${d.scheme}» (${d.types} tipos)${foldersEs(d.otherFolders)}.`,
      hint: `${suggestEs(d.suggestion)}Cambie el nombre de la carpeta, o escriba un archivo de esquema que diga qué significa y páselo con --scheme: ${starter(d.path)}`,
    }),
  }),
  'dataset.link-outside': badInput<{ path: string; folder: string }>({
    en: (d) => ({
      message: `the link '${shown(d.path)}' leads out of the data set's folder ${d.folder}.`,
      hint: 'Copy what it leads to into the folder, or remove the link.',
    }),
    es: (d) => ({
      message: `el enlace «${shown(d.path)}» sale de la carpeta del conjunto de datos ${d.folder}.`,
      hint: 'Copie dentro de la carpeta aquello a lo que apunta o quite el enlace.',
    }),
  }),
  'dataset.invalid-filter': wrongUse<{ filter: string }>({
    en: (d) => ({
      message: `got the filter '${shown(d.filter)}', expected column=value (--exclude).`,
      hint: 'For example: --exclude low_nucleus=1',
    }),
    es: (d) => ({
      message: `el filtro «${shown(d.filter)}» no tiene la forma columna=valor (--exclude).`,
      hint: 'Por ejemplo: --exclude low_nucleus=1',
    }),
  }),
  'dataset.unknown-filter-column': wrongUse<{ column: string; columns: readonly string[] }>({
    en: (d) => ({
      message: `cannot exclude by '${shown(d.column)}': expected one of the columns ${list(d.columns)} (--exclude).`,
      hint: 'Class folders have the column label, and what their published layout adds; other columns need a manifest.csv.',
    }),
    es: (d) => ({
      message: `no se puede excluir por «${shown(d.column)}»: se esperaba una de las columnas ${list(d.columns)} (--exclude).`,
      hint: 'Las carpetas de clase tienen la columna label y lo que añada su formato publicado; las demás requieren un manifest.csv.',
    }),
  }),
} as const;
