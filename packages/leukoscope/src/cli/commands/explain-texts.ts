import { basename } from 'node:path';
import type { Group } from '../../cells/scheme.ts';
import type { Language } from '../../errors/entry.ts';
import type { MapCheck } from '../../explain/check-maps.ts';
import type { MapFigures, Method } from '../../explain/maps/relevance-map.ts';
import { MAP_TEXTS } from '../../reports/map-texts.ts';
import { percentText } from '../../reports/plots/interval-text.ts';
import { type TextColumn, textTable } from '../text-table.ts';

interface Explained {
  readonly methods: readonly Method[];
  readonly explained: number;
  readonly rejected: number;
  readonly ignoredFiles: number;
  readonly check: readonly MapCheck[] | null;
  /** Paths as given; `null` where not asked for. */
  readonly out: string | null;
  readonly report: string | null;
  readonly images: readonly {
    readonly path: string;
    readonly probability: number;
    readonly prediction: Group;
    readonly strangeness: number | null;
    readonly maps: readonly ({ readonly method: Method } & MapFigures)[];
  }[];
}

interface Words {
  readonly language: Language;
  readonly image: string;
  readonly probability: string;
  readonly called: Readonly<Record<Group, string>>;
  readonly more: (images: number) => string;
  readonly frame: string;
  readonly counted: (explained: Explained) => string;
  readonly noPictures: string;
  readonly folder: (path: string) => string;
  readonly report: (path: string) => string;
}

/** Rows of the table; all images are in the document. */
const MOST_ROWS = 20;

const left = (heading: string): TextColumn => ({ heading, align: 'left' });
const right = (heading: string): TextColumn => ({ heading, align: 'right' });

function resultText(explained: Explained, words: Words): string {
  const { methods, images, check, out, report } = explained;
  const { methods: names, check: checkText, notChecked, caution } = MAP_TEXTS[words.language];
  const shown = images.slice(0, MOST_ROWS);
  const table = textTable(
    [left(words.image), left(''), right(words.probability), ...methods.map((method) => right(names[method]))],
    shown.map(({ path, probability, prediction, strangeness, maps }) => [
      ...[basename(path), (strangeness ?? 0) > 1 ? '?' : words.called[prediction], probability.toFixed(4)],
      ...maps.map(({ frameShare }) => percentText(frameShare)),
    ]),
  );
  const lines = [
    ...(shown.length < images.length ? [words.more(images.length - shown.length)] : []),
    ...(images.some(({ strangeness }) => (strangeness ?? 0) > 1) ? [`?: ${MAP_TEXTS[words.language].unknown}`] : []),
    words.frame,
    ...(check === null ? [notChecked] : check.map((one) => `${names[one.method]}: ${checkText(one)}.`)),
    words.counted(explained),
    ...(out === null ? [] : [words.folder(out)]),
    ...(report === null ? [] : [words.report(report)]),
    ...(out === null && report === null ? [words.noPictures] : []),
    caution,
  ];
  return `${images.length === 0 ? '' : table}${lines.join('\n')}\n`;
}

const EN: Words = {
  language: 'en',
  image: 'image',
  probability: 'probability',
  called: { typical: 'typical', atypical: 'atypical' },
  more: (images) => `… and ${images} more: --json has all.`,
  frame:
    'Below each method: the share of its map in the frame along the edge, which is 44% of the area; far above, the model looks beside the cell.',
  counted: ({ explained, rejected, ignoredFiles }) =>
    `${explained} images explained, ${rejected} rejected, ${ignoredFiles} other files.`,
  noPictures: 'To see the maps: --report explained.html, or --out and a new folder.',
  folder: (path) => `Pictures and figures: ${path}`,
  report: (path) => `Report: ${path}`,
};
const ES: Words = {
  language: 'es',
  image: 'imagen',
  probability: 'probabilidad',
  called: { typical: 'típica', atypical: 'atípica' },
  more: (images) => `… y ${images} más: --json las tiene todas.`,
  frame:
    'Debajo de cada método: la proporción de su mapa en el marco junto al borde, que es el 44% de la superficie; si es muy superior, el modelo mira junto a la célula.',
  counted: ({ explained, rejected, ignoredFiles }) =>
    `${explained} imágenes explicadas, ${rejected} rechazadas, ${ignoredFiles} archivos de otro tipo.`,
  noPictures: 'Para ver los mapas: --report explicacion.html, o --out y una carpeta nueva.',
  folder: (path) => `Imágenes y cifras: ${path}`,
  report: (path) => `Informe: ${path}`,
};

export const explainTexts: Readonly<Record<Language, (explained: Explained) => string>> = {
  en: (explained) => resultText(explained, EN),
  es: (explained) => resultText(explained, ES),
};
