import type { Language } from '../errors/entry.ts';
import type { Conversion } from '../images/conversions.ts';
import { countText } from './plots/interval-text.ts';

export interface ScanPageTexts {
  readonly title: (dataset: string) => string;
  readonly none: string;
  readonly facts: Readonly<
    Record<'cells' | 'typical' | 'atypical' | 'excluded' | 'patients' | 'types' | 'size', string>
  >;
  readonly megabytes: (size: string) => string;
  readonly sections: Readonly<Record<'types' | 'patients' | 'files' | 'agreement' | 'searched', string>>;
  readonly columns: Readonly<
    Record<'type' | 'label' | 'cells' | 'typical' | 'atypical' | 'excluded' | 'patients' | 'patient' | 'images', string>
  >;
  readonly captions: Readonly<Record<'types' | 'patients' | 'formats' | 'sizes' | 'conversions' | 'agreement', string>>;
  readonly fileColumns: Readonly<Record<'format' | 'size' | 'conversion', string>>;
  readonly conversions: Readonly<Partial<Record<Conversion, string>>>;
  readonly noPatients: string;
  readonly withoutPatient: (cells: number) => string;
  readonly patientsShown: (shown: number, total: number) => string;
  readonly picturesShown: (shown: number, total: number) => string;
  readonly shownAbove: (count: number) => string;
  readonly noPatient: string;
  readonly masked: string;
  readonly searched: readonly string[];
  readonly notSearched: readonly string[];
  readonly searchedTitle: string;
  readonly notSearchedTitle: string;
  readonly agreementColumns: Readonly<Record<'readings' | 'images' | 'same' | 'kappa' | 'sameGroup', string>>;
  readonly agreementNote: string;
  readonly command: string;
  readonly alt: (label: string) => string;
}

const EN: ScanPageTexts = {
  title: (dataset) => `What is in “${dataset}”, and what is wrong with it`,
  none: 'Everything that is listed below was looked for.',
  facts: {
    cells: 'cells',
    typical: 'typical',
    atypical: 'atypical',
    excluded: 'excluded',
    patients: 'patients',
    types: 'labels',
    size: 'size',
  },
  megabytes: (size) => `${size} MB`,
  sections: {
    types: 'Cells by type',
    patients: 'Cells by patient',
    files: 'Image files',
    agreement: 'How far readers agree',
    searched: 'What was looked for, and what was not',
  },
  columns: {
    type: 'type',
    label: 'label',
    cells: 'cells',
    typical: 'typical',
    atypical: 'atypical',
    excluded: 'excluded',
    patients: 'patients',
    patient: 'patient',
    images: 'images',
  },
  captions: {
    types: 'Cells of each label, the most frequent first',
    patients: 'Cells of each patient',
    formats: 'File formats, by content',
    sizes: 'Sizes in pixels',
    conversions: 'What is changed on reading, to make 8-bit RGB of each file',
    agreement: 'Pairs of readings of the same images',
  },
  fileColumns: { format: 'format', size: 'width × height', conversion: 'change' },
  conversions: {
    '16-bit-to-8': '16 bits a channel, of which the upper 8 are kept',
    'cmyk-to-rgb': 'CMYK turned into RGB',
    'grey-to-rgb': 'grey, repeated in red, green and blue',
    'palette-to-rgb': 'colours looked up in a palette',
    'alpha-dropped': 'transparency left out',
    'orientation-ignored': 'stored orientation not followed',
    'profile-ignored': 'colour profile not applied',
  },
  noPatients: 'The data set names no patients: no figure from it can be shown to hold for new patients.',
  withoutPatient: (cells) => `${countText(cells)} cells have no patient.`,
  patientsShown: (shown, total) => `The ${countText(shown)} patients with most cells, of ${countText(total)}.`,
  picturesShown: (shown, total) => `The first ${countText(shown)} of ${countText(total)} are shown.`,
  shownAbove: (count) => (count === 1 ? 'One of them is shown above.' : `${countText(count)} of them are shown above.`),
  noPatient: 'no patient named',
  masked: 'What may tell a person is masked here; --show-names shows it.',
  searchedTitle: 'Looked for',
  searched: [
    'Files that cannot be read; images that are the same file; pictures that show the same when turned by right angles, mirrored, moved by up to a tenth of their side, rescaled, encoded anew, or changed in brightness and colour.',
    'Such pictures under two labels, groups, patients or parts of a split.',
    'Patients under several spellings, in several parts of the data set’s own split, or with contradicting entries in the manifest.',
    'EXIF, IPTC, XMP, comments and text chunks in the image files; files that operating systems leave behind; names of persons, case and record numbers, dates and barcodes in the names of files, folders and patients.',
  ],
  notSearchedTitle: 'Not looked for',
  notSearched: [
    'Text within the pictures (a label, a scale, a date), and names of persons that are not among the common ones.',
    'Copies turned by other than right angles, or cut to a clearly smaller part.',
    'Whether labels are right, and whether figures from this data can be believed: `leukoscope data audit` asks that.',
  ],
  agreementColumns: {
    readings: 'readings',
    images: 'images',
    same: 'same type',
    kappa: 'kappa',
    sameGroup: 'same group (typical, atypical)',
  },
  agreementNote:
    'The images that were read again are not a random sample. Kappa is the agreement beyond chance: 1 where all agree, 0 at chance. Intervals are of 95%.',
  command: 'This page was made by:',
  alt: (label) => `cell labelled ${label}`,
};

