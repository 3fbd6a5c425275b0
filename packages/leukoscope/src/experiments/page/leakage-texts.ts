import type { Language } from '../../errors/entry.ts';
import { decimalText } from '../../reports/plots/number-text.ts';

interface MeanLeaks {
  readonly pairs: number;
  /** By image less by patient, in [-1, 1]; `null` where undefined. */
  readonly accuracy: number | null;
  readonly atypicalFound: number | null;
  readonly typicalRecognised: number | null;
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

const points = (value: number | null) => (value === null ? '—' : decimalText(100 * Math.abs(value), 1));
/** Smaller mean differences are none that a few splits could show. */
const CLEAR = 0.01;

export const LEAKAGE_TEXTS: Readonly<Record<Language, LeakageTexts>> = {
  en: {
    why: 'The paper splits at random by image, so that cells of one patient stand on both sides: a model can learn the patient, the stain and the slide along with the cell. Split by patient, nobody is on both sides, as in use.',
    noPatients:
      'This data set names no patients, so a split by patient is impossible and what leaks cannot be measured. The figures by image are to be read as an upper end: on patients never seen, as good or worse is to be expected.',
    paperNeither: "The paper's data set names none either.",
    noPairs: 'No experiment is done on both kinds of split yet.',
    answer: ({ pairs, accuracy, atypicalFound, typicalRecognised }) => {
      const side = (value: number | null) => (value !== null && value < 0 ? 'lower' : 'higher');
      const figures = `over ${pairs === 1 ? 'the one experiment' : `the ${pairs} experiments`} done both ways, accuracy is by image ${points(accuracy)} points ${side(accuracy)} than by patient, the share of atypical cells found ${points(atypicalFound)} points ${side(atypicalFound)}, and the share of typical cells recognised ${points(typicalRecognised)} points ${side(typicalRecognised)}`;
      return (accuracy ?? 0) >= CLEAR
        ? `The random split flatters: ${figures}. So much of the figures by image is not knowledge of cells that carries over to new patients.`
        : `No clear leak is seen: ${figures}.`;
    },
    shared: (atLeast, patients) =>
      `Split by image, at least ${atLeast} of the ${patients} patients have cells both in training and in the test.`,
    caption: 'The same experiments, tested on images drawn at random and on patients never seen',
    experiment: 'experiment',
    byImage: 'by image',
    byPatient: 'by patient',
    difference: 'difference',
    note: 'The two tests are of different cells, so a difference within both intervals may be chance. Intervals over patients where there are patients.',
  },
  es: {
    why: 'El artículo parte al azar por imagen, de modo que células de un mismo paciente quedan en ambos lados: un modelo puede aprender el paciente, la tinción y el portaobjetos junto con la célula. Partido por paciente, nadie está en ambos lados, como en el uso real.',
    noPatients:
      'Este conjunto de datos no nombra pacientes, así que una partición por paciente es imposible y lo que se filtra no se puede medir. Las cifras por imagen se deben leer como un extremo superior: con pacientes nunca vistos cabe esperar que sean iguales o peores.',
    paperNeither: 'El conjunto de datos del artículo tampoco los nombra.',
    noPairs: 'Aún no hay ningún experimento hecho con ambas particiones.',
    answer: ({ pairs, accuracy, atypicalFound, typicalRecognised }) => {
      const side = (value: number | null) => (value !== null && value < 0 ? 'menor' : 'mayor');
      const figures = `en ${pairs === 1 ? 'el único experimento hecho' : `los ${pairs} experimentos hechos`} de ambas maneras, la exactitud es por imagen ${points(accuracy)} puntos ${side(accuracy)} que por paciente, la proporción de células atípicas detectadas ${points(atypicalFound)} puntos ${side(atypicalFound)}, y la de células típicas reconocidas ${points(typicalRecognised)} puntos ${side(typicalRecognised)}`;
      return (accuracy ?? 0) >= CLEAR
        ? `La partición al azar favorece: ${figures}. Esa parte de las cifras por imagen no es conocimiento de las células que sirva con pacientes nuevos.`
        : `No se ve una fuga clara: ${figures}.`;
    },
    shared: (atLeast, patients) =>
      `Partido por imagen, al menos ${atLeast} de los ${patients} pacientes tienen células tanto en el entrenamiento como en la prueba.`,
    caption: 'Los mismos experimentos, probados con imágenes sacadas al azar y con pacientes nunca vistos',
    experiment: 'experimento',
    byImage: 'por imagen',
    byPatient: 'por paciente',
    difference: 'diferencia',
    note: 'Las dos pruebas son con células distintas, así que una diferencia dentro de ambos intervalos puede ser azar. Intervalos sobre pacientes donde hay pacientes.',
  },
};
