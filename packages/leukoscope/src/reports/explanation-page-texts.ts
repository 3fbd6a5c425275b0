import type { Language } from '../errors/entry.ts';
import type { CamLayer } from '../explain/maps/gradient-model.ts';
import type { Method } from '../explain/maps/relevance-map.ts';

/** What each method shows and what it does not. */
interface MethodTexts {
  readonly shows: string;
  readonly not: string;
}

export interface ExplanationPageTexts {
  readonly title: (images: number) => string;
  readonly headline: string;
  readonly images: (counts: { explained: number; rejected: number; ignoredFiles: number }) => string;
  readonly sections: Readonly<Record<'reading' | 'pictures' | 'check' | 'details', string>>;
  readonly reading: (sizePx: number) => string;
  readonly legend: string;
  readonly legendEnds: readonly [string, string];
  readonly method: (method: Method, layers: readonly CamLayer[]) => MethodTexts;
  readonly frame: string;
  readonly shown: (shown: number, explained: number) => string;
  readonly called: Readonly<Record<'typical' | 'atypical', string>>;
  readonly cell: (texts: { file: string; called: string; probability: string }) => string;
  readonly seen: string;
  readonly near: string;
  readonly similarity: (cosine: string) => string;
  readonly inFrame: (share: string) => string;
  readonly nothing: string;
  readonly alt: (method: string, place: { x: number; y: number } | null) => string;
  readonly altSeen: string;
  readonly check: string;
  readonly command: string;
  readonly model: (path: string, dataset: string) => string;
  readonly rejected: (n: number) => string;
  readonly more: (n: number) => string;
}

const percent = (share: number) => `${Math.round(100 * share)}%`;
const gridText = (layers: readonly CamLayer[]) =>
  layers.map(({ name, rows, columns }) => `${name}: ${rows} × ${columns}`).join('; ');

