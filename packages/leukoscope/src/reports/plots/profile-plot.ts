import type { Markup } from '../markup/markup.ts';
import { innerWidthPx, noteBlock, stacked, stackedFigure } from './blocks.ts';
import { type Block, checkWidth, type PlotView } from './figure.ts';
import { PROFILE_TEXTS, type ProfileTexts, timeText } from './profile-plot-texts.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, textWidthPx, wrapped } from './text.ts';
import { inRole, inTone } from './theme.ts';

interface DrawnPart {
  readonly name: string;
  readonly ms: number;
  /** Of the step, in [0, 1]. */
  readonly share: number;
}

/** Where the time of a step goes, as far as it is drawn. */
export interface ProfiledWork {
  readonly work: 'training' | 'inference';
  readonly batch: number;
  readonly stepMs: number;
  readonly profiledStepMs: number;
  readonly imagesPerSecond: number;
  readonly gflops: number;
  readonly peakGflops: number;
  readonly shareOfPeak: number;
  /** Largest first; together the whole step. */
  readonly kinds: readonly DrawnPart[];
  /** Largest first. */
  readonly layers: readonly DrawnPart[];
}

/** More bars are drawn as one. */
const MOST_BARS = 14;
const BAR_PX = 9;
/** For what hangs below the line of a name. */
const BAR_GAP_PX = 2;
const ROW_GAP_PX = 7;
const TEXT_GAP_PX = 12;
const COLUMN_GAP_PX = 36;
const HEADING_GAP_PX = 6;
/** Narrower columns stand one below the other. */
const LEAST_COLUMN_PX = 300;
/** No node's time, drawn in another colour. */
const OUTSIDE: ReadonlySet<string> = new Set(['between-nodes', 'around-run', 'javascript']);

/**
 * Bars for the parts of a step by kind and by layer, each work below the other, every bar measured by the whole step. One
 * SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function profilePlot(works: readonly ProfiledWork[], { language, widthPx }: PlotView): Markup {
  checkWidth(widthPx);
  const texts = PROFILE_TEXTS[language];
  const innerPx = innerWidthPx(widthPx);
  const blocks = works.flatMap((work) => [
    sentence(texts.result(work), innerPx),
    columns(work, texts, innerPx),
    noteBlock([texts.outside, texts.profiler(work), texts.folded], innerPx),
  ]);
  return stackedFigure({ title: texts.title, description: works.map(texts.result).join(' ') }, widthPx, blocks);
}

function sentence(text: string, widthPx: number): Block {
  const lines = wrapped(text, widthPx, TITLE_TEXT_PX);
  const lineHeight = lineHeightPx(TITLE_TEXT_PX);
  return {
    content: [inRole('ink', textLines(lines, { xPx: 0, yPx: lineHeight / 2, sizePx: TITLE_TEXT_PX }))],
    heightPx: lines.length * lineHeight,
  };
}

function columns({ kinds, layers }: ProfiledWork, texts: ProfileTexts, innerPx: number): Block {
  const halfPx = (innerPx - COLUMN_GAP_PX) / 2;
  const beside = halfPx >= LEAST_COLUMN_PX;
  const widthPx = beside ? halfPx : innerPx;
  const largest = Math.max(...[...kinds, ...layers].map(({ share }) => share));
  const draw = (heading: string, parts: readonly DrawnPart[]) => {
    const rows = shortened(parts, texts).map((part) => bar(part, { texts, widthPx, largest }));
    return stacked([sentence(heading, widthPx), stacked(rows, ROW_GAP_PX)], HEADING_GAP_PX);
  };
  const [byKind, byLayer] = [draw(texts.byKind, kinds), draw(texts.byLayer, layers)];
  if (!beside) return stacked([byKind, byLayer], COLUMN_GAP_PX / 2);
  return {
    content: [...byKind.content, moved(widthPx + COLUMN_GAP_PX, 0, byLayer.content)],
    heightPx: Math.max(byKind.heightPx, byLayer.heightPx),
  };
}

/** The largest parts, and the others together. */
function shortened(parts: readonly DrawnPart[], texts: ProfileTexts): readonly DrawnPart[] {
  if (parts.length <= MOST_BARS) return parts;
  const [shown, others] = [parts.slice(0, MOST_BARS - 1), parts.slice(MOST_BARS - 1)];
  const total = (of: 'ms' | 'share') => others.reduce((sum, part) => sum + part[of], 0);
  return [...shown, { name: texts.rest(others.length), ms: total('ms'), share: total('share') }];
}

interface BarRoom {
  readonly texts: ProfileTexts;
  readonly widthPx: number;
  /** The share that is as wide as the room. */
  readonly largest: number;
}

/** Name and time on a line, the bar below it. */
function bar(part: DrawnPart, { texts, widthPx, largest }: BarRoom): Block {
  const time = timeText(part);
  const nameWidthPx = widthPx - textWidthPx(time, SMALL_TEXT_PX) - TEXT_GAP_PX;
  const lines = wrapped(texts.names[part.name] ?? part.name, nameWidthPx, SMALL_TEXT_PX);
  const lineHeight = lineHeightPx(SMALL_TEXT_PX);
  const place = { yPx: lineHeight / 2, sizePx: SMALL_TEXT_PX };
  const top = lines.length * lineHeight + BAR_GAP_PX;
  const rectangle = (share: number): SvgElement =>
    svg('rect', { x: 0, y: top, width: widthPx * share, height: BAR_PX, fill: 'currentColor' });
  return {
    content: [
      inRole('ink', textLines(lines, { ...place, xPx: 0 })),
      inRole('muted', textLines([time], { ...place, xPx: widthPx, anchor: 'end' })),
      inRole('grid', [rectangle(1)]),
      inTone(OUTSIDE.has(part.name) ? 1 : 0, [rectangle(Math.max(0, part.share / largest))]),
    ],
    heightPx: top + BAR_PX,
  };
}
