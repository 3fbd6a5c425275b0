import { EXIT, entry } from './entry.ts';
import { counted, moreRowsEn, moreRowsEs, shown } from './wording.ts';

const UNITS = {
  patient: { en: ['patient', 'patients'], es: ['paciente', 'pacientes'] },
  image: { en: ['image', 'images'], es: ['imagen', 'imágenes'] },
} as const;
type Unit = keyof typeof UNITS;
const PARTS_ES = { train: 'entrenamiento', validation: 'validación', test: 'prueba' } as const;
type Part = keyof typeof PARTS_ES;

interface LeakKind {
  readonly count: number;
  readonly cells: number;
  readonly examples: readonly { shared: string; parts: readonly Part[]; cellIds: readonly string[] }[];
}
export interface Leaks {
  readonly patients: LeakKind;
  readonly images: LeakKind;
}

/** What to do about too few units for the parts asked for. */
const FEWER_PARTS = {
  en: {
    patient: 'Add patients, leave a part out with --test-fraction 0 or --val-fraction 0, or pass --by image.',
    image: 'Add images, or leave a part out with --test-fraction 0 or --val-fraction 0.',
  },
  es: {
    patient: 'Añada pacientes, omita una parte con --test-fraction 0 o --val-fraction 0, o use --by image.',
    image: 'Añada imágenes u omita una parte con --test-fraction 0 o --val-fraction 0.',
  },
} as const;

function leaksEn({ patients, images }: Leaks): string {
  const told: string[] = [];
  const [patient] = patients.examples;
  if (patient !== undefined) {
    const who = counted(patients.count, UNITS.patient.en);
    told.push(`${who} (${patients.cells} cells), first ${shown(patient.shared)} in ${patient.parts.join(' and ')}`);
  }
  const [image] = images.examples;
  if (image !== undefined) {
    const what = counted(images.count, ['identical image', 'identical images']);
    told.push(
      `${what} (${images.cells} cells), first ${image.cellIds.map((id, at) => `${shown(id)} in ${image.parts[at]}`).join(' and ')}`,
    );
  }
  return told.join('; ');
}

function leaksEs({ patients, images }: Leaks): string {
  const told: string[] = [];
  const [patient] = patients.examples;
  if (patient !== undefined) {
    const who = counted(patients.count, UNITS.patient.es);
    const parts = patient.parts.map((part) => PARTS_ES[part]).join(' y ');
    told.push(`${who} (${patients.cells} células), el primero ${shown(patient.shared)} en ${parts}`);
  }
  const [image] = images.examples;
  if (image !== undefined) {
    const what = counted(images.count, ['imagen idéntica', 'imágenes idénticas']);
    const where = image.cellIds.map((id, at) => `${shown(id)} en ${PARTS_ES[image.parts[at] ?? 'train']}`).join(' y ');
    told.push(`${what} (${images.cells} células), la primera ${where}`);
  }
  return told.join('; ');
}

