import { type ErrorText, EXIT, entry } from './entry.ts';
import { counted, shown } from './wording.ts';

type Texts<Details> = { en: (details: Details) => ErrorText; es: (details: Details) => ErrorText };

const badInput = <Details>(texts: Texts<Details>) =>
  entry<Details>({ exitCode: EXIT.badInput, httpStatus: 422, ...texts });

const list = (names: readonly string[]): string => shown(names.join(', '));

const ARCHIVE_FAULTS = {
  structure: {
    en: 'is not a whole ZIP archive, as an .npz file is',
    es: 'no es un archivo ZIP completo, como lo es todo .npz',
  },
  members: { en: 'holds more files than an .npz of MedMNIST', es: 'contiene más archivos que un .npz de MedMNIST' },
  duplicate: { en: 'holds two files of one name', es: 'contiene dos archivos con el mismo nombre' },
  name: { en: 'has a name that leads out of a folder', es: 'tiene un nombre que sale de una carpeta' },
  encrypted: { en: 'is encrypted', es: 'está cifrado' },
  method: { en: 'is compressed in a way NumPy does not use', es: 'está comprimido de un modo que NumPy no usa' },
  data: { en: 'is damaged: its data cannot be unpacked', es: 'está dañado: sus datos no se pueden descomprimir' },
  checksum: { en: 'is damaged: its checksum does not fit', es: 'está dañado: su suma de comprobación no coincide' },
} as const;
export type ArchiveFault = keyof typeof ARCHIVE_FAULTS;

const ARRAY_FAULTS = {
  magic: { en: 'is not a NumPy array', es: 'no es una matriz de NumPy' },
  version: {
    en: 'is of an unknown version of the NumPy format',
    es: 'es de una versión desconocida del formato NumPy',
  },
  header: { en: 'has a header that cannot be read', es: 'tiene una cabecera ilegible' },
  length: { en: 'is not as long as its header says', es: 'no tiene la longitud que dice su cabecera' },
} as const;
export type ArrayFault = keyof typeof ARRAY_FAULTS;

const inArchive = (path: string, member: string | null, language: 'en' | 'es'): string =>
  member === null ? path : language === 'en' ? `${shown(member)} in ${path}` : `${shown(member)}, en ${path},`;

const EXPECTED_ARRAYS = 'train_images, train_labels, val_images, val_labels, test_images, test_labels';
const AGAIN_EN = 'Download the file again (leukoscope data get bloodmnist) and compare its size with the source.';
const AGAIN_ES = 'Descargue de nuevo el archivo (leukoscope data get bloodmnist) y compare su tamaño con el original.';
const SAVE_EN = "Save the images as NumPy's uint8 in the shape [images, height, width, 3], without pickle.";
const SAVE_ES = 'Guarde las imágenes como uint8 de NumPy con la forma [imágenes, alto, ancho, 3], sin pickle.';

