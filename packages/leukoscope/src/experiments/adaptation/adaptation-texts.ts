import type { Language } from '../../errors/entry.ts';
import type { Comparison } from '../../evaluation/comparison/compare-models.ts';
import type { ShiftTest } from '../../evaluation/promises/shift-alarm.ts';
import type { Preprocessing } from '../../images/preprocessing.ts';
import type { Lever } from '../../models/adaptation-card.ts';
import type { Frame } from '../../models/crop-at-scale.ts';
import { MEASURES } from '../../reports/patient-answer-texts.ts';
import {
  countText,
  differenceText,
  intervalText,
  percentText,
  probabilityText,
  shareText,
} from '../../reports/plots/interval-text.ts';
import type { UnlabelledChoice } from './adapt-site.ts';
import type { AdaptationReport, AdaptationVerdict, MissingReason } from './adaptation-report.ts';

export interface AdaptationTexts {
  readonly title: (dataset: string) => string;
  readonly verdict: Readonly<Record<AdaptationVerdict, string>>;
  /** What to use. */
  readonly recommended: (report: AdaptationReport) => string;
  /** What the differences are, in a sentence; `null` without a test. */
  readonly difference: (report: AdaptationReport) => string | null;
  readonly used: (report: AdaptationReport) => string;
  readonly levers: Readonly<Record<Lever, string>>;
  readonly noLever: string;
  readonly missing: Readonly<Record<MissingReason, string>>;
  readonly notPulled: (lever: Lever, reason: string) => string;
  readonly chosen: (report: AdaptationReport) => string;
  readonly lastLayer: (report: AdaptationReport) => string | null;
  readonly scale: (report: AdaptationReport) => string | null;
  readonly knownCells: string;
  readonly shift: (when: 'before' | 'after', test: ShiftTest | null) => string;
  readonly sections: Readonly<Record<'figures' | 'ablation' | 'changed' | 'shift' | 'details', string>>;
  readonly ablationNote: string;
  readonly columns: Readonly<
    Record<'levers' | 'rocAuc' | 'sensitivity' | 'specificity' | 'missed' | 'falseAlarms' | 'threshold', string>
  >;
  readonly ablationCaption: string;
}

const um = (frame: Frame) => `${frame.micronsPerPixel.toPrecision(4)} µm × ${frame.shorterSidePx} px`;

/** What the verdict rests on: the figures that are defined, before and after. */
function differences({ comparison }: AdaptationReport, names: Readonly<Record<'rocAuc' | 'accuracy', string>>) {
  if (comparison === null) return null;
  const told = (['rocAuc', 'accuracy'] as const).flatMap((name) => {
    const { first, other, difference, overPatients } = comparison[name];
    if (difference.value === null) return [];
    const interval = intervalText(overPatients ?? difference, differenceText, ' … ');
    return [
      `${names[name]} ${shareText(other)} → ${shareText(first)}, ${differenceText(difference.value)} (${interval})`,
    ];
  });
  return `${told.join('; ')}.`;
}

/** Before and after, of all. */
function errorsOf(
  { confusions: { first, other } }: Comparison,
  of: 'of' | 'de',
): { readonly missed: string; readonly alarms: string } {
  const told = (before: number, after: number, all: number) =>
    `${countText(before)} → ${countText(after)} ${of} ${countText(all)}`;
  return {
    missed: told(other.fn, first.fn, first.fn + first.tp),
    alarms: told(other.fp, first.fp, first.fp + first.tn),
  };
}

function shareOf(crop: Preprocessing['crop']): string {
  if (crop.kind === 'whole') return percentText(1);
  return crop.kind === 'centre' ? percentText(crop.fraction) : crop.kind;
}

const pulled = ({ levers }: AdaptationReport, names: Readonly<Record<Lever, string>>, none: string) =>
  levers.length === 0 ? none : levers.map((lever) => names[lever]).join(', ');