/** What can be wrong with a split: its file (exit 3), how it is asked for (exit 2), or what it would measure (exit 4). */
export const splitErrors = {
  'split.leaks': entry<Leaks>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `the split leaks, and figures from it would flatter: on more than one side stand ${leaksEn(d)}.`,
      hint: 'Let a split be drawn that keeps patients and identical images together (leave out --split, or `leukoscope data split … --by patient --out split.json`), or pass --allow-leaks to go on all the same.',
    }),
    es: (d) => ({
      message: `la partición tiene fugas y sus cifras saldrían favorecidas: están en más de un lado ${leaksEs(d)}.`,
      hint: 'Deje que se sortee una partición que mantenga juntos a los pacientes y las imágenes idénticas (sin --split, o con `leukoscope data split … --by patient --out split.json`), o use --allow-leaks para continuar de todos modos.',
    }),
  }),
  'split.fractions': entry<{ validation: number; test: number }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 400,
    en: (d) => ({
      message: `got a validation fraction of ${d.validation} and a test fraction of ${d.test}, expected each from 0 to less than 1, and less than 1 together.`,
      hint: 'Correct --val-fraction and --test-fraction: what they leave over is used for training.',
    }),
    es: (d) => ({
      message: `la fracción de validación es ${d.validation} y la de prueba ${d.test}; se esperaba cada una de 0 a menos de 1, y menos de 1 en total.`,
      hint: 'Corrija --val-fraction y --test-fraction: lo que dejan se usa para entrenar.',
    }),
  }),
  /** `option`: one that says how a split is drawn. */
  'split.preset': entry<{ option: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 400,
    en: (d) => ({
      message: `the data set prescribes a split of its own, so ${d.option} would do nothing.`,
      hint: `Leave out ${d.option}; or draw another split with \`leukoscope data split … --out split.json\` and pass it with --split.`,
    }),
    es: (d) => ({
      message: `el conjunto de datos trae su propia partición, así que ${d.option} no serviría de nada.`,
      hint: `Quite ${d.option}; o sortee otra partición con \`leukoscope data split … --out split.json\` y pásela con --split.`,
    }),
  }),
  'split.patient-unknown': entry<{ without: number; cells: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot split by patient: ${d.without} of ${d.cells} cells have no patient.`,
      hint: "Fill the manifest's column 'patient', leave these cells out with --exclude patient=, or pass --by image.",
    }),
    es: (d) => ({
      message: `no se puede dividir por paciente: ${d.without} de ${d.cells} células no tienen paciente.`,
      hint: 'Complete la columna «patient» del manifiesto, deje fuera esas células con --exclude patient= o use --by image.',
    }),
  }),
  'split.too-few': entry<{ by: Unit; units: number; parts: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot split ${counted(d.units, UNITS[d.by].en)} into ${d.parts} parts: expected at least one for each.`,
      hint: FEWER_PARTS.en[d.by],
    }),
    es: (d) => ({
      message: `no se puede dividir ${counted(d.units, UNITS[d.by].es)} en ${d.parts} partes: se esperaba al menos uno para cada una.`,
      hint: FEWER_PARTS.es[d.by],
    }),
  }),
  'split.unnamed-cells': entry<{ by: Unit; example: string; cells: number; of: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the split gives no part to ${d.cells} of ${d.of} cells, first ${shown(d.example)} (it names ${UNITS[d.by].en[1]}).`,
      hint: 'Name them, make a new split, or in a CSV add a row "*,train" for everything that is not named.',
    }),
    es: (d) => ({
      message: `la partición no asigna parte a ${d.cells} de ${d.of} células, la primera ${shown(d.example)} (nombra ${UNITS[d.by].es[1]}).`,
      hint: 'Nómbrelas, haga una partición nueva o, en un CSV, añada la fila "*,train" para todo lo no nombrado.',
    }),
  }),
  'split.unknown-names': entry<{ by: Unit; example: string; names: number; suggestion: string | null }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the split names ${counted(d.names, UNITS[d.by].en)} that the data set does not have, first '${shown(d.example)}'.`,
      hint: `${d.suggestion === null ? '' : `Did you mean '${shown(d.suggestion)}'? `}Correct the names, or make a new split for these data.`,
    }),
    es: (d) => ({
      message: `la partición nombra ${counted(d.names, UNITS[d.by].es)} que no están en el conjunto de datos; el primer nombre es «${shown(d.example)}».`,
      hint: `${d.suggestion === null ? '' : `¿Quiso decir «${shown(d.suggestion)}»? `}Corrija los nombres o haga una partición nueva para estos datos.`,
    }),
  }),
  'split.hash': entry<{ file: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.file} was changed after it was written: its content does not match its hash.`,
      hint: 'If the change is meant, remove the line "hash" from the file; otherwise make the split anew.',
    }),
    es: (d) => ({
      message: `${d.file} se modificó después de escribirse: su contenido no coincide con su hash.`,
      hint: 'Si el cambio es intencionado, quite del archivo la línea "hash"; si no, haga la partición de nuevo.',
    }),
  }),
  'split.format': entry<{ file: string; where: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.file} is not a split file of version 1${d.where === '' ? '' : `: '${shown(d.where)}' is missing or not as expected`}.`,
      hint: 'Make one with `leukoscope data split`, or write a CSV with the columns patient,split or path,split.',
    }),
    es: (d) => ({
      message: `${d.file} no es un archivo de partición de la versión 1${d.where === '' ? '' : `: «${shown(d.where)}» falta o no es lo esperado`}.`,
      hint: 'Haga uno con `leukoscope data split` o escriba un CSV con las columnas patient,split o path,split.',
    }),
  }),
  'split.repeated-name': entry<{ file: string; name: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.file} names '${shown(d.name)}' more than once.`,
      hint: 'Leave each name in one part only.',
    }),
    es: (d) => ({
      message: `${d.file} nombra «${shown(d.name)}» más de una vez.`,
      hint: 'Deje cada nombre en una sola parte.',
    }),
  }),
  'split.duplicate-name': entry<{ file: string; line: number; name: string; firstLine: number; rows: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.file} line ${d.line}: '${shown(d.name)}' is already in line ${d.firstLine}${moreRowsEn(d.rows)}.`,
      hint: 'Leave each name in one row only.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: «${shown(d.name)}» ya está en la línea ${d.firstLine}${moreRowsEs(d.rows)}.`,
      hint: 'Deje cada nombre en una sola fila.',
    }),
  }),
  'split.unknown-part': entry<{ file: string; line: number; value: string; rows: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.file} line ${d.line}: got split '${shown(d.value)}', expected train, validation or test${moreRowsEn(d.rows)}.`,
      hint: 'Correct the value.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: split vale «${shown(d.value)}», se esperaba train, validation o test${moreRowsEs(d.rows)}.`,
      hint: 'Corrija el valor.',
    }),
  }),
  'split.empty-name': entry<{ file: string; line: number; rows: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.file} line ${d.line}: the name is empty${moreRowsEn(d.rows)}.`,
      hint: 'Write the patient or the path, or "*" for everything that is not named.',
    }),
    es: (d) => ({
      message: `${d.file} línea ${d.line}: el nombre está vacío${moreRowsEs(d.rows)}.`,
      hint: 'Escriba el paciente o la ruta, o "*" para todo lo no nombrado.',
    }),
  }),
} as const;
