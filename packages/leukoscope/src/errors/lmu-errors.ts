import { type ErrorText, EXIT, entry } from './entry.ts';
import { counted, moreRowsEn, moreRowsEs, shown } from './wording.ts';

type Texts<Details> = { en: (details: Details) => ErrorText; es: (details: Details) => ErrorText };

const badInput = <Details>(texts: Texts<Details>) =>
  entry<Details>({ exitCode: EXIT.badInput, httpStatus: 422, ...texts });

/** A fault in a line; `rows` counts all lines that have it, this one included. */
export interface LineFault {
  readonly file: string;
  readonly line: number;
  readonly rows: number;
}

const suggestEn = (name: string | null): string => (name === null ? '' : `Did you mean '${name}'? `);
const suggestEs = (name: string | null): string => (name === null ? '' : `¿Quiso decir «${name}»? `);

/** What can be wrong with AML-Cytomorphology_LMU as it lies on the disk (exit 3). */
export const lmuErrors = {
  'lmu.no-images': badInput<{ path: string }>({
    en: (d) => ({
      message: `${d.path} has no images of AML-Cytomorphology_LMU: expected folders named by the types' codes (BAS, EBO, … PMO) in it or in AML-Cytomorphology.`,
      hint: 'The archive offers images and annotations separately: download both and put annotations.dat beside the folder of the images.',
    }),
    es: (d) => ({
      message: `${d.path} no tiene imágenes de AML-Cytomorphology_LMU: se esperaban carpetas con los códigos de los tipos (BAS, EBO, … PMO) en ella o en AML-Cytomorphology.`,
      hint: 'El repositorio ofrece por separado las imágenes y las anotaciones: descargue ambas y ponga annotations.dat junto a la carpeta de las imágenes.',
    }),
  }),
  'lmu.no-annotations': badInput<{ file: string }>({
    en: (d) => ({
      message: `${d.file} has no annotations: expected one line for each image.`,
      hint: 'Download it again, or remove it: the names of the folders then say the types.',
    }),
    es: (d) => ({
      message: `${d.file} no tiene anotaciones: se esperaba una línea por imagen.`,
      hint: 'Descárguelo de nuevo o quítelo: los nombres de las carpetas dirán entonces los tipos.',
    }),
  }),
  'lmu.bad-line': badInput<LineFault & { words: number }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: got ${counted(d.words, ['word', 'words'])}, expected a path and one to three annotations, as 'BAS/BAS_0001.tiff BAS nan nan'${moreRowsEn(d.rows)}.`,
      hint: 'Use the file as it was downloaded; names of folders must have no spaces.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: hay ${counted(d.words, ['palabra', 'palabras'])}; se esperaba una ruta y de una a tres anotaciones, como «BAS/BAS_0001.tiff BAS nan nan»${moreRowsEs(d.rows)}.`,
      hint: 'Use el archivo tal como se descargó; los nombres de las carpetas no deben tener espacios.',
    }),
  }),
  'lmu.bad-path': badInput<LineFault & { path: string }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: '${shown(d.path)}' is no path of an image in the folder${moreRowsEn(d.rows)}.`,
      hint: "Write paths relative to the images' folder, as BAS/BAS_0001.tiff.",
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: «${shown(d.path)}» no es la ruta de una imagen de la carpeta${moreRowsEs(d.rows)}.`,
      hint: 'Escriba rutas relativas a la carpeta de las imágenes, como BAS/BAS_0001.tiff.',
    }),
  }),
  'lmu.missing-image': badInput<LineFault & { path: string; folder: string }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: there is no image '${shown(d.path)}' in ${d.folder}${moreRowsEn(d.rows)}.`,
      hint: 'Complete the download; to use a part of the images, remove the lines of the others from a copy of the file.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: no existe la imagen «${shown(d.path)}» en ${d.folder}${moreRowsEs(d.rows)}.`,
      hint: 'Complete la descarga; para usar solo una parte de las imágenes, quite las líneas de las demás en una copia del archivo.',
    }),
  }),
  'lmu.duplicate-image': badInput<LineFault & { path: string; firstLine: number }>({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the image '${shown(d.path)}' is already in line ${d.firstLine}${moreRowsEn(d.rows)}.`,
      hint: 'Keep one line for each image.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: la imagen «${shown(d.path)}» ya está en la línea ${d.firstLine}${moreRowsEs(d.rows)}.`,
      hint: 'Deje una sola línea por imagen.',
    }),
  }),
  'lmu.unknown-code': badInput<
    LineFault & { code: string; annotation: number; scheme: string; suggestion: string | null }
  >({
    en: (d) => ({
      message: `${d.file} line ${d.line}: the code '${shown(d.code)}' (annotation ${d.annotation}) is neither in the scheme '${shown(d.scheme)}' nor in abbreviations.txt${moreRowsEn(d.rows)}.`,
      hint: `${suggestEn(d.suggestion)}Correct it, explain it in abbreviations.txt, or pass --scheme.`,
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: el código «${shown(d.code)}» (anotación ${d.annotation}) no está ni en el esquema «${shown(d.scheme)}» ni en abbreviations.txt${moreRowsEs(d.rows)}.`,
      hint: `${suggestEs(d.suggestion)}Corríjalo, explíquelo en abbreviations.txt o use --scheme.`,
    }),
  }),
} as const;
