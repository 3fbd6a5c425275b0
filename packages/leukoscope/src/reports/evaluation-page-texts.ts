import type { SplitPart } from '../cells/cell.ts';
import type { Language } from '../errors/entry.ts';
import type { FittedTemperature } from '../evaluation/reliability/temperature.ts';
import type { Outcome } from './example-cells.ts';
import { countText, percentText, thresholdText } from './plots/interval-text.ts';
import type { QuotedName } from './plots/quoted-figure.ts';

interface TestedCells {
  readonly n: number;
  readonly atypical: number;
  /** `null` where no cell has a patient. */
  readonly patients: number | null;
  readonly dataset: string;
  readonly part: SplitPart | null;
}

interface TestedModel {
  readonly network: string;
  readonly sizePx: number;
  readonly dataset: string;
  readonly cells: number;
  readonly patients: number | null;
}

export interface EvaluationPageTexts {
  readonly title: (dataset: string) => string;
  readonly missed: (
    fn: number,
    positive: number,
    share: { readonly value: string; readonly interval: string; readonly level: number },
  ) => string;
  readonly noAtypical: string;
  readonly tested: (cells: TestedCells) => string;
  readonly model: (model: TestedModel) => string;
  readonly threshold: (threshold: number, ofModel: boolean) => string;
  readonly leftOut: (excluded: number, rejected: number) => string;
  readonly positive: string;
  /** @param patients `null` where the intervals are over cells */
  readonly intervals: (level: number, patients: number | null) => string;
  readonly fewPatients: (patients: number) => string;
  readonly notATest: string;
  readonly choseModel: string;
  readonly trainingCells: string;
  readonly sections: Readonly<
    Record<
      | 'confusion'
      | 'roc'
      | 'precision-recall'
      | 'probability'
      | 'reliability'
      | 'referral'
      | 'cells'
      | 'types'
      | 'type-calls'
      | 'patients'
      | 'numbers'
      | 'comparison'
      | 'training'
      | 'details',
      string
    >
  >;
  /** @param fitted `null` where the model's card says nothing of it */
  readonly temperature: (fitted: FittedTemperature | null) => string;
  readonly outcomes: Readonly<Record<Outcome, (shown: number, total: number) => string>>;
  readonly examplesNote: string;
  /** What a click on a field of a matrix does. */
  readonly fieldsNote: string;
  /** @param most pictures on a page */
  readonly fieldsLeftOut: (most: number) => string;
  readonly field: (field: {
    readonly truth: string;
    readonly called: string;
    readonly shown: number;
    readonly total: number;
  }) => string;
  readonly backToMatrix: string;
  readonly caption: (probability: string) => string;
  readonly alt: (outcome: Outcome, type: string, probability: string) => string;
  readonly typesTitle: string;
  readonly typesAxis: string;
  readonly typesNote: string;
  readonly typeGroups: Readonly<Record<'typical' | 'atypical', string>>;
  readonly patientsTitle: string;
  readonly patientsAxis: string;
  readonly patientsNote: string;
  readonly patientsShown: (shown: number, total: number) => string;
  readonly figures: Readonly<Record<QuotedName, string>>;
  readonly numbersCaption: string;
  readonly columns: Readonly<Record<'figure' | 'value' | 'count' | 'overCells' | 'overPatients', string>>;
  readonly atPrevalence: (prevalence: number) => Readonly<Record<'ppv' | 'npv', string>>;
  readonly predictiveValues: string;
  readonly trainingNote: string;
  readonly command: string;
  readonly dataHash: (hash: string, scheme: string) => string;
  readonly modelFile: (path: string) => string;
  readonly rejected: (count: number) => string;
  readonly rejectedMore: (count: number) => string;
}

const many = (count: number, one: string, more: string): string => `${countText(count)} ${count === 1 ? one : more}`;

