import type { Language } from '../../errors/entry.ts';
import type { DisturbanceName } from '../../images/disturb.ts';
import { countText, shareText } from '../../reports/plots/interval-text.ts';
import type { FollowedName } from '../followed-figures.ts';
import type { RobustnessReport } from './robustness-report.ts';

interface DisturbanceTexts {
  readonly title: string;
  /** Of the axis, with its unit. */
  readonly strength: string;
  readonly what: string;
}

export interface RobustnessTexts {
  readonly title: (dataset: string) => string;
  readonly missed: (report: Pick<RobustnessReport, 'asTheyAre' | 'atypical'>, worst: number, by: string) => string;
  readonly tested: (report: RobustnessReport) => string;
  readonly intervals: (patients: number | null) => string;
  readonly disturbances: Readonly<Record<DisturbanceName, DisturbanceTexts>>;
  readonly figures: Readonly<Record<FollowedName, string>>;
  readonly band: (figure: string) => string;
  readonly value: string;
  readonly asTheyAre: string;
  readonly columns: Readonly<Record<'strength' | 'missed' | 'falseAlarms', string>>;
  readonly details: string;
}

export const ROBUSTNESS_TEXTS: Readonly<Record<Language, RobustnessTexts>> = {
  en: {
    title: (dataset) => `What disturbs the model, on ${dataset}`,
    missed: ({ asTheyAre, atypical }, worst, by) =>
      `${countText(asTheyAre.missed)} of ${countText(atypical)} atypical cells are missed in the pictures as they are, ${countText(worst)} at worst: ${by}`,
    tested: ({ cells, atypical, patients, threshold, rejected, model }) =>
      `${countText(cells)} cells (${countText(atypical)} atypical)${patients === null ? '' : ` of ${countText(patients)} patients`}, judged by ${model} as they are and with each disturbance, always at the threshold ${shareText(threshold)}.${rejected === 0 ? '' : ` ${countText(rejected)} images could not be used.`} A disturbance is done to the picture of the file, before the model crops and resizes it.`,
    intervals: (patients) =>
      patients === null
        ? 'Areas are 95% intervals over cells.'
        : `Areas are 95% intervals over patients (${countText(patients)}).`,
    disturbances: {
      blur: {
        title: 'Blur',
        strength: 'Blur, in % of the picture’s side',
        what: 'A Gaussian blur, as of a lens out of focus; its standard deviation in percent of the picture’s shorter side.',
      },
      brightness: {
        title: 'Light',
        strength: 'Light, times as much',
        what: 'More or less light: all levels times this factor.',
      },
      stain: {
        title: 'Stain',
        strength: 'Dyes, times as much',
        what: 'A paler or darker smear: the amounts of methylene blue and eosin times this factor, by the law of Beer and Lambert.',
      },
      scale: {
        title: 'Magnification',
        strength: 'Magnification, times as much',
        what: 'Cells larger or smaller in a picture of the same size, as under another lens.',
      },
      jpeg: {
        title: 'JPEG compression',
        strength: 'JPEG quality (100: as it is)',
        what: 'Saved as JPEG of this quality; 100 stands for the picture as it is.',
      },
    },
    figures: { rocAuc: 'ROC AUC', sensitivity: 'Sensitivity', specificity: 'Specificity' },
    band: (figure) => `${figure}: 95% interval`,
    value: 'Value',
    asTheyAre: 'as they are',
    columns: { strength: 'Strength', missed: 'Atypical missed', falseAlarms: 'False alarms' },
    details: 'What was done',
  },
  es: {
    title: (dataset) => `Lo que perturba al modelo, en ${dataset}`,
    missed: ({ asTheyAre, atypical }, worst, by) =>
      `No se detectan ${countText(asTheyAre.missed)} de ${countText(atypical)} células atípicas en las imágenes tal como son, ${countText(worst)} en el peor caso: ${by}`,
    tested: ({ cells, atypical, patients, threshold, rejected, model }) =>
      `${countText(cells)} células (${countText(atypical)} atípicas)${patients === null ? '' : ` de ${countText(patients)} pacientes`}, juzgadas por ${model} tal como son y con cada perturbación, siempre con el umbral ${shareText(threshold)}.${rejected === 0 ? '' : ` ${countText(rejected)} imágenes no se pudieron usar.`} La perturbación se hace en la imagen del archivo, antes de que el modelo la recorte y la reduzca.`,
    intervals: (patients) =>
      patients === null
        ? 'Las áreas son intervalos del 95% sobre células.'
        : `Las áreas son intervalos del 95% sobre pacientes (${countText(patients)}).`,
    disturbances: {
      blur: {
        title: 'Desenfoque',
        strength: 'Desenfoque, en % del lado de la imagen',
        what: 'Un desenfoque gaussiano, como de una lente fuera de foco; su desviación en porcentaje del lado menor de la imagen.',
      },
      brightness: {
        title: 'Luz',
        strength: 'Luz, veces',
        what: 'Más o menos luz: todos los niveles por este factor.',
      },
      stain: {
        title: 'Tinción',
        strength: 'Colorantes, veces',
        what: 'Un frotis más pálido o más oscuro: las cantidades de azul de metileno y eosina por este factor, según la ley de Beer y Lambert.',
      },
      scale: {
        title: 'Aumento',
        strength: 'Aumento, veces',
        what: 'Células más grandes o más pequeñas en una imagen del mismo tamaño, como con otra lente.',
      },
      jpeg: {
        title: 'Compresión JPEG',
        strength: 'Calidad JPEG (100: tal como es)',
        what: 'Guardada como JPEG de esta calidad; 100 representa la imagen tal como es.',
      },
    },
    figures: { rocAuc: 'ROC AUC', sensitivity: 'Sensibilidad', specificity: 'Especificidad' },
    band: (figure) => `${figure}: intervalo del 95%`,
    value: 'Valor',
    asTheyAre: 'tal como son',
    columns: { strength: 'Intensidad', missed: 'Atípicas no detectadas', falseAlarms: 'Falsas alarmas' },
    details: 'Lo que se hizo',
  },
};