/** What can be wrong with a MedMNIST `.npz` file (exit 3). */
export const npzErrors = {
  'npz.bad-archive': badInput<{ path: string; member: string | null; fault: ArchiveFault }>({
    en: (d) => ({ message: `${inArchive(d.path, d.member, 'en')} ${ARCHIVE_FAULTS[d.fault].en}.`, hint: AGAIN_EN }),
    es: (d) => ({ message: `${inArchive(d.path, d.member, 'es')} ${ARCHIVE_FAULTS[d.fault].es}.`, hint: AGAIN_ES }),
  }),
  'npz.too-large': badInput<{ path: string; member: string; bytes: number; packedBytes: number; limitBytes: number }>({
    en: (d) => ({
      message: `${inArchive(d.path, d.member, 'en')} is refused: it would grow from ${d.packedBytes} to ${d.bytes} bytes, expected at most ${d.limitBytes}.`,
      hint: 'An archive that grows this much is made to fill a disk. Get the file from its source.',
    }),
    es: (d) => ({
      message: `${inArchive(d.path, d.member, 'es')} se rechaza: crecería de ${d.packedBytes} a ${d.bytes} bytes; se admiten ${d.limitBytes} como máximo.`,
      hint: 'Un archivo que crece tanto está hecho para llenar el disco. Obténgalo de su fuente.',
    }),
  }),
  'npz.missing-array': badInput<{ path: string; array: string; found: readonly string[] }>({
    en: (d) => ({
      message: `${d.path} has no array '${d.array}': got ${d.found.length === 0 ? 'none' : list(d.found)}, expected ${EXPECTED_ARRAYS}.`,
      hint: 'Give the .npz file as MedMNIST publishes it, or save the images in one folder for each class.',
    }),
    es: (d) => ({
      message: `${d.path} no tiene la matriz «${d.array}»: tiene ${d.found.length === 0 ? 'ninguna' : list(d.found)}; se esperaban ${EXPECTED_ARRAYS}.`,
      hint: 'Dé el archivo .npz tal como lo publica MedMNIST o guarde las imágenes en una carpeta por clase.',
    }),
  }),
  'npz.bad-array': badInput<{ path: string; array: string; fault: ArrayFault }>({
    en: (d) => ({ message: `${inArchive(d.path, d.array, 'en')} ${ARRAY_FAULTS[d.fault].en}.`, hint: AGAIN_EN }),
    es: (d) => ({ message: `${inArchive(d.path, d.array, 'es')} ${ARRAY_FAULTS[d.fault].es}.`, hint: AGAIN_ES }),
  }),
  'npz.object-array': badInput<{ path: string; array: string }>({
    en: (d) => ({
      message: `${inArchive(d.path, d.array, 'en')} holds Python objects (pickle), which can run programs and are never loaded.`,
      hint: SAVE_EN,
    }),
    es: (d) => ({
      message: `${inArchive(d.path, d.array, 'es')} contiene objetos de Python (pickle), que pueden ejecutar programas y nunca se cargan.`,
      hint: SAVE_ES,
    }),
  }),
  'npz.wrong-type': badInput<{ path: string; array: string; got: string }>({
    en: (d) => ({
      message: `${inArchive(d.path, d.array, 'en')} has numbers of type ${shown(d.got)}, expected uint8 (|u1).`,
      hint: SAVE_EN,
    }),
    es: (d) => ({
      message: `${inArchive(d.path, d.array, 'es')} tiene números de tipo ${shown(d.got)}; se esperaba uint8 (|u1).`,
      hint: SAVE_ES,
    }),
  }),
  'npz.wrong-shape': badInput<{ path: string; array: string; got: readonly number[]; expected: string }>({
    en: (d) => ({
      message: `${inArchive(d.path, d.array, 'en')} has the shape [${list(d.got.map(String))}], expected ${d.expected}.`,
      hint: SAVE_EN,
    }),
    es: (d) => ({
      message: `${inArchive(d.path, d.array, 'es')} tiene la forma [${list(d.got.map(String))}]; se esperaba ${d.expected}.`,
      hint: SAVE_ES,
    }),
  }),
  'npz.fortran-order': badInput<{ path: string; array: string }>({
    en: (d) => ({
      message: `${inArchive(d.path, d.array, 'en')} is in Fortran order, expected C order.`,
      hint: 'Save it again with numpy.ascontiguousarray.',
    }),
    es: (d) => ({
      message: `${inArchive(d.path, d.array, 'es')} está en orden Fortran; se esperaba orden C.`,
      hint: 'Guárdela de nuevo con numpy.ascontiguousarray.',
    }),
  }),
  'npz.unknown-label': badInput<{ path: string; array: string; position: number; label: number; labels: number }>({
    en: (d) => ({
      message: `${inArchive(d.path, d.array, 'en')} has the label ${d.label} at position ${d.position} (${counted(d.labels, ['such label', 'such labels'])}), expected 0 to 7, the classes of BloodMNIST.`,
      hint: 'Give BloodMNIST as it is published, or save the images in one folder for each class, named by it.',
    }),
    es: (d) => ({
      message: `${inArchive(d.path, d.array, 'es')} tiene la etiqueta ${d.label} en la posición ${d.position} (${counted(d.labels, ['etiqueta así', 'etiquetas así'])}); se esperaba de 0 a 7, las clases de BloodMNIST.`,
      hint: 'Dé BloodMNIST tal como se publica o guarde las imágenes en una carpeta por clase, con su nombre.',
    }),
  }),
  'npz.other-set': badInput<{ path: string; set: string }>({
    en: (d) => ({
      message: `${d.path} is ${shown(d.set)}, which shows no blood cells: expected BloodMNIST.`,
      hint: 'Get BloodMNIST with leukoscope data get bloodmnist.',
    }),
    es: (d) => ({
      message: `${d.path} es ${shown(d.set)}, que no muestra células de la sangre: se esperaba BloodMNIST.`,
      hint: 'Obtenga BloodMNIST con leukoscope data get bloodmnist.',
    }),
  }),
  'npz.unknown-set': badInput<{ path: string; images: number; classes: number }>({
    en: (d) => ({
      message: `${d.path} does not say what its labels mean: got ${counted(d.images, ['image', 'images'])} in ${counted(d.classes, ['class', 'classes'])}, expected BloodMNIST (17,092 images in 8 classes, or a name that begins with bloodmnist).`,
      hint: 'If its labels are those of BloodMNIST, rename it to bloodmnist-….npz; else save the images in one folder for each class, named by it.',
    }),
    es: (d) => ({
      message: `${d.path} no dice qué significan sus etiquetas: hay ${counted(d.images, ['imagen', 'imágenes'])} en ${counted(d.classes, ['clase', 'clases'])}; se esperaba BloodMNIST (17 092 imágenes en 8 clases, o un nombre que empiece por bloodmnist).`,
      hint: 'Si sus etiquetas son las de BloodMNIST, cámbiele el nombre a bloodmnist-….npz; si no, guarde las imágenes en una carpeta por clase, con su nombre.',
    }),
  }),
  'npz.several-files': badInput<{ path: string; files: readonly string[] }>({
    en: (d) => ({
      message: `${d.path} holds BloodMNIST more than once: got ${list(d.files)}, expected one file.`,
      hint: 'Give the file itself.',
    }),
    es: (d) => ({
      message: `${d.path} contiene BloodMNIST más de una vez: ${list(d.files)}; se esperaba un solo archivo.`,
      hint: 'Indique el archivo.',
    }),
  }),
  'npz.class-not-in-scheme': badInput<{ path: string; label: string; scheme: string }>({
    en: (d) => ({
      message: `the class '${shown(d.label)}' of ${d.path} is not in the scheme '${shown(d.scheme)}', or the scheme puts the types it joins into different groups.`,
      hint: 'Pass another --scheme, or leave the class out with --exclude "label=…".',
    }),
    es: (d) => ({
      message: `la clase «${shown(d.label)}» de ${d.path} no está en el esquema «${shown(d.scheme)}», o el esquema pone en grupos distintos los tipos que reúne.`,
      hint: 'Use otro --scheme o excluya la clase con --exclude "label=…".',
    }),
  }),
} as const;
