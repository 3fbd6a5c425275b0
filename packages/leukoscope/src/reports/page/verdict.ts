import type { Language } from '../../errors/entry.ts';
import { type HtmlContent, type HtmlElement, html } from '../markup/html.ts';
import { svg } from '../plots/svg.ts';
import { PAGE_TEXTS, type VerdictLevel } from './page-texts.ts';

export interface Verdict {
  readonly language: Language;
  readonly level: VerdictLevel;
  /** The answer in one sentence. */
  readonly title: string;
  /** Why, and what to do. */
  readonly content: readonly HtmlContent[];
}

/** Drawn in a square of 16; a shape of its own for each level, so that it does not take colour to tell them apart. */
const SYMBOLS: Readonly<Record<VerdictLevel, string>> = {
  good: 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM6.9 11.8 3.4 8.3l1.4-1.4 2.1 2.1 4.3-4.3 1.4 1.4z',
  caution: 'M8 .6 16 15H0zM7.1 5.6v5h1.8v-5zM7.1 11.7v1.8h1.8v-1.8z',
  bad: 'M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7zM5.4 4 4 5.4 6.6 8 4 10.6 5.4 12 8 9.4l2.6 2.6 1.4-1.4L9.4 8 12 5.4 10.6 4 8 6.6z',
};

/** A box with the answer, its level told by shape, word and colour. */
export function verdict({ language, level, title, content }: Verdict): HtmlElement {
  return html('div', { class: `verdict verdict-${level}` }, [
    html('p', { class: 'verdict-head' }, [
      svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [
        svg('path', { d: SYMBOLS[level], fill: 'currentColor', 'fill-rule': 'evenodd' }),
      ]),
      html('span', { class: 'verdict-word' }, [`${PAGE_TEXTS[language].verdicts[level]}:`]),
      html('span', {}, [title]),
    ]),
    ...content,
  ]);
}
