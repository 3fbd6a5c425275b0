import type { SplitUnit } from '../../datasets/split-units.ts';
import type { Language } from '../../errors/entry.ts';
import { countText, percentText } from '../../reports/plots/interval-text.ts';
import type { QuotedName } from '../../reports/plots/quoted-figure.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import type { Witness } from './claims-texts.ts';

interface Missed {
  readonly missed: number;
  readonly atypical: number;
  readonly share: string;
  readonly interval: string;
  readonly level: number;
  readonly experiment: string;
  readonly splitBy: SplitUnit;
}

interface DoneCounts {
  readonly of: number;
  /** `null` where there is no such split. */
  readonly image: number | null;
  readonly patient: number | null;
  readonly pending: number;
}

interface VerdictCounts {
  readonly held: number;
  readonly not: number;
  readonly open: number;
}

export interface LeadTexts {
  readonly title: (dataset: string) => string;
  readonly shortened: (factor: number) => string;
  readonly shortenedContent: string;
  readonly nothing: string;
  readonly noAtypical: string;
  readonly missed: (missed: Missed) => string;
  readonly data: (dataset: ReproductionReport['dataset']) => string;
  /** @param typicalShare of another data set than the paper's, in [0, 1]; `null`: it is the paper's. */
  readonly paperData: (typicalShare: number | null) => string;
  readonly done: (counts: DoneCounts) => string;
  readonly notPretrained: (runs: number) => string;
  readonly polarity: string;
  readonly polarityLink: string;
  readonly best: (splitBy: SplitUnit, experiment: string) => string;
  readonly facts: Readonly<Partial<Record<QuotedName, string>>>;
  /** @param patients `null` where none is named */
  readonly tested: (n: number, atypical: number, patients: number | null) => string;
  readonly fewPatients: (patients: number) => string;
  readonly claimsIntro: (readings: number) => string;
  readonly claims: (witness: Witness, counts: VerdictCounts) => string;
  readonly claimsLink: string;
}

type Done = readonly [count: number | null, text: string];

/** Of those kinds of split that there are. */
function doneTexts(byImage: Done, byPatient: Done, and: string): string {
  const there = [byImage, byPatient].filter(([count]) => count !== null);
  return there.map(([count, text]) => `${count} ${text}`).join(`, ${and} `);
}

