import type { FileTrait } from '../audit/features/file-features.ts';
import type { View } from '../audit/read-audit-cells.ts';
import type { AuditLevel, Overall, Question, UNTOLD } from '../audit/verdicts.ts';
import type { SplitUnit } from '../datasets/split-units.ts';
import type { Language } from '../errors/entry.ts';

/** What an audit says, on the terminal and on its page alike. */
export interface AuditTexts {
  readonly overall: Readonly<Record<Overall, string>>;
  readonly levels: Readonly<Record<AuditLevel | typeof UNTOLD, string>>;
  readonly questions: Readonly<Record<Question, string>>;
  readonly views: Readonly<Record<View, string>>;
  readonly viewHeadings: Readonly<Record<'view' | 'auc', string>>;
  readonly origins: Readonly<Record<'file' | 'preset' | 'drawn', string>>;
  readonly drawnBy: Readonly<Record<SplitUnit, string>>;
  readonly judgedBy: Readonly<Record<'heldOut' | 'crossValidation', string>>;
  readonly rewards: Readonly<Record<'split' | 'real' | 'coin', string>>;
  readonly thisSplit: (unit: string) => string;
  readonly otherSplit: (unit: string) => string;
  readonly traits: Readonly<Record<FileTrait, string>>;
}

const ENGLISH: AuditTexts = {
  overall: {
    can: 'Figures from this data and split can be believed, as far as such an audit can see',
    withCare: 'Figures from this data and split can be believed only together with what is said below',
    cannotBeTold: 'Whether figures from this data can be believed cannot be told: it is not known whose cells they are',
    cannot: 'Figures from this data and split cannot be believed',
  },
  levels: { good: 'in order', caution: 'caution', bad: 'problem', untold: 'cannot be told' },
  questions: {
    patients: 'patients on both sides',
    copies: 'copies of pictures',
    border: 'border without the cell',
    file: 'files instead of cells',
    labels: 'labels',
  },
  views: {
    whole: 'the whole picture',
    border: 'the border only',
    meanColour: 'the mean colour only',
    file: 'how the file was made',
    fileSize: 'the size of the file',
  },
  viewHeadings: { view: 'a shallow model that sees', auc: 'ROC AUC' },
  origins: { file: 'given', preset: 'prescribed by the data', drawn: 'as train would draw it' },
  drawnBy: { patient: 'by patient', image: 'by image' },
  judgedBy: {
    heldOut: 'learnt from the training part, judged on the others',
    crossValidation: 'judged by cross-validation',
  },
  rewards: { split: 'split', real: 'real labels', coin: 'a coin for each patient' },
  thisSplit: (unit) => `this one, ${unit}`,
  otherSplit: (unit) => `the same data ${unit}`,
  traits: {
    format: 'format',
    widthPx: 'width',
    heightPx: 'height',
    pngColourType: 'PNG colour type',
    brightnessTable: 'JPEG quality (brightness)',
    colourTable: 'JPEG quality (colour)',
    sampling: 'JPEG colour sampling',
    progressive: 'progressive JPEG',
    device: 'camera or program',
  },
};

const SPANISH: AuditTexts = {
  overall: {
    can: 'Se puede creer en las cifras de estos datos y esta partición, hasta donde ve una auditoría así',
    withCare: 'Solo se puede creer en las cifras de estos datos y esta partición junto con lo que se dice abajo',
    cannotBeTold: 'No se puede saber si las cifras de estos datos son creíbles: no se sabe de quién son las células',
    cannot: 'No se puede creer en las cifras de estos datos y esta partición',
  },
  levels: { good: 'en orden', caution: 'precaución', bad: 'problema', untold: 'no se puede saber' },
  questions: {
    patients: 'pacientes en ambos lados',
    copies: 'copias de imágenes',
    border: 'borde sin la célula',
    file: 'archivos en vez de células',
    labels: 'etiquetas',
  },
  views: {
    whole: 'la imagen entera',
    border: 'solo el borde',
    meanColour: 'solo el color medio',
    file: 'cómo se hizo el archivo',
    fileSize: 'el tamaño del archivo',
  },
  viewHeadings: { view: 'un modelo sencillo que ve', auc: 'ROC AUC' },
  origins: { file: 'dada', preset: 'prescrita por los datos', drawn: 'como la sortearía train' },
  drawnBy: { patient: 'por paciente', image: 'por imagen' },
  judgedBy: {
    heldOut: 'aprendido en la parte de entrenamiento, juzgado en las demás',
    crossValidation: 'juzgada por validación cruzada',
  },
  rewards: { split: 'partición', real: 'etiquetas verdaderas', coin: 'una moneda por paciente' },
  thisSplit: (unit) => `esta, ${unit}`,
  otherSplit: (unit) => `los mismos datos ${unit}`,
  traits: {
    format: 'formato',
    widthPx: 'ancho',
    heightPx: 'alto',
    pngColourType: 'tipo de color PNG',
    brightnessTable: 'calidad JPEG (brillo)',
    colourTable: 'calidad JPEG (color)',
    sampling: 'submuestreo de color JPEG',
    progressive: 'JPEG progresivo',
    device: 'cámara o programa',
  },
};

export const AUDIT_TEXTS: Readonly<Record<Language, AuditTexts>> = { en: ENGLISH, es: SPANISH };
