import type { NamedThing } from '../datasets/scan/data-scan.ts';
import type { FindingKind } from '../datasets/scan/findings.ts';
import type { NameKind } from '../datasets/scan/identifying-names.ts';
import type { MetadataKind } from '../datasets/scan/metadata-leftovers.ts';
import type { Way } from '../datasets/scan/same-pictures.ts';
import type { Language } from '../errors/entry.ts';
import { countText } from './plots/interval-text.ts';

/** What a scan says, on the terminal and on its page. */
export interface ScanTexts {
  /** What was found, as a sentence without its full stop. */
  readonly findings: Readonly<Record<FindingKind, (count: number) => string>>;
  /** What it means and what to do. */
  readonly advice: Readonly<Record<FindingKind, string>>;
  readonly found: Readonly<Record<'bad' | 'caution' | 'none', string>>;
  readonly levels: Readonly<Record<'bad' | 'caution' | 'note', string>>;
  readonly transforms: Readonly<Record<Way, string>>;
  readonly names: Readonly<Record<NameKind, Readonly<Record<NamedThing, (count: number) => string>>>>;
  readonly fields: Readonly<Record<MetadataKind, string>>;
  readonly fieldIn: (field: string, images: number) => string;
  readonly column: (column: string) => string;
  readonly columnOf: (column: string, patients: number) => string;
  readonly parts: Readonly<Record<'train' | 'validation' | 'test', string>>;
  /** What follows where cells name no patient, and none or some of the others do. */
  readonly withoutPatient: Readonly<Record<'all' | 'some', string>>;
  readonly more: (count: number) => string;
  readonly ending: (ending: string, count: number) => string;
}

const some = (count: number, one: string, more: string): string => `${countText(count)} ${count === 1 ? one : more}`;
const en = (one: string, more: string) => (count: number) => some(count, one, more);

