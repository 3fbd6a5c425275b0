import type { Language } from '../../errors/entry.ts';
import { decimalText } from '../../reports/plots/number-text.ts';

/** A mean difference over pairs, in [-1, 1]; `null` where no pair has the figure. */
export interface MeanLeak {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface MeanLeaks {
  readonly pairs: number;
  /** By image less by patient; `null` where undefined. */
  readonly accuracy: MeanLeak | null;
  readonly atypicalFound: MeanLeak | null;
  readonly typicalRecognised: MeanLeak | null;
}

interface LeakageTexts {
  readonly why: string;
  readonly noPatients: string;
  readonly paperNeither: string;
  readonly noPairs: string;
  readonly answer: (leaks: MeanLeaks) => string;
  /** @param atLeast patients with cells on both sides */
  readonly shared: (atLeast: number, patients: number) => string;
  readonly caption: string;
  readonly experiment: string;
  readonly byImage: string;
  readonly byPatient: string;
  readonly difference: string;
  readonly note: string;
}

/** A difference of shares in points of percent, with its sign: `+4.2`. */
export function pointsText(value: number | null): string {
  return value === null ? '—' : `${value < 0 ? '−' : '+'}${decimalText(100 * Math.abs(value), 1)}`;
}

/** `+4.2 points (−1.0 to +9.4)`. */
export function leakText(leak: MeanLeak | null, points: string, to: string): string {
  if (leak === null) return '—';
  return `${pointsText(leak.value)} ${points} (${pointsText(leak.low)} ${to} ${pointsText(leak.high)})`;
}

export const LEAKAGE_TEXTS: Readonly<Record<Language, LeakageTexts>> = {
  en: {
    why: 'The paper splits at random by image, so that cells of one patient stand on both sides: a model can learn the patient, the stain and the slide along with the cell. Split by patient, nobody is on both sides, as in use.',
    noPatients:
      'This data set names no patients, so a split by patient is impossible and what leaks cannot be measured. The figures by image are to be read as an upper end: on patients never seen, as good or worse is to be expected.',
    paperNeither: "The paper's data set names none either.",
    noPairs: 'No experiment is done on both kinds of split yet.',
    answer: ({ pairs, accuracy, atypicalFound, typicalRecognised }) => {
      const of = (leak: MeanLeak | null) => leakText(leak, 'points', 'to');
      const figures = `By image less by patient, mean over ${pairs === 1 ? 'the one experiment' : `the ${pairs} experiments`} done both ways, with 95% intervals: accuracy ${of(accuracy)}, atypical cells found ${of(atypicalFound)}, typical cells recognised ${of(typicalRecognised)}.`;
      if ((accuracy?.low ?? 0) > 0)
        return `The random split flatters. ${figures} So much of the figures by image is not knowledge of cells that carries over to new patients.`;
      return (accuracy?.high ?? 0) < 0
        ? `The random split does not flatter here. ${figures}`
        : `No difference beyond chance is seen. ${figures}`;
    },
    shared: (atLeast, patients) =>
      `Split by image, at least ${atLeast} of the ${patients} patients have cells both in training and in the test.`,
    caption: 'The same experiments, tested on images drawn at random and on patients never seen',
    experiment: 'experiment',
    byImage: 'by image',
    byPatient: 'by patient',
    difference: 'points',
    note: 'Points are by image less by patient, in percent. Each experiment draws its tests anew, but all from the same patients: the interval of the mean takes their chance for shared, so that more experiments do not narrow it. It is rather too wide than too narrow.',
  },
  es: {
    why: 'El artículo parte al azar por imagen, de modo que células de un mismo paciente quedan en ambos lados: un modelo puede aprender el paciente, la tinción y el portaobjetos junto con la célula. Partido por paciente, nadie está en ambos lados, como en el uso real.',
    noPatients:
      'Este conjunto de datos no nombra pacientes, así que una partición por paciente es imposible y lo que se filtra no se puede medir. Las cifras por imagen se deben leer como un extremo superior: con pacientes nunca vistos cabe esperar que sean iguales o peores.',
    paperNeither: 'El conjunto de datos del artículo tampoco los nombra.',
    noPairs: 'Aún no hay ningún experimento hecho con ambas particiones.',
    answer: ({ pairs, accuracy, atypicalFound, typicalRecognised }) => {
      const of = (leak: MeanLeak | null) => leakText(leak, 'puntos', 'a');
      const figures = `Por imagen menos por paciente, media de ${pairs === 1 ? 'el único experimento hecho' : `los ${pairs} experimentos hechos`} de ambas maneras, con intervalos del 95%: exactitud ${of(accuracy)}, células atípicas detectadas ${of(atypicalFound)}, células típicas reconocidas ${of(typicalRecognised)}.`;
      if ((accuracy?.low ?? 0) > 0)
        return `La partición al azar favorece. ${figures} Esa parte de las cifras por imagen no es conocimiento de las células que sirva con pacientes nuevos.`;
      return (accuracy?.high ?? 0) < 0
        ? `Aquí la partición al azar no favorece. ${figures}`
        : `No se ve ninguna diferencia más allá del azar. ${figures}`;
    },
    shared: (atLeast, patients) =>
      `Partido por imagen, al menos ${atLeast} de los ${patients} pacientes tienen células tanto en el entrenamiento como en la prueba.`,
    caption: 'Los mismos experimentos, probados con imágenes sacadas al azar y con pacientes nunca vistos',
    experiment: 'experimento',
    byImage: 'por imagen',
    byPatient: 'por paciente',
    difference: 'puntos',
    note: 'Los puntos son por imagen menos por paciente, en tanto por ciento. Cada experimento saca sus pruebas de nuevo, pero todos de los mismos pacientes: el intervalo de la media toma su azar por compartido, así que más experimentos no lo estrechan. Es más bien demasiado ancho que demasiado estrecho.',
  },
};
