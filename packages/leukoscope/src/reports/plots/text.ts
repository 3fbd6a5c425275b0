import { type SvgElement, svg } from './svg.ts';

/** Ticks, legends, notes. */
export const SMALL_TEXT_PX = 12;
/** Titles of axes. */
export const TITLE_TEXT_PX = 13;

/** From one baseline to the next, as a multiple of the size. */
const LINE_HEIGHT = 1.35;
/** From a line's middle down to its baseline, as a multiple of the size: half the height of a digit. */
const MIDDLE_TO_BASELINE = 0.36;

/** Advance widths by the em, of DejaVu Sans (the widest of the fonts in `figure.ts`), each class by its widest but for rare ones. */
const ADVANCES: readonly (readonly [characters: RegExp, widthEm: number])[] = [
  [/\p{M}/u, 0],
  [/[ .,:;'’|!iIjlíìïÍ\u202F\u00A0]/u, 0.34],
  [/[frt()[\]{}\-/\\"·°⁰¹²³⁴-⁹]/u, 0.42],
  [/[mwMW@%—…]/u, 1.01],
  [/[=+<>−×±~#_^&]/u, 0.84],
  [/\p{Lu}/u, 0.79],
  [/[\p{Ll}\p{N}⁻]/u, 0.64],
];
/** Of any other character, for example an ideogram. */
const WIDEST_EM = 1.05;

/**
 * How wide a line of text becomes, in pixels, rather too much than too little: without a browser the reader's font is not
 * known, so the estimate follows a wide one. Checked against that font itself.
 */
export function textWidthPx(text: string, sizePx: number): number {
  let em = 0;
  for (const character of text) em += ADVANCES.find(([class_]) => class_.test(character))?.[1] ?? WIDEST_EM;
  return em * sizePx;
}

export function lineHeightPx(sizePx: number): number {
  return sizePx * LINE_HEIGHT;
}

/** The text in lines of at most `widthPx`, broken at spaces; within a word only if the word alone is wider. */
export function wrapped(text: string, widthPx: number, sizePx: number): string[] {
  const fits = (line: string) => textWidthPx(line, sizePx) <= widthPx;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of word) {
      if (line !== '' && !fits(line + character)) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line === '' ? lines : [...lines, line];
}

export interface TextPlace {
  readonly xPx: number;
  /** Middle of the first line. */
  readonly yPx: number;
  readonly sizePx: number;
  /** Which part of the text stands at `xPx`; `start` unless given. */
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** Lines of text, one `text` element each, in the colour of their group. */
export function textLines(lines: readonly string[], place: TextPlace): SvgElement[] {
  const { xPx, yPx, sizePx, anchor = 'start' } = place;
  return lines.map((line, index) =>
    svg(
      'text',
      {
        x: xPx,
        y: yPx + sizePx * MIDDLE_TO_BASELINE + index * lineHeightPx(sizePx),
        'font-size': sizePx,
        'text-anchor': anchor === 'start' ? undefined : anchor,
        fill: 'currentColor',
      },
      [line],
    ),
  );
}