const EN: ScanTexts = {
  findings: {
    unreadable: en('image cannot be read', 'images cannot be read'),
    'same-picture-two-groups': en(
      'picture stands both as a typical and as an atypical cell',
      'pictures stand both as a typical and as an atypical cell',
    ),
    'same-picture-two-patients': en('picture is said to be of two patients', 'pictures are said to be of two patients'),
    'same-picture-two-parts': en(
      "picture stands in two parts of the data set's own split",
      "pictures stand in two parts of the data set's own split",
    ),
    'patients-in-several-parts': en(
      "patient stands in several parts of the data set's own split",
      "patients stand in several parts of the data set's own split",
    ),
    'tells-person': () => 'Names or fields in the files tell who a person is, or where',
    'same-picture-two-labels': en('picture stands under two labels', 'pictures stand under two labels'),
    'unknown-labels': en(
      'cell has a label that the scheme does not know',
      'cells have a label that the scheme does not know',
    ),
    'without-patient': en('cell names no patient', 'cells name no patient'),
    'exact-duplicates': en('file is a copy of another', 'files are copies of others'),
    'near-duplicates': en(
      'picture shows the same as another: turned, mirrored, moved or encoded anew',
      'pictures show the same as another: turned, mirrored, moved or encoded anew',
    ),
    'patient-spellings': en('patient may stand under several spellings', 'patients may stand under several spellings'),
    'patient-contradictions': en('patient has contradicting entries', 'patients have contradicting entries'),
    'may-tell-person': () => 'Dates, free texts or long numbers in the files may tell who a person is',
    'system-files': en(
      'file was left behind by an operating system or a picture viewer',
      'files were left behind by an operating system or a picture viewer',
    ),
    'images-left-out': en('image in the folder is none of the cells', 'images in the folder are none of the cells'),
    'other-files': en('file in the folder is no image', 'files in the folder are no images'),
    'device-fields': en('image names its camera', 'images name their camera'),
  },
  advice: {
    unreadable:
      'train, evaluate and classify count them as rejected and end with exit code 3. Replace them, or take them out.',
    'same-picture-two-groups':
      'One of the two labels is wrong, or two cells touch and each is the middle of one picture. Let a specialist look at each.',
    'same-picture-two-patients':
      'A picture has one patient. A split by patient cannot keep such copies apart; find out whose they are.',
    'same-picture-two-parts': 'The test then asks for pictures that were learnt: figures on this split flatter.',
    'patients-in-several-parts':
      'Cells of one patient resemble each other: figures on this split flatter. Draw one by patient with `leukoscope data split`.',
    'tells-person':
      'Do not pass this data set on as it is. Rename the files and save the images anew without these fields. Text within the pictures is not read here: look for it.',
    'same-picture-two-labels':
      'One of the labels is wrong, or two cells touch and each is the middle of one picture. Let a specialist look at each.',
    'unknown-labels': 'These cells take no part. `leukoscope data scheme` shows them and writes a scheme to edit.',
    'without-patient':
      'Cells of one patient resemble each other: in two parts of a split, they let a model answer by knowing the patient. Fill the column patient of a manifest.csv, or test on cells of another laboratory.',
    'exact-duplicates':
      'Each counts as a cell of its own. Leukoscope keeps identical files in one part of a split; take out the copies.',
    'near-duplicates':
      'In two parts of a split, the test asks for pictures that were learnt. Take out all but one, or make copies only after the split.',
    'patient-spellings': 'A split by patient takes each spelling for a patient of its own. Write each in one way.',
    'patient-contradictions':
      'The column says one thing of nearly every patient, and several of these. Names given twice are one cause.',
    'may-tell-person':
      'A date of birth, a record number or a remark can tell who a person is, with other knowledge. Look at them before passing the data on.',
    'system-files':
      'Thumbs.db and its like hold small copies of pictures, also of deleted ones, and file names. Delete them before passing the data on.',
    'images-left-out': 'They take no part: no class folder holds them, or the manifest does not name them.',
    'other-files': 'They take no part. Look whether they belong to the data set before passing it on.',
    'device-fields': 'The camera alone tells nobody; a serial number tells the laboratory.',
  },
  found: {
    bad: 'Something is wrong with this data set',
    caution: 'Some things need a look before this data set is used',
    none: 'Nothing wrong was found in this data set',
  },
  levels: { bad: 'Problem', caution: 'Caution', note: 'Note' },
  transforms: {
    exact: 'the same file',
    identity: 'moved or encoded anew',
    'turn-90': 'turned by 90° to the right',
    'turn-180': 'turned by 180°',
    'turn-270': 'turned by 90° to the left',
    'mirror-x': 'mirrored, left and right exchanged',
    'mirror-y': 'mirrored, top and bottom exchanged',
    transpose: 'mirrored along the diagonal',
    'anti-transpose': 'mirrored along the other diagonal',
  },
  names: {
    'person-name': {
      file: en(
        'file name with what looks like the name of a person',
        'file names with what look like names of persons',
      ),
      folder: en(
        'folder name with what looks like the name of a person',
        'folder names with what look like names of persons',
      ),
      patient: en('patient under what looks like a person’s name', 'patients under what look like persons’ names'),
    },
    'record-number': {
      file: en('file name with a case or record number', 'file names with case or record numbers'),
      folder: en('folder name with a case or record number', 'folder names with case or record numbers'),
      patient: en('patient under a case or record number', 'patients under case or record numbers'),
    },
    date: {
      file: en('file name with a date', 'file names with dates'),
      folder: en('folder name with a date', 'folder names with dates'),
      patient: en('patient under a date', 'patients under dates'),
    },
    barcode: {
      file: en(
        'file name with a number as long as a slide’s barcode',
        'file names with numbers as long as a slide’s barcode',
      ),
      folder: en(
        'folder name with a number as long as a slide’s barcode',
        'folder names with numbers as long as a slide’s barcode',
      ),
      patient: en(
        'patient under a number as long as a slide’s barcode',
        'patients under numbers as long as a slide’s barcode',
      ),
    },
  },
  fields: { position: 'where', person: 'who', 'free-text': 'free text', date: 'when', device: 'camera' },
  fieldIn: (field, images) => `field “${field}” in ${some(images, 'image', 'images')}`,
  column: (column) => `column “${column}” of the manifest`,
  columnOf: (column, patients) => `column “${column}”: ${some(patients, 'patient', 'patients')}`,
  parts: { train: 'train', validation: 'validation', test: 'test' },
  withoutPatient: {
    all: 'nor does any other: only a split by image is possible, and its figures flatter; a manifest.csv can name them in a column patient',
    some: 'others do: a split by patient is refused until all do, or these are left out with --exclude patient=',
  },
  more: (count) => `and ${countText(count)} more`,
  ending: (ending, count) => `${ending === '' ? 'no ending' : ending}: ${countText(count)}`,
};