const EN_LEVERS = {
  scale: 'scale',
  colour: 'colours',
  norm: 'normalisation',
  labels: 'threshold by labels',
} as const;
const ES_LEVERS = {
  scale: 'escala',
  colour: 'colores',
  norm: 'normalización',
  labels: 'umbral por etiquetas',
} as const;

/** Why pictures alone changed what they did; nothing where that cannot be told. */
const alike = (
  unlabelled: UnlabelledChoice | null,
  { other, same }: { readonly other: (p: string) => string; readonly same: (p: string) => string },
): string => {
  const shift = unlabelled?.shift ?? null;
  if (shift === null) return '';
  return `; ${(shift.alarm ? other : same)(`p = ${probabilityText(shift.p)}`)}`;
};
const EN_ALIKE = {
  other: (p: string) => `these pictures do not look like those of the training (${p})`,
  same: (p: string) =>
    `these pictures look like those of the training (${p}), so that nothing but the scale was to be changed`,
};
const ES_ALIKE = {
  other: (p: string) => `estas imágenes no se parecen a las del entrenamiento (${p})`,
  same: (p: string) =>
    `estas imágenes se parecen a las del entrenamiento (${p}), así que solo había que cambiar la escala`,
};

export const ADAPTATION_TEXTS: Readonly<Record<Language, AdaptationTexts>> = {
  en: {
    title: (dataset) => `Adapted to ${dataset}`,
    verdict: {
      better: 'The adapted model is better on the cells that test it',
      worse: 'Adapting makes the model worse: use the unadapted one',
      trade: 'The adapted model makes fewer errors of one kind and more of the other',
      unproven: 'The test does not tell the adapted model from the unadapted one',
      untested: 'Nothing shows that the adapted model is better: no labelled cell was left to test it',
    },
    recommended: ({ recommended, verdict, comparison, model, adapted }) => {
      if (verdict === 'trade') {
        const { missed, alarms } = errorsOf(comparison!, 'of');
        return `Which one to use depends on what a missed cell costs: atypical cells missed ${missed}, typical cells called atypical ${alarms}.`;
      }
      if (recommended === null) return 'Label some cells of the laboratory and test both models before you use either.';
      return recommended === 'adapted' ? `Use ${adapted}.` : `Use ${model} as it is.`;
    },
    difference: (report) => differences(report, { rocAuc: 'ROC AUC', accuracy: 'right calls' }),
    used: ({ cells: { pictures, typical, atypical, test, patients } }) =>
      `${countText(pictures)} pictures adapted, with ${countText(typical + atypical)} labels (${countText(atypical)} atypical); ${countText(test)} other cells tested.${patients === null ? '' : ` ${countText(patients.adapting)} patients adapted, ${countText(patients.test)} others tested.`}`,
    levers: EN_LEVERS,
    noLever: 'the model as it was',
    missing: {
      'no-pictures': 'the model does not say what its training cells look like; name them with --reference',
      'no-scale': 'too few red cells to estimate the scale by, here or in training; give --microns-per-pixel',
      'own-scale': 'the crop follows the cell or the scale anyway',
      'no-norm': 'this network has no batch normalisation',
      'no-labels': 'no labels were used',
    },
    notPulled: (lever, reason) => `Not changed: ${EN_LEVERS[lever]} (${reason}).`,
    chosen: (report) => {
      const changed = `Changed: ${pulled(report, EN_LEVERS, 'nothing')}.`;
      if (report.choice === null)
        return `${changed} No labels chose among what pictures can change${alike(report.unlabelled, EN_ALIKE)}.`;
      const tried = report.choice.tried.map(
        ({ levers, loss }) =>
          `${levers.map((lever) => EN_LEVERS[lever]).join(' + ') || 'as it was'} ${loss.toFixed(3)}`,
      );
      return `${changed} What pictures can change was chosen by the labelled cells that adapt (the least cross-entropy of: ${tried.join(', ')}).`;
    },
    lastLayer: ({ lastLayer }) => {
      if (lastLayer === null) return null;
      const { correction, constantLoss } = lastLayer;
      return correction === null
        ? `The last layer was left as it was: by cross-validation no new one was better by more than two standard errors (cross-entropy ${constantLoss.toFixed(3)}).`
        : `The last layer was fitted anew: cross-entropy ${correction.loss.toFixed(3)} instead of ${constantLoss.toFixed(3)} by cross-validation.`;
    },
    scale: ({ frames, crops, isCut, levers }) =>
      frames &&
      `Scale: ${um(frames.training)} in training, ${um(frames.site)} here. The same micrometres are ${shareOf(crops.atScale)} of the frame instead of ${shareOf(crops.before)}${levers.includes('scale') ? '' : ', which was not changed'}.${isCut ? ' The frame here is too small to show as many micrometres as in training.' : ''}`,
    knownCells:
      'The adapted network sees cells otherwise than before: it no longer tells pictures that look like no cell.',
    shift: (when, test) => {
      const start = when === 'before' ? 'Before' : 'After';
      if (test === null) {
        return `${start}: whether the test cells look like those of the training cannot be told (it takes 20 cells here, and 19 patients of the training).`;
      }
      return `${start}: ${test.alarm ? 'shift alarm' : 'no shift alarm'} (p = ${probabilityText(test.p)} against ${test.reference} patients of the training; furthest off: ${MEASURES.en[test.furthest.measure]}, ${differenceText(test.furthest.deviations)} standard deviations).`;
    },
    sections: {
      figures: 'Before and after',
      ablation: 'What each change does',
      changed: 'What was changed',
      shift: 'Do the cells look like those of the training?',
      details: 'How this was made',
    },
    ablationCaption: 'Each change alone and together, on the cells that test',
    ablationNote:
      'What is in use was chosen before, by other cells. A change alone keeps the threshold of the unadapted model.',
    columns: {
      levers: 'Changed',
      rocAuc: 'ROC AUC',
      sensitivity: 'Sensitivity',
      specificity: 'Specificity',
      missed: 'Atypical missed',
      falseAlarms: 'False alarms',
      threshold: 'Threshold',
    },
  },
  es: {
    title: (dataset) => `Adaptado a ${dataset}`,
    verdict: {
      better: 'El modelo adaptado es mejor en las células que lo prueban',
      worse: 'Adaptar empeora el modelo: use el modelo sin adaptar',
      trade: 'El modelo adaptado comete menos errores de una clase y más de la otra',
      unproven: 'La prueba no distingue el modelo adaptado del modelo sin adaptar',
      untested: 'Nada muestra que el modelo adaptado sea mejor: no quedó ninguna célula etiquetada para probarlo',
    },
    recommended: ({ recommended, verdict, comparison, model, adapted }) => {
      if (verdict === 'trade') {
        const { missed, alarms } = errorsOf(comparison!, 'de');
        return `Cuál usar depende de lo que cueste una célula no hallada: células atípicas no halladas ${missed}, células típicas llamadas atípicas ${alarms}.`;
      }
      if (recommended === null)
        return 'Etiquete algunas células del laboratorio y pruebe ambos modelos antes de usar uno.';
      return recommended === 'adapted' ? `Use ${adapted}.` : `Use ${model} tal como está.`;
    },
    difference: (report) => differences(report, { rocAuc: 'ROC AUC', accuracy: 'aciertos' }),
    used: ({ cells: { pictures, typical, atypical, test, patients } }) =>
      `Adaptaron ${countText(pictures)} imágenes, con ${countText(typical + atypical)} etiquetas (${countText(atypical)} atípicas); probaron ${countText(test)} células distintas.${patients === null ? '' : ` Adaptaron ${countText(patients.adapting)} pacientes y probaron otros ${countText(patients.test)}.`}`,
    levers: ES_LEVERS,
    noLever: 'el modelo tal como era',
    missing: {
      'no-pictures': 'el modelo no dice qué aspecto tienen sus células de entrenamiento; indíquelas con --reference',
      'no-scale': 'demasiado pocos hematíes para estimar la escala, aquí o en el entrenamiento; dé --microns-per-pixel',
      'own-scale': 'el recorte ya sigue a la célula o a la escala',
      'no-norm': 'esta red no tiene normalización por lotes',
      'no-labels': 'no se usaron etiquetas',
    },
    notPulled: (lever, reason) => `Sin cambiar: ${ES_LEVERS[lever]} (${reason}).`,
    chosen: (report) => {
      const changed = `Cambiado: ${pulled(report, ES_LEVERS, 'nada')}.`;
      if (report.choice === null)
        return `${changed} Ninguna etiqueta eligió entre lo que las imágenes pueden cambiar${alike(report.unlabelled, ES_ALIKE)}.`;
      const tried = report.choice.tried.map(
        ({ levers, loss }) =>
          `${levers.map((lever) => ES_LEVERS[lever]).join(' + ') || 'tal como era'} ${loss.toFixed(3)}`,
      );
      return `${changed} Lo que las imágenes pueden cambiar lo eligieron las células etiquetadas que adaptan (la menor entropía cruzada de: ${tried.join(', ')}).`;
    },
    lastLayer: ({ lastLayer }) => {
      if (lastLayer === null) return null;
      const { correction, constantLoss } = lastLayer;
      return correction === null
        ? `La última capa quedó como era: en validación cruzada ninguna nueva fue mejor por más de dos errores típicos (entropía cruzada ${constantLoss.toFixed(3)}).`
        : `La última capa se ajustó de nuevo: entropía cruzada ${correction.loss.toFixed(3)} en lugar de ${constantLoss.toFixed(3)} en validación cruzada.`;
    },
    scale: ({ frames, crops, isCut, levers }) =>
      frames &&
      `Escala: ${um(frames.training)} en el entrenamiento, ${um(frames.site)} aquí. Los mismos micrómetros son el ${shareOf(crops.atScale)} del encuadre en lugar del ${shareOf(crops.before)}${levers.includes('scale') ? '' : ', lo que no se cambió'}.${isCut ? ' El encuadre de aquí es demasiado pequeño para mostrar tantos micrómetros como en el entrenamiento.' : ''}`,
    knownCells:
      'La red adaptada ve las células de otro modo que antes: ya no reconoce las imágenes que no se parecen a ninguna célula.',
    shift: (when, test) => {
      const start = when === 'before' ? 'Antes' : 'Después';
      if (test === null) {
        return `${start}: no se puede saber si las células de prueba se parecen a las del entrenamiento (hacen falta 20 células aquí y 19 pacientes del entrenamiento).`;
      }
      return `${start}: ${test.alarm ? 'alarma de cambio' : 'sin alarma de cambio'} (p = ${probabilityText(test.p)} frente a ${test.reference} pacientes del entrenamiento; lo más alejado: ${MEASURES.es[test.furthest.measure]}, ${differenceText(test.furthest.deviations)} desviaciones típicas).`;
    },
    sections: {
      figures: 'Antes y después',
      ablation: 'Qué hace cada cambio',
      changed: 'Qué se cambió',
      shift: '¿Se parecen las células a las del entrenamiento?',
      details: 'Cómo se hizo',
    },
    ablationCaption: 'Cada cambio por separado y todos juntos, en las células que prueban',
    ablationNote:
      'Lo que se usa lo eligieron antes otras células. Un cambio por separado conserva el umbral del modelo sin adaptar.',
    columns: {
      levers: 'Cambiado',
      rocAuc: 'ROC AUC',
      sensitivity: 'Sensibilidad',
      specificity: 'Especificidad',
      missed: 'Atípicas no detectadas',
      falseAlarms: 'Falsas alarmas',
      threshold: 'Umbral',
    },
  },
};