export const EXPLANATION_PAGE_TEXTS: Readonly<Record<Language, ExplanationPageTexts>> = {
  en: {
    title: (images) => `What the calls of ${images} ${images === 1 ? 'picture' : 'pictures'} rest on`,
    headline: 'These maps show what the model looked at, not whether it is right',
    images: ({ explained, rejected, ignoredFiles }) =>
      `${explained} images explained; ${rejected} images could not be used; ${ignoredFiles} other files left alone.`,
    sections: {
      reading: 'How to read the maps',
      pictures: 'Pictures and maps',
      check: 'Do the maps depend on what was learnt?',
      details: 'How this was made',
    },
    reading: (sizePx) =>
      `Each row begins with a picture as the model sees it, ${sizePx} × ${sizePx} pixels. Beside it is the same picture in grey, and in colour what speaks for the model's own call.`,
    legend:
      'Strength is by the strongest places of the same map: two maps cannot be compared by their colours. Strong is light, so that it is told without colours too.',
    legendEnds: ['nothing for the call', 'strongest of this map'],
    method: (method, layers) =>
      ({
        saliency: {
          shows: "how much the model's evidence changes if a pixel changes a little (gradient; Simonyan et al. 2013).",
          not: 'It shows where the call is sensitive, for or against, not what would be enough for it; single pixels mean little.',
        },
        'grad-cam': {
          shows: `where the last feature maps that still tell places apart speak for the call (${gridText(layers)} places; Selvaraju et al. 2017).`,
          not: 'It is coarse: the light patches are smooth because few places are drawn large, not because the cell is.',
        },
        occlusion: {
          shows:
            'how much evidence for the call is lost where a square of a sixth of the side is covered with the mean colour (Zeiler and Fergus 2013).',
          not: 'A covered picture is one that the model never learnt from; where covering helps the call, nothing is shown.',
        },
      })[method],
    frame:
      'Below each map: the share of it that lies in the frame along the edge, an eighth of the side wide. The frame is 44% of the area; a cell in the middle leaves it to the surroundings, so a share far above says that the model looks beside the cell.',
    shown: (shown, explained) => `The first ${shown} of ${explained} pictures; --out writes all.`,
    called: { typical: 'called typical', atypical: 'called atypical' },
    cell: ({ file, called, probability }) => `${file}: ${called}, probability of atypical ${probability}`,
    seen: 'as the model sees it',
    near: 'Training cells that the model finds most like it, with their labels. Like is by what the network makes of them, not by the eye.',
    similarity: (cosine) => `similarity ${cosine}`,
    inFrame: (share) => `${share} in the frame`,
    nothing: 'nothing speaks for the call',
    alt: (method, place) =>
      place === null
        ? `${method}: the same everywhere`
        : `${method}: strongest at ${percent(place.x)} of the width and ${percent(place.y)} of the height`,
    altSeen: 'the picture as the model sees it',
    check:
      'Maps of the same network with all parameters drawn anew must be others, or they show the picture and not what was learnt (Adebayo et al. 2018). The mean over pictures of the rank correlation of their pixels: 1 for maps of the same order, 0 for maps that have nothing to do with each other.',
    command: 'Command:',
    model: (path, dataset) => `Model ${path}, trained on ${dataset}.`,
    rejected: (n) => `${n} images could not be used`,
    more: (n) => `… and ${n} more.`,
  },
  es: {
    title: (images) =>
      images === 1
        ? 'En qué se apoya la decisión sobre una imagen'
        : `En qué se apoyan las decisiones sobre ${images} imágenes`,
    headline: 'Estos mapas muestran qué miró el modelo, no si acierta',
    images: ({ explained, rejected, ignoredFiles }) =>
      `${explained} imágenes explicadas; ${rejected} imágenes no se pudieron usar; ${ignoredFiles} archivos de otro tipo no se tocaron.`,
    sections: {
      reading: 'Cómo leer los mapas',
      pictures: 'Imágenes y mapas',
      check: '¿Dependen los mapas de lo aprendido?',
      details: 'Cómo se hizo',
    },
    reading: (sizePx) =>
      `Cada fila empieza con una imagen tal como la ve el modelo, de ${sizePx} × ${sizePx} píxeles. A su lado está la misma imagen en gris y, en color, lo que habla a favor de la decisión del propio modelo.`,
    legend:
      'La intensidad es relativa a los lugares más intensos del mismo mapa: dos mapas no se pueden comparar por sus colores. Lo intenso es claro, de modo que se distingue también sin colores.',
    legendEnds: ['nada a favor de la decisión', 'lo más intenso de este mapa'],
    method: (method, layers) =>
      ({
        saliency: {
          shows: 'cuánto cambia la evidencia del modelo si un píxel cambia un poco (gradiente; Simonyan y cols. 2013).',
          not: 'Muestra dónde es sensible la decisión, a favor o en contra, no qué bastaría para tomarla; píxeles sueltos dicen poco.',
        },
        'grad-cam': {
          shows: `dónde hablan a favor de la decisión los últimos mapas de características que aún distinguen lugares (${gridText(layers)} lugares; Selvaraju y cols. 2017).`,
          not: 'Es tosco: las manchas claras son suaves porque se dibujan grandes unos pocos lugares, no porque lo sea la célula.',
        },
        occlusion: {
          shows:
            'cuánta evidencia a favor de la decisión se pierde donde se tapa un cuadrado de un sexto del lado con el color medio (Zeiler y Fergus 2013).',
          not: 'Una imagen tapada es algo de lo que el modelo nunca aprendió; donde tapar favorece la decisión no se muestra nada.',
        },
      })[method],
    frame:
      'Debajo de cada mapa: la proporción que cae en el marco junto al borde, de un octavo del lado de ancho. El marco es el 44% de la superficie; una célula centrada lo deja a los alrededores, así que una proporción muy superior dice que el modelo mira junto a la célula.',
    shown: (shown, explained) => `Las primeras ${shown} de ${explained} imágenes; --out las escribe todas.`,
    called: { typical: 'llamada típica', atypical: 'llamada atípica' },
    cell: ({ file, called, probability }) => `${file}: ${called}, probabilidad de atípica ${probability}`,
    seen: 'como la ve el modelo',
    near: 'Células de entrenamiento que el modelo encuentra más parecidas, con sus etiquetas. Parecidas según lo que la red hace de ellas, no a la vista.',
    similarity: (cosine) => `semejanza ${cosine}`,
    inFrame: (share) => `${share} en el marco`,
    nothing: 'nada habla a favor de la decisión',
    alt: (method, place) =>
      place === null
        ? `${method}: igual en todas partes`
        : `${method}: lo más intenso al ${percent(place.x)} del ancho y al ${percent(place.y)} del alto`,
    altSeen: 'la imagen tal como la ve el modelo',
    check:
      'Los mapas de la misma red con todos los parámetros sorteados de nuevo deben ser otros; si no, muestran la imagen y no lo aprendido (Adebayo y cols. 2018). La media, entre imágenes, de la correlación de rangos de sus píxeles: 1 para mapas del mismo orden, 0 para mapas que no tienen nada que ver.',
    command: 'Orden:',
    model: (path, dataset) => `Modelo ${path}, entrenado con ${dataset}.`,
    rejected: (n) => `${n} imágenes no se pudieron usar`,
    more: (n) => `… y ${n} más.`,
  },
};