const ES: ScanTexts = {
  findings: {
    unreadable: en('imagen no se puede leer', 'imágenes no se pueden leer'),
    'same-picture-two-groups': en(
      'imagen figura a la vez como célula típica y como atípica',
      'imágenes figuran a la vez como célula típica y como atípica',
    ),
    'same-picture-two-patients': en('imagen se atribuye a dos pacientes', 'imágenes se atribuyen a dos pacientes'),
    'same-picture-two-parts': en(
      'imagen está en dos partes de la partición que traen los datos',
      'imágenes están en dos partes de la partición que traen los datos',
    ),
    'patients-in-several-parts': en(
      'paciente está en varias partes de la partición que traen los datos',
      'pacientes están en varias partes de la partición que traen los datos',
    ),
    'tells-person': () => 'Nombres o campos de los archivos dicen quién es una persona, o dónde',
    'same-picture-two-labels': en('imagen figura con dos etiquetas', 'imágenes figuran con dos etiquetas'),
    'unknown-labels': en(
      'célula tiene una etiqueta que el esquema no conoce',
      'células tienen una etiqueta que el esquema no conoce',
    ),
    'without-patient': en('célula no nombra a su paciente', 'células no nombran a su paciente'),
    'exact-duplicates': en('archivo es copia de otro', 'archivos son copias de otros'),
    'near-duplicates': en(
      'imagen muestra lo mismo que otra: girada, reflejada, desplazada o codificada de nuevo',
      'imágenes muestran lo mismo que otra: giradas, reflejadas, desplazadas o codificadas de nuevo',
    ),
    'patient-spellings': en('paciente puede figurar con varias grafías', 'pacientes pueden figurar con varias grafías'),
    'patient-contradictions': en('paciente tiene datos contradictorios', 'pacientes tienen datos contradictorios'),
    'may-tell-person': () => 'Fechas, textos libres o números largos de los archivos pueden decir quién es una persona',
    'system-files': en(
      'archivo lo dejó un sistema operativo o un visor de imágenes',
      'archivos los dejó un sistema operativo o un visor de imágenes',
    ),
    'images-left-out': en(
      'imagen de la carpeta no es ninguna de las células',
      'imágenes de la carpeta no son ninguna de las células',
    ),
    'other-files': en('archivo de la carpeta no es una imagen', 'archivos de la carpeta no son imágenes'),
    'device-fields': en('imagen nombra su cámara', 'imágenes nombran su cámara'),
  },
  advice: {
    unreadable:
      'train, evaluate y classify las cuentan como rechazadas y acaban con el código de salida 3. Sustitúyalas o quítelas.',
    'same-picture-two-groups':
      'Una de las dos etiquetas es errónea, o dos células se tocan y cada una es el centro de una imagen. Que un especialista mire cada caso.',
    'same-picture-two-patients':
      'Una imagen es de un solo paciente. Una partición por paciente no puede separar esas copias; averigüe de quién son.',
    'same-picture-two-parts':
      'La prueba pregunta entonces por imágenes ya aprendidas: las cifras de esta partición salen favorecidas.',
    'patients-in-several-parts':
      'Las células de un paciente se parecen: las cifras de esta partición salen favorecidas. Sortee una por paciente con `leukoscope data split`.',
    'tells-person':
      'No entregue así este conjunto de datos. Cambie los nombres y guarde de nuevo las imágenes sin estos campos. Aquí no se lee el texto dentro de las imágenes: búsquelo.',
    'same-picture-two-labels':
      'Una de las etiquetas es errónea, o dos células se tocan y cada una es el centro de una imagen. Que un especialista mire cada caso.',
    'unknown-labels':
      'Estas células no participan. `leukoscope data scheme` las muestra y escribe un esquema para editar.',
    'without-patient':
      'Las células de un paciente se parecen: en dos partes de una partición permiten que un modelo acierte por conocer al paciente. Rellene la columna patient de un manifest.csv, o pruebe con células de otro laboratorio.',
    'exact-duplicates':
      'Cada uno cuenta como una célula. Leukoscope deja los archivos idénticos en una sola parte de la partición; quite las copias.',
    'near-duplicates':
      'En dos partes de una partición, la prueba pregunta por imágenes ya aprendidas. Deje una sola, o haga las copias después de partir.',
    'patient-spellings':
      'Una partición por paciente toma cada grafía por otro paciente. Escriba cada uno de una sola forma.',
    'patient-contradictions':
      'La columna dice una sola cosa de casi todos los pacientes y varias de estos. Un nombre dado dos veces es una causa.',
    'may-tell-person':
      'Una fecha de nacimiento, un número de expediente o una nota pueden decir quién es una persona junto con otros datos. Mírelos antes de entregar los datos.',
    'system-files':
      'Thumbs.db y similares guardan copias pequeñas de imágenes, también de las borradas, y nombres de archivos. Bórrelos antes de entregar los datos.',
    'images-left-out': 'No participan: ninguna carpeta de clase las contiene o el manifiesto no las nombra.',
    'other-files': 'No participan. Mire si pertenecen al conjunto antes de entregarlo.',
    'device-fields': 'La cámara sola no dice quién es nadie; un número de serie dice qué laboratorio.',
  },
  found: {
    bad: 'Algo está mal en este conjunto de datos',
    caution: 'Hay cosas que mirar antes de usar este conjunto de datos',
    none: 'No se ha encontrado nada malo en este conjunto de datos',
  },
  levels: { bad: 'Problema', caution: 'Precaución', note: 'Nota' },
  transforms: {
    exact: 'el mismo archivo',
    identity: 'desplazada o codificada de nuevo',
    'turn-90': 'girada 90° a la derecha',
    'turn-180': 'girada 180°',
    'turn-270': 'girada 90° a la izquierda',
    'mirror-x': 'reflejada, izquierda y derecha cambiadas',
    'mirror-y': 'reflejada, arriba y abajo cambiados',
    transpose: 'reflejada por la diagonal',
    'anti-transpose': 'reflejada por la otra diagonal',
  },
  names: {
    'person-name': {
      file: en(
        'nombre de archivo con lo que parece el nombre de una persona',
        'nombres de archivo con lo que parecen nombres de personas',
      ),
      folder: en(
        'nombre de carpeta con lo que parece el nombre de una persona',
        'nombres de carpeta con lo que parecen nombres de personas',
      ),
      patient: en(
        'paciente con lo que parece el nombre de una persona',
        'pacientes con lo que parecen nombres de personas',
      ),
    },
    'record-number': {
      file: en(
        'nombre de archivo con un número de caso o expediente',
        'nombres de archivo con números de caso o expediente',
      ),
      folder: en(
        'nombre de carpeta con un número de caso o expediente',
        'nombres de carpeta con números de caso o expediente',
      ),
      patient: en('paciente con un número de caso o expediente', 'pacientes con números de caso o expediente'),
    },
    date: {
      file: en('nombre de archivo con una fecha', 'nombres de archivo con fechas'),
      folder: en('nombre de carpeta con una fecha', 'nombres de carpeta con fechas'),
      patient: en('paciente con una fecha', 'pacientes con fechas'),
    },
    barcode: {
      file: en(
        'nombre de archivo con un número tan largo como el código de barras de un portaobjetos',
        'nombres de archivo con números tan largos como el código de barras de un portaobjetos',
      ),
      folder: en(
        'nombre de carpeta con un número tan largo como el código de barras de un portaobjetos',
        'nombres de carpeta con números tan largos como el código de barras de un portaobjetos',
      ),
      patient: en(
        'paciente con un número tan largo como el código de barras de un portaobjetos',
        'pacientes con números tan largos como el código de barras de un portaobjetos',
      ),
    },
  },
  fields: { position: 'dónde', person: 'quién', 'free-text': 'texto libre', date: 'cuándo', device: 'cámara' },
  fieldIn: (field, images) => `campo «${field}» en ${some(images, 'imagen', 'imágenes')}`,
  column: (column) => `columna «${column}» del manifiesto`,
  columnOf: (column, patients) => `columna «${column}»: ${some(patients, 'paciente', 'pacientes')}`,
  parts: { train: 'entrenamiento', validation: 'validación', test: 'prueba' },
  withoutPatient: {
    all: 'ni tampoco las demás: solo cabe una partición por imagen, y sus cifras salen favorecidas; un manifest.csv puede nombrarlos en una columna patient',
    some: 'otras sí: una partición por paciente se rechaza hasta que todas lo hagan o estas se dejen fuera con --exclude patient=',
  },
  more: (count) => `y ${countText(count)} más`,
  ending: (ending, count) => `${ending === '' ? 'sin extensión' : ending}: ${countText(count)}`,
};

export const SCAN_TEXTS: Readonly<Record<Language, ScanTexts>> = { en: EN, es: ES };
