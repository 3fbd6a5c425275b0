import type { Language } from '../errors/entry.ts';
import type { Estimate } from '../evaluation/rate.ts';
import type { MapCheck } from '../explain/check-maps.ts';
import { MOST_ALIKE } from '../explain/check-maps.ts';
import type { Method } from '../explain/maps/relevance-map.ts';
import { figureText } from './plots/interval-text.ts';
import { decimalText } from './plots/number-text.ts';

/** What is said of maps of relevance, on a page and in a terminal. */
interface MapTexts {
  readonly methods: Readonly<Record<Method, string>>;
  /** Whether a method's maps depend on what was learnt. */
  readonly check: (check: MapCheck) => string;
  readonly notChecked: string;
  /** Of a picture that is explained all the same. */
  readonly unknown: string;
  readonly caution: string;
}

const correlationText = (correlation: Estimate) =>
  figureText(correlation, (value) => (value === null ? '—' : decimalText(value, 2)));
/** Maps as shown that have much in common with any network of the form. */
const isAlike = ({ asShown }: MapCheck) => (asShown.high ?? 0) >= MOST_ALIKE;

export const MAP_TEXTS: Readonly<Record<Language, MapTexts>> = {
  en: {
    methods: { saliency: 'saliency', 'grad-cam': 'Grad-CAM', occlusion: 'occlusion' },
    check: (check) => {
      const { differs, correlation } = check;
      if (correlation.value === null) return 'cannot be said: maps without a difference between places';
      const found = `rank correlation with a network of drawn parameters ${correlationText(correlation)}, pictures: ${correlation.n}`;
      if (differs === null) return `${found}: too few pictures to say`;
      const shown = isAlike(check)
        ? `; as shown, without signs, ${correlationText(check.asShown)}: every network of this form has small gradients along the edge, so look at where within the cell it is strong`
        : '';
      return differs
        ? `${found}: other maps, as it must be${shown}`
        : `${found}: not surely below ${MOST_ALIKE}, so these maps may show the picture rather than what was learnt`;
    },
    unknown: 'It does not look like any cell the model knows: classify does not call it.',
    notChecked:
      'Not held against a network of drawn parameters: the parameters of this model cannot all be drawn anew.',
    caution: 'No map shows that a call is right: wrong calls have maps that look as good.',
  },
  es: {
    methods: { saliency: 'saliencia', 'grad-cam': 'Grad-CAM', occlusion: 'oclusión' },
    check: (check) => {
      const { differs, correlation } = check;
      if (correlation.value === null) return 'no se puede decir: los mapas no distinguen entre lugares';
      const found = `correlación de rangos con una red de parámetros sorteados ${correlationText(correlation)}, imágenes: ${correlation.n}`;
      if (differs === null) return `${found}: muy pocas imágenes para decirlo`;
      const shown = isAlike(check)
        ? `; como se muestran, sin signos, ${correlationText(check.asShown)}: toda red de esta forma tiene gradientes pequeños junto al borde, así que fíjese en qué parte de la célula es intenso`
        : '';
      return differs
        ? `${found}: otros mapas, como debe ser${shown}`
        : `${found}: no es seguro que esté por debajo de ${MOST_ALIKE}, así que estos mapas pueden mostrar la imagen y no lo aprendido`;
    },
    unknown: 'No se parece a ninguna célula que el modelo conozca: classify no la clasifica.',
    notChecked:
      'Sin comparar con una red de parámetros sorteados: no todos los parámetros de este modelo se pueden sortear de nuevo.',
    caution: 'Ningún mapa muestra que una decisión sea correcta: las equivocadas tienen mapas de igual buen aspecto.',
  },
};

/** Of the section of an evaluation's report that explains its errors. */
export const ERROR_MAPS_TEXTS: Readonly<Record<Language, { readonly title: string; readonly note: string }>> = {
  en: {
    title: 'What the surest errors rest on',
    note: 'Up to six missed cells and six false alarms, those the model was surest of, each as the model sees it and beside it, in light, what speaks for its wrong call. Strength is by the strongest place of the same map. A map shows what the model looked at, not why it is wrong; leukoscope explain says how far these maps can be believed.',
  },
  es: {
    title: 'En qué se apoyan los errores más seguros',
    note: 'Hasta seis células no detectadas y seis falsas alarmas, aquellas de las que el modelo estaba más seguro, cada una tal como la ve el modelo y, a su lado, en claro, lo que habla a favor de su decisión equivocada. La intensidad es relativa al lugar más intenso del mismo mapa. Un mapa muestra qué miró el modelo, no por qué se equivoca; leukoscope explain dice hasta dónde se puede creer en estos mapas.',
  },
};
