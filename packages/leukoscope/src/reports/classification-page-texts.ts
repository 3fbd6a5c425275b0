import type { Language } from '../errors/entry.ts';
import { countText, thresholdText } from './plots/interval-text.ts';

interface ClassifiedImages {
  readonly classified: number;
  readonly rejected: number;
  readonly ignoredFiles: number;
}

interface ShareOfPatient {
  readonly patient: string;
  readonly share: string;
  readonly interval: string;
  readonly level: number;
}

export interface ClassificationPageTexts {
  readonly title: (patients: readonly string[]) => string;
  readonly oneShare: (share: ShareOfPatient) => string;
  /** @param low of the patients' shares, and `high` */
  readonly manyShares: (
    images: number,
    patients: number,
    shares: { readonly low: string; readonly high: string },
  ) => string;
  readonly nothing: string;
  readonly images: (images: ClassifiedImages) => string;
  readonly tooFew: (patients: number) => string;
  readonly threshold: (threshold: number) => string;
  /** What a healthy smear would show, by the model's own validation cells. */
  readonly falseAlarms: (typical: number, share: string) => string;
  readonly sections: Readonly<Record<'shares' | 'cells' | 'details', string>>;
  readonly sharesTitle: string;
  readonly sharesAxis: string;
  readonly ownErrors: string;
  readonly sharesShown: (shown: number, total: number) => string;
  readonly tableCaption: string;
  readonly columns: Readonly<
    Record<'patient' | 'atypical' | 'cells' | 'share' | 'interval' | 'note' | 'adjusted' | 'referred', string>
  >;
  readonly cellsNote: string;
  readonly mostAtypicalOf: (patient: string, shown: number) => string;
  readonly mostAtypicalOfAll: (shown: number, patients: number) => string;
  readonly caption: (probability: string, called: string) => string;
  readonly called: Readonly<Record<'typical' | 'atypical', string>>;
  readonly alt: (called: string, probability: string, file: string) => string;
  readonly command: string;
  readonly model: (path: string, dataset: string) => string;
  readonly rejected: (count: number) => string;
  readonly rejectedMore: (count: number) => string;
}

const many = (count: number, one: string, more: string): string => `${countText(count)} ${count === 1 ? one : more}`;