export const LEAD_TEXTS: Readonly<Record<Language, LeadTexts>> = {
  en: {
    title: (dataset) => `The paper, reproduced with “${dataset}”`,
    shortened: (factor) => `Not the paper's protocol: its epochs were shortened to ${percentText(factor)}`,
    shortenedContent:
      "Each of our rows says how many of its epochs it had. No figure of ours here says whether the paper's are reached; run it again without --epochs-factor for that.",
    nothing: 'No experiment is done yet: nothing is known of how many atypical cells are missed',
    noAtypical: 'There was no atypical cell to miss in the test of the best model: nothing is known of its sensitivity',
    missed: ({ missed, atypical, share, interval, level, experiment, splitBy }) =>
      `${countText(missed)} of ${countText(atypical)} atypical cells were missed by the best model: ${share} (${level * 100}% interval: ${interval}). Experiment ${experiment}, ${splitBy === 'patient' ? 'on patients it never saw' : 'split at random by image as in the paper'}`,
    data: ({ name, typical, atypical, excluded, patients, scheme }) =>
      `The data set “${name}” has ${countText(typical + atypical)} cells${patients === null ? ' and names no patients' : ` of ${countText(patients)} patients`}: ${countText(typical)} typical and ${countText(atypical)} atypical by the scheme “${scheme}”${excluded === 0 ? '' : `; ${countText(excluded)} more are excluded`}.`,
    paperData: (typicalShare) =>
      typicalShare === null
        ? "These are the numbers of the paper's own data set."
        : "The paper's is AML-Cytomorphology_LMU, 14\u202F822 typical and 3543 atypical. On another data set the figures show what the protocol reaches, not whether the paper's are true. Accuracy, %FN and %FP are of all cells and so depend on the mix: " +
          `${percentText(typicalShare)} of these cells are typical, of the paper's 80.7%.`,
    done: ({ of, image, patient, pending }) =>
      `Of the paper's ${of} experiments, ${doneTexts([image, 'are done split by image as in the paper'], [patient, 'are done split by patient'], 'and')}; ${pending === 0 ? 'nothing that was planned is left' : `${countText(pending)} planned runs are not done yet`}.`,
    notPretrained: (runs) =>
      `${countText(runs)} ResNet ${runs === 1 ? 'run' : 'runs'} began at random and not from ImageNet weights; each says “not pre-trained”.`,
    polarity:
      'In this report positive means atypical, unless it says “as the paper counts”: there, what the tables count as positive are the typical cells.',
    polarityLink: 'Why, and what it changes',
    best: (splitBy, experiment) =>
      `Best ${splitBy === 'patient' ? 'on patients never seen' : 'split by image, as in the paper'}: experiment ${experiment}`,
    facts: { sensitivity: 'Sensitivity', specificity: 'Specificity', rocAuc: 'ROC AUC', accuracy: 'Accuracy' },
    tested: (n, atypical, patients) =>
      `Tested on ${countText(n)} cells, ${countText(atypical)} atypical${patients === null ? '; intervals of 95% over cells, since no patients are named' : `, of ${countText(patients)} patients; intervals of 95% over patients`}.`,
    fewPatients: (patients) => `With ${patients} patients they are still too narrow.`,
    claimsIntro: (readings) => `The paper's claims, in ${readings} readings:`,
    claims: (witness, { held, not, open }) => {
      const whose = {
        paper: 'by its own print',
        image: 'by ours, split by image',
        patient: 'by ours, split by patient',
      };
      return `${whose[witness]} ${held} held, ${not} not held, ${open} cannot be said`;
    },
    claimsLink: 'Each of them',
  },
  es: {
    title: (dataset) => `El artículo, reproducido con «${dataset}»`,
    shortened: (factor) => `No es el protocolo del artículo: sus épocas se acortaron al ${percentText(factor)}`,
    shortenedContent:
      'Cada fila nuestra dice cuántas de sus épocas tuvo. Ninguna cifra nuestra de aquí dice si se alcanzan las del artículo; para eso, ejecútelo otra vez sin --epochs-factor.',
    nothing: 'Aún no hay ningún experimento hecho: nada se sabe de cuántas células atípicas no se detectan',
    noAtypical:
      'No había ninguna célula atípica que detectar en la prueba del mejor modelo: nada se sabe de su sensibilidad',
    missed: ({ missed, atypical, share, interval, level, experiment, splitBy }) =>
      `El mejor modelo no detectó ${countText(missed)} de ${countText(atypical)} células atípicas: ${share} (intervalo del ${level * 100}%: ${interval}). Experimento ${experiment}, ${splitBy === 'patient' ? 'con pacientes que nunca vio' : 'partido al azar por imagen como en el artículo'}`,
    data: ({ name, typical, atypical, excluded, patients, scheme }) =>
      `El conjunto de datos «${name}» tiene ${countText(typical + atypical)} células${patients === null ? ' y no nombra pacientes' : ` de ${countText(patients)} pacientes`}: ${countText(typical)} típicas y ${countText(atypical)} atípicas según el esquema «${scheme}»${excluded === 0 ? '' : `; otras ${countText(excluded)} están excluidas`}.`,
    paperData: (typicalShare) =>
      typicalShare === null
        ? 'Son los números del conjunto del propio artículo.'
        : 'El del artículo es AML-Cytomorphology_LMU, 14\u202F822 típicas y 3543 atípicas. Con otro conjunto las cifras muestran lo que alcanza el protocolo, no si las del artículo son ciertas. La exactitud, %FN y %FP son sobre todas las células y dependen de la mezcla: ' +
          `el ${percentText(typicalShare)} de estas células son típicas, de las del artículo el 80.7%.`,
    done: ({ of, image, patient, pending }) =>
      `De los ${of} experimentos del artículo, ${doneTexts([image, 'están hechos partiendo por imagen como en el artículo'], [patient, 'están hechos partiendo por paciente'], 'y')}; ${pending === 0 ? 'no queda nada de lo planeado' : `${countText(pending)} entrenamientos planeados aún no están hechos`}.`,
    notPretrained: (runs) =>
      `${countText(runs)} ${runs === 1 ? 'entrenamiento' : 'entrenamientos'} de ResNet ${runs === 1 ? 'empezó' : 'empezaron'} al azar y no con pesos de ImageNet; cada uno dice «sin preentrenar».`,
    polarity:
      'En este informe positivo significa atípico, salvo donde dice «como cuenta el artículo»: ahí, lo que las tablas cuentan como positivo son las células típicas.',
    polarityLink: 'Por qué, y qué cambia',
    best: (splitBy, experiment) =>
      `El mejor ${splitBy === 'patient' ? 'con pacientes nunca vistos' : 'partiendo por imagen, como en el artículo'}: experimento ${experiment}`,
    facts: { sensitivity: 'Sensibilidad', specificity: 'Especificidad', rocAuc: 'ROC AUC', accuracy: 'Exactitud' },
    tested: (n, atypical, patients) =>
      `Probado con ${countText(n)} células, ${countText(atypical)} atípicas${patients === null ? '; intervalos del 95% sobre células, pues no se nombran pacientes' : `, de ${countText(patients)} pacientes; intervalos del 95% sobre pacientes`}.`,
    fewPatients: (patients) => `Con ${patients} pacientes aún son demasiado estrechos.`,
    claimsIntro: (readings) => `Las afirmaciones del artículo, en ${readings} lecturas:`,
    claims: (witness, { held, not, open }) => {
      const whose = {
        paper: 'según lo que imprime',
        image: 'según lo nuestro partido por imagen',
        patient: 'según lo nuestro partido por paciente',
      };
      return `${whose[witness]} se sostienen ${held}, no se sostienen ${not}, no se puede decir de ${open}`;
    },
    claimsLink: 'Cada una',
  },
};