const ES: ScanPageTexts = {
  title: (dataset) => `Qué hay en «${dataset}» y qué está mal`,
  none: 'Se ha buscado todo lo que figura más abajo.',
  facts: {
    cells: 'células',
    typical: 'típicas',
    atypical: 'atípicas',
    excluded: 'excluidas',
    patients: 'pacientes',
    types: 'etiquetas',
    size: 'tamaño',
  },
  megabytes: (size) => `${size} MB`,
  sections: {
    types: 'Células por tipo',
    patients: 'Células por paciente',
    files: 'Archivos de imagen',
    agreement: 'Cuánto coinciden los lectores',
    searched: 'Qué se ha buscado y qué no',
  },
  columns: {
    type: 'tipo',
    label: 'etiqueta',
    cells: 'células',
    typical: 'típicas',
    atypical: 'atípicas',
    excluded: 'excluidas',
    patients: 'pacientes',
    patient: 'paciente',
    images: 'imágenes',
  },
  captions: {
    types: 'Células de cada etiqueta, primero las más frecuentes',
    patients: 'Células de cada paciente',
    formats: 'Formatos de archivo, por su contenido',
    sizes: 'Tamaños en píxeles',
    conversions: 'Qué se cambia al leer, para obtener RGB de 8 bits de cada archivo',
    agreement: 'Pares de lecturas de las mismas imágenes',
  },
  fileColumns: { format: 'formato', size: 'ancho × alto', conversion: 'cambio' },
  conversions: {
    '16-bit-to-8': '16 bits por canal, de los que se conservan los 8 superiores',
    'cmyk-to-rgb': 'CMYK convertido en RGB',
    'grey-to-rgb': 'gris, repetido en rojo, verde y azul',
    'palette-to-rgb': 'colores tomados de una paleta',
    'alpha-dropped': 'transparencia omitida',
    'orientation-ignored': 'orientación guardada no aplicada',
    'profile-ignored': 'perfil de color no aplicado',
  },
  noPatients:
    'El conjunto de datos no nombra pacientes: de ninguna cifra suya se puede mostrar que valga para pacientes nuevos.',
  withoutPatient: (cells) => `${countText(cells)} células no tienen paciente.`,
  patientsShown: (shown, total) => `Los ${countText(shown)} pacientes con más células, de ${countText(total)}.`,
  picturesShown: (shown, total) => `Se muestran las ${countText(shown)} primeras de ${countText(total)}.`,
  shownAbove: (count) =>
    count === 1 ? 'Una de ellas se muestra más arriba.' : `${countText(count)} de ellas se muestran más arriba.`,
  noPatient: 'sin paciente',
  masked: 'Lo que puede decir quién es una persona está enmascarado; --show-names lo muestra.',
  searchedTitle: 'Se ha buscado',
  searched: [
    'Archivos que no se pueden leer; imágenes que son el mismo archivo; imágenes que muestran lo mismo giradas en ángulos rectos, reflejadas, desplazadas hasta un décimo del lado, cambiadas de tamaño, codificadas de nuevo, o con otro brillo o color.',
    'Tales imágenes con dos etiquetas, grupos, pacientes o partes de una partición.',
    'Pacientes con varias grafías, en varias partes de la partición de los datos o con datos contradictorios en el manifiesto.',
    'EXIF, IPTC, XMP, comentarios y textos en los archivos de imagen; archivos que dejan los sistemas operativos; nombres de personas, números de caso o expediente, fechas y códigos de barras en los nombres de archivos, carpetas y pacientes.',
  ],
  notSearchedTitle: 'No se ha buscado',
  notSearched: [
    'Texto dentro de las imágenes (una etiqueta, una escala, una fecha) y nombres de personas que no están entre los frecuentes.',
    'Copias giradas en ángulos no rectos o recortadas a una parte claramente menor.',
    'Si las etiquetas son correctas y si se puede creer en las cifras de estos datos: eso lo pregunta `leukoscope data audit`.',
  ],
  agreementColumns: {
    readings: 'lecturas',
    images: 'imágenes',
    same: 'mismo tipo',
    kappa: 'kappa',
    sameGroup: 'mismo grupo (típica, atípica)',
  },
  agreementNote:
    'Las imágenes leídas de nuevo no son una muestra al azar. Kappa es la coincidencia más allá del azar: 1 si todos coinciden, 0 si es puro azar. Los intervalos son del 95%.',
  command: 'Esta página se hizo con:',
  alt: (label) => `célula con la etiqueta ${label}`,
};

export const SCAN_PAGE_TEXTS: Readonly<Record<Language, ScanPageTexts>> = { en: EN, es: ES };