export const CLASSIFICATION_PAGE_TEXTS: Readonly<Record<Language, ClassificationPageTexts>> = {
  en: {
    title: (patients) =>
      patients.length === 1 ? `Cells of ${patients[0]}` : `Cells of ${many(patients.length, 'patient', 'patients')}`,
    oneShare: ({ patient, share, interval, level }) =>
      `${patient}: the model calls ${share} of the cells atypical (${level * 100}% interval: ${interval})`,
    manyShares: (images, patients, { low, high }) =>
      `Of ${many(images, 'image', 'images')} of ${many(patients, 'patient', 'patients')} the model calls ${low} to ${high} atypical, by patient`,
    nothing: 'No image could be classified',
    images: ({ classified, rejected, ignoredFiles }) =>
      `${many(classified, 'image', 'images')} classified; ${many(rejected, 'image', 'images')} could not be used; ${many(ignoredFiles, 'other file', 'other files')} left alone.`,
    tooFew: (patients) =>
      `${many(patients, 'patient has', 'patients have')} under 100 cells: too few for a share that says much.`,
    threshold: (threshold) => `A cell is called atypical from a probability of ${thresholdText(threshold)} up.`,
    falseAlarms: (typical, share) =>
      `The model errs: of the ${many(typical, 'typical cell', 'typical cells')} that its threshold was chosen with it called ${share} atypical. So a smear without any atypical cell would show such a share too, and one of another laboratory perhaps a larger one.`,
    sections: {
      shares: 'Share of atypical cells',
      cells: 'The most atypical cells',
      details: 'To check and to repeat this',
    },
    sharesTitle: 'Share of cells called atypical, by patient',
    sharesAxis: 'Share called atypical (%)',
    ownErrors: 'The intervals know the number of cells, not that the model errs.',
    sharesShown: (shown, total) =>
      `The picture shows the ${shown} patients with the highest shares, of ${countText(total)}; the table shows all.`,
    tableCaption: 'Cells called atypical, by patient',
    columns: {
      patient: 'Patient',
      atypical: 'Called atypical',
      cells: 'Cells',
      share: 'Share',
      interval: 'interval',
      note: 'Note',
      adjusted: 'Adjusted',
      referred: 'Referred',
    },
    cellsNote:
      'Those of highest probability, to look at first; they are no picture of the whole smear. p is the probability of atypical as the model gives it.',
    mostAtypicalOf: (patient, shown) => `${patient} (${countText(shown)})`,
    mostAtypicalOfAll: (shown, patients) => `${countText(shown)} of all ${countText(patients)} patients`,
    caption: (probability, called) => `p = ${probability}, ${called}`,
    called: { typical: 'called typical', atypical: 'called atypical' },
    alt: (called, probability, file) => `Cell ${called}, probability of atypical ${probability}, file ${file}`,
    command: 'The command:',
    model: (path, dataset) => `Model file: ${path}, trained on “${dataset}”.`,
    rejected: (count) => `${many(count, 'image', 'images')} that could not be used`,
    rejectedMore: (count) => `… and ${countText(count)} more; the predictions name all.`,
  },
  es: {
    title: (patients) =>
      patients.length === 1
        ? `Células de ${patients[0]}`
        : `Células de ${many(patients.length, 'paciente', 'pacientes')}`,
    oneShare: ({ patient, share, interval, level }) =>
      `${patient}: el modelo llama atípicas al ${share} de las células (intervalo del ${level * 100}%: ${interval})`,
    manyShares: (images, patients, { low, high }) =>
      `De ${many(images, 'imagen', 'imágenes')} de ${many(patients, 'paciente', 'pacientes')}, el modelo llama atípicas del ${low} al ${high}, según el paciente`,
    nothing: 'No se pudo clasificar ninguna imagen',
    images: ({ classified, rejected, ignoredFiles }) =>
      `Imágenes clasificadas: ${countText(classified)}; imágenes que no se pudieron usar: ${countText(rejected)}; archivos de otro tipo, sin tocar: ${countText(ignoredFiles)}.`,
    tooFew: (patients) =>
      `${many(patients, 'paciente tiene', 'pacientes tienen')} menos de 100 células: demasiado pocas para una proporción que diga mucho.`,
    threshold: (threshold) =>
      `Una célula se llama atípica a partir de una probabilidad de ${thresholdText(threshold)}.`,
    falseAlarms: (typical, share) =>
      `El modelo se equivoca: de las ${many(typical, 'célula típica', 'células típicas')} con que se eligió su umbral llamó atípicas al ${share}. Así, también un frotis sin ninguna célula atípica mostraría una proporción parecida, y uno de otro laboratorio quizá mayor.`,
    sections: {
      shares: 'Proporción de células atípicas',
      cells: 'Las células más atípicas',
      details: 'Para comprobar y repetir esto',
    },
    sharesTitle: 'Proporción de células llamadas atípicas, por paciente',
    sharesAxis: 'Proporción de llamadas atípicas (%)',
    ownErrors: 'Los intervalos conocen el número de células, no que el modelo se equivoca.',
    sharesShown: (shown, total) =>
      `La figura muestra los ${shown} pacientes con las proporciones más altas, de ${countText(total)}; la tabla los muestra todos.`,
    tableCaption: 'Células llamadas atípicas, por paciente',
    columns: {
      patient: 'Paciente',
      atypical: 'Llamadas atípicas',
      cells: 'Células',
      share: 'Proporción',
      interval: 'intervalo',
      note: 'Nota',
      adjusted: 'Corregida',
      referred: 'Derivadas',
    },
    cellsNote:
      'Las de mayor probabilidad, para mirarlas primero; no retratan el frotis entero. p es la probabilidad de atípica que da el modelo.',
    mostAtypicalOf: (patient, shown) => `${patient} (${countText(shown)})`,
    mostAtypicalOfAll: (shown, patients) => `${countText(shown)} de los ${countText(patients)} pacientes`,
    caption: (probability, called) => `p = ${probability}, ${called}`,
    called: { typical: 'llamada típica', atypical: 'llamada atípica' },
    alt: (called, probability, file) => `Célula ${called}, probabilidad de atípica ${probability}, archivo ${file}`,
    command: 'La orden:',
    model: (path, dataset) => `Archivo del modelo: ${path}, entrenado con «${dataset}».`,
    rejected: (count) => `${many(count, 'imagen', 'imágenes')} que no se pudieron usar`,
    rejectedMore: (count) => `… y ${countText(count)} más; las predicciones las nombran todas.`,
  },
};