const EN: EvaluationPageTexts = {
  title: (dataset) => `Test on “${dataset}”`,
  missed: (fn, positive, { value, interval, level }) =>
    `${countText(fn)} of ${countText(positive)} atypical cells were missed: ${value} (${level * 100}% interval: ${interval})`,
  noAtypical: 'There was no atypical cell to miss: nothing is known of the sensitivity',
  tested: ({ n, atypical, patients, dataset, part }) =>
    `Tested on ${many(n, 'cell', 'cells')}${patients === null ? '' : ` of ${many(patients, 'patient', 'patients')}`} (${countText(atypical)} atypical, ${countText(n - atypical)} typical) of the data set “${dataset}”${part === null ? '' : `, ${part} part of its split`}.`,
  model: ({ network, sizePx, dataset, cells, patients }) =>
    `The model, a network “${network}” that sees ${sizePx} × ${sizePx} pixels, learnt from ${many(cells, 'cell', 'cells')}${patients === null ? '' : ` of ${many(patients, 'patient', 'patients')}`} of “${dataset}”.`,
  threshold: (threshold, ofModel) =>
    `A cell is called atypical from a probability of ${thresholdText(threshold)} up (${ofModel ? "the model's threshold" : 'a threshold given for this test'}).`,
  leftOut: (excluded, rejected) =>
    excluded + rejected === 0
      ? 'No cell was excluded, and every image could be used.'
      : `Not among them: ${many(excluded, 'cell', 'cells')} that scheme or data set exclude, and ${many(rejected, 'image', 'images')} that could not be used.`,
  positive: 'Positive means atypical.',
  intervals: (level, patients) =>
    patients === null
      ? `Intervals are of ${level * 100}% and over cells: the data set names no patients. Where several cells are of one patient, these intervals are too narrow.`
      : `Intervals are of ${level * 100}% and over patients (${patients}), because cells of one patient resemble each other, or over cells where those are wider or the only ones.`,
  fewPatients: (patients) => `With ${patients} patients they are still too narrow.`,
  notATest: 'This is no test result',
  choseModel:
    'These cells chose the threshold of the model, and its epoch unless it is the last: the figures flatter it.',
  trainingCells:
    'Cells that the model was trained on were allowed here (--allow-training-cells): the figures flatter it.',
  sections: {
    confusion: 'Found and missed',
    roc: 'At every threshold: the ROC curve',
    'precision-recall': 'At every threshold: what a call of atypical is worth',
    probability: 'How sure the model is',
    reliability: 'Whether its probabilities are chances',
    referral: 'Referring cells to a person',
    cells: 'Cells to look at, errors first',
    types: 'By cell type',
    'type-calls': 'Which type the cells were called',
    patients: 'By patient',
    numbers: 'All figures',
    comparison: 'Beside another model',
    training: 'How the model was trained',
    details: 'To check and to repeat this test',
  },
  temperature: (fitted) => {
    if (fitted === null) return "The model's card says nothing of a temperature.";
    const { typical, atypical } = fitted.cells;
    if (fitted.value === null) {
      return `The model has no temperature: its ${countText(typical + atypical)} validation cells (${countText(atypical)} atypical) are too few, or set no limit to it.`;
    }
    return `The temperature was fitted on ${countText(typical + atypical)} validation cells, not on these. It divides the logarithm of p / (1 − p); no call changes, since the threshold is compared with the probability as the model gives it. After it the probabilities are chances where the share of atypical cells is as among those.`;
  },
  outcomes: {
    missed: (shown, total) => `▲ Missed: atypical, called typical (${countText(shown)} of ${countText(total)})`,
    falseAlarm: (shown, total) => `False alarms: typical, called atypical (${countText(shown)} of ${countText(total)})`,
    found: (shown, total) => `Found: atypical, called atypical (${countText(shown)} of ${countText(total)})`,
    rightlyTypical: (shown, total) =>
      `Rightly typical: typical, called typical (${countText(shown)} of ${countText(total)})`,
  },
  examplesNote:
    'Of the errors those the model was surest of; of the right calls some from the surest to the least sure. p is the probability of atypical as the model gives it.',
  fieldsNote:
    'A click on a field, or Enter on it, shows cells of it: errors first, then those the model was surest of.',
  fieldsLeftOut: (most) =>
    `A page holds ${countText(most)} pictures of fields at most: some fields show fewer of their cells than they could.`,
  field: ({ truth, called, shown, total }) => `${truth}, called ${called} (${countText(shown)} of ${countText(total)})`,
  backToMatrix: 'Back to the matrix',
  caption: (probability) => `p = ${probability}`,
  alt: (outcome, type, probability) =>
    `${{ missed: 'Missed atypical cell', falseAlarm: 'Typical cell called atypical', found: 'Atypical cell, found', rightlyTypical: 'Typical cell, called typical' }[outcome]}, ${type}, probability of atypical ${probability}`,
  typesTitle: 'Share called rightly, by cell type',
  typesAxis: 'Share called rightly',
  typesNote: 'Intervals over cells: narrower than they would be over patients.',
  typeGroups: { atypical: 'Atypical types (sensitivity)', typical: 'Typical types (specificity)' },
  patientsTitle: 'Share of cells called atypical, by patient',
  patientsAxis: 'Share called atypical (%)',
  patientsNote: 'The intervals know the number of cells, not that the model errs.',
  patientsShown: (shown, total) =>
    `Shown are the ${shown} patients where calls and labels differ most, of ${countText(total)}; all are in the result of --json.`,
  figures: {
    sensitivity: 'Sensitivity',
    specificity: 'Specificity',
    ppv: 'Positive predictive value',
    npv: 'Negative predictive value',
    accuracy: 'Accuracy',
    balancedAccuracy: 'Balanced accuracy',
    f1: 'F1',
    mcc: 'Matthews correlation (MCC)',
    positiveLikelihoodRatio: 'Positive likelihood ratio',
    negativeLikelihoodRatio: 'Negative likelihood ratio',
    fnShare: 'FN / all',
    fpShare: 'FP / all',
    rocAuc: 'ROC AUC',
    averagePrecision: 'Average precision (PR AUC)',
    sensitivityAtSpecificity90: 'Sensitivity at specificity 0.90',
  },
  numbersCaption: 'Each figure with what it was counted from and its intervals',
  columns: {
    figure: 'Figure',
    value: 'Value',
    count: 'Counted',
    overCells: 'over cells',
    overPatients: 'over patients',
  },
  atPrevalence: (prevalence) => ({
    ppv: `Positive predictive value at a prevalence of ${percentText(prevalence)}`,
    npv: `Negative predictive value at a prevalence of ${percentText(prevalence)}`,
  }),
  predictiveValues:
    'Predictive values and average precision hold for this mix of typical and atypical cells only, unless a prevalence is stated.',
  trainingNote: 'On the cells that trained the model and on those that chose its epoch, not on the cells of this test.',
  command: 'The command:',
  dataHash: (hash, scheme) => `Data set ${hash}; scheme ${scheme}.`,
  modelFile: (path) => `Model file: ${path}`,
  rejected: (count) => `${many(count, 'image', 'images')} that could not be used`,
  rejectedMore: (count) => `… and ${countText(count)} more.`,
};

const ES: EvaluationPageTexts = {
  title: (dataset) => `Prueba con «${dataset}»`,
  missed: (fn, positive, { value, interval, level }) =>
    `${countText(fn)} de ${countText(positive)} células atípicas no se detectaron: ${value} (intervalo del ${level * 100}%: ${interval})`,
  noAtypical: 'No había ninguna célula atípica que detectar: nada se sabe de la sensibilidad',
  tested: ({ n, atypical, patients, dataset, part }) =>
    `Probado con ${many(n, 'célula', 'células')}${patients === null ? '' : ` de ${many(patients, 'paciente', 'pacientes')}`} (${countText(atypical)} atípicas, ${countText(n - atypical)} típicas) del conjunto de datos «${dataset}»${part === null ? '' : `, parte ${part} de su partición`}.`,
  model: ({ network, sizePx, dataset, cells, patients }) =>
    `El modelo, una red «${network}» que ve ${sizePx} × ${sizePx} píxeles, aprendió de ${many(cells, 'célula', 'células')}${patients === null ? '' : ` de ${many(patients, 'paciente', 'pacientes')}`} de «${dataset}».`,
  threshold: (threshold, ofModel) =>
    `Una célula se llama atípica a partir de una probabilidad de ${thresholdText(threshold)} (${ofModel ? 'el umbral del modelo' : 'un umbral dado para esta prueba'}).`,
  leftOut: (excluded, rejected) =>
    excluded + rejected === 0
      ? 'No se excluyó ninguna célula y se pudieron usar todas las imágenes.'
      : `No están entre ellas: ${many(excluded, 'célula', 'células')} que el esquema o el conjunto de datos excluyen y ${many(rejected, 'imagen', 'imágenes')} que no se pudieron usar.`,
  positive: 'Positivo significa atípico.',
  intervals: (level, patients) =>
    patients === null
      ? `Los intervalos son del ${level * 100}% y sobre células: el conjunto de datos no nombra pacientes. Donde varias células son de un paciente, estos intervalos son demasiado estrechos.`
      : `Los intervalos son del ${level * 100}% y sobre pacientes (${patients}), porque las células de un paciente se parecen entre sí, o sobre células donde estos son más anchos o los únicos.`,
  fewPatients: (patients) => `Con ${patients} pacientes aún son demasiado estrechos.`,
  notATest: 'Esto no es un resultado de prueba',
  choseModel:
    'Estas células eligieron el umbral del modelo, y su época salvo que sea la última: las cifras lo favorecen.',
  trainingCells:
    'Aquí se permitieron células con las que se entrenó el modelo (--allow-training-cells): las cifras lo favorecen.',
  sections: {
    confusion: 'Detectadas y no detectadas',
    roc: 'Con cada umbral: la curva ROC',
    'precision-recall': 'Con cada umbral: qué vale una llamada de atípica',
    probability: 'Cuán seguro está el modelo',
    reliability: 'Si sus probabilidades se cumplen',
    referral: 'Derivar células a una persona',
    cells: 'Células para mirar, primero los errores',
    types: 'Por tipo celular',
    'type-calls': 'De qué tipo se llamaron las células',
    patients: 'Por paciente',
    numbers: 'Todas las cifras',
    comparison: 'Al lado de otro modelo',
    training: 'Cómo se entrenó el modelo',
    details: 'Para comprobar y repetir esta prueba',
  },
  temperature: (fitted) => {
    if (fitted === null) return 'La ficha del modelo no dice nada de una temperatura.';
    const { typical, atypical } = fitted.cells;
    if (fitted.value === null) {
      return `El modelo no tiene temperatura: sus ${countText(typical + atypical)} células de validación (${countText(atypical)} atípicas) son demasiado pocas o no le ponen límite.`;
    }
    return `La temperatura se ajustó con ${countText(typical + atypical)} células de validación, no con estas. Divide el logaritmo de p / (1 − p); ninguna decisión cambia, pues el umbral se compara con la probabilidad tal como la da el modelo. Tras ella, las probabilidades se cumplen donde la proporción de células atípicas es como entre aquellas.`;
  },
  outcomes: {
    missed: (shown, total) =>
      `▲ No detectadas: atípicas, llamadas típicas (${countText(shown)} de ${countText(total)})`,
    falseAlarm: (shown, total) =>
      `Falsas alarmas: típicas, llamadas atípicas (${countText(shown)} de ${countText(total)})`,
    found: (shown, total) => `Detectadas: atípicas, llamadas atípicas (${countText(shown)} de ${countText(total)})`,
    rightlyTypical: (shown, total) =>
      `Típicas acertadas: típicas, llamadas típicas (${countText(shown)} de ${countText(total)})`,
  },
  examplesNote:
    'De los errores, aquellos en que el modelo estaba más seguro; de los aciertos, algunos desde el más seguro hasta el menos seguro. p es la probabilidad de atípica que da el modelo.',
  fieldsNote:
    'Un clic en un campo, o Intro sobre él, muestra células suyas: primero los errores, después aquellas en que el modelo estaba más seguro.',
  fieldsLeftOut: (most) =>
    `Una página lleva como máximo ${countText(most)} imágenes de campos: algunos muestran menos células de las que podrían.`,
  field: ({ truth, called, shown, total }) =>
    `${truth}, llamada ${called} (${countText(shown)} de ${countText(total)})`,
  backToMatrix: 'Volver a la matriz',
  caption: (probability) => `p = ${probability}`,
  alt: (outcome, type, probability) =>
    `${{ missed: 'Célula atípica no detectada', falseAlarm: 'Célula típica llamada atípica', found: 'Célula atípica detectada', rightlyTypical: 'Célula típica llamada típica' }[outcome]}, ${type}, probabilidad de atípica ${probability}`,
  typesTitle: 'Proporción de llamadas correctas, por tipo celular',
  typesAxis: 'Proporción de llamadas correctas',
  typesNote: 'Intervalos sobre células: más estrechos de lo que serían sobre pacientes.',
  typeGroups: { atypical: 'Tipos atípicos (sensibilidad)', typical: 'Tipos típicos (especificidad)' },
  patientsTitle: 'Proporción de células llamadas atípicas, por paciente',
  patientsAxis: 'Proporción de llamadas atípicas (%)',
  patientsNote: 'Los intervalos conocen el número de células, no que el modelo se equivoca.',
  patientsShown: (shown, total) =>
    `Se muestran los ${shown} pacientes en que más difieren las llamadas y las etiquetas, de ${countText(total)}; todos están en el resultado de --json.`,
  figures: {
    sensitivity: 'Sensibilidad',
    specificity: 'Especificidad',
    ppv: 'Valor predictivo positivo',
    npv: 'Valor predictivo negativo',
    accuracy: 'Exactitud',
    balancedAccuracy: 'Exactitud equilibrada',
    f1: 'F1',
    mcc: 'Correlación de Matthews (MCC)',
    positiveLikelihoodRatio: 'Razón de verosimilitud positiva',
    negativeLikelihoodRatio: 'Razón de verosimilitud negativa',
    fnShare: 'FN / todas',
    fpShare: 'FP / todas',
    rocAuc: 'ROC AUC',
    averagePrecision: 'Precisión media (PR AUC)',
    sensitivityAtSpecificity90: 'Sensibilidad con especificidad 0.90',
  },
  numbersCaption: 'Cada cifra con los números de que se obtuvo y sus intervalos',
  columns: {
    figure: 'Cifra',
    value: 'Valor',
    count: 'Cuenta',
    overCells: 'sobre células',
    overPatients: 'sobre pacientes',
  },
  atPrevalence: (prevalence) => ({
    ppv: `Valor predictivo positivo con una prevalencia del ${percentText(prevalence)}`,
    npv: `Valor predictivo negativo con una prevalencia del ${percentText(prevalence)}`,
  }),
  predictiveValues:
    'Los valores predictivos y la precisión media solo valen para esta mezcla de células típicas y atípicas, salvo donde se indica una prevalencia.',
  trainingNote: 'Con las células que entrenaron el modelo y las que eligieron su época, no con las de esta prueba.',
  command: 'La orden:',
  dataHash: (hash, scheme) => `Conjunto de datos ${hash}; esquema ${scheme}.`,
  modelFile: (path) => `Archivo del modelo: ${path}`,
  rejected: (count) => `${many(count, 'imagen', 'imágenes')} que no se pudieron usar`,
  rejectedMore: (count) => `… y ${countText(count)} más.`,
};

export const EVALUATION_PAGE_TEXTS: Readonly<Record<Language, EvaluationPageTexts>> = { en: EN, es: ES };
