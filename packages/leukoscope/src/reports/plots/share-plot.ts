import type { PatientShare } from '../../evaluation/patient-share.ts';
import type { Markup } from '../markup/markup.ts';
import { horizontalAxis, horizontalScale, OVERHANG_PX } from './axes.ts';
import { innerWidthPx, noteBlock, stackedFigure } from './blocks.ts';
import { type Block, checkWidth, type PlotView } from './figure.ts';
import { emptyFrame, titleBelow } from './frame-parts.ts';
import { intervalMark } from './interval-marks.ts';
import { symbolsAt } from './series-marks.ts';
import { SHARE_PLOT_TEXTS, type SharePlotTexts } from './share-plot-texts.ts';
import { moved, svg } from './svg.ts';
import { lineHeightPx, TITLE_TEXT_PX, textLines, wrapped } from './text.ts';
import { inRole, inTone } from './theme.ts';

export interface SharePlot extends PatientShare {
  /** `null` where nobody is named. */
  readonly patient: string | null;
}

const LOOK = 1;
const TRACK_PX = 30;
const EMPTY_HEIGHT_PX = 100;

/**
 * A patient's share of cells called atypical with its interval, from 0 to 100%, and whether it rests on too few cells.
 * One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function sharePlot(plot: SharePlot, { language, widthPx }: PlotView): Markup {
  checkWidth(widthPx);
  const texts = SHARE_PLOT_TEXTS[language];
  const { share, tooFew } = plot;
  const innerPx = innerWidthPx(widthPx);
  const title = texts.title(plot.patient);
  if (share.value === null) {
    const content = [emptyFrame(texts.none, { widthPx: innerPx, heightPx: EMPTY_HEIGHT_PX })];
    return stackedFigure({ title, description: texts.none }, widthPx, [{ content, heightPx: EMPTY_HEIGHT_PX }]);
  }
  const notes = [...(tooFew ? [texts.tooFew] : []), texts.ownErrors];
  return stackedFigure({ title, description: [`${texts.result(share)}.`, ...notes].join(' ') }, widthPx, [
    track(plot, texts, innerPx),
    noteBlock(notes, innerPx),
  ]);
}

function track({ share, tooFew }: SharePlot, texts: SharePlotTexts, widthPx: number): Block {
  const lines = wrapped(texts.result(share), widthPx, TITLE_TEXT_PX);
  const top = lines.length * lineHeightPx(TITLE_TEXT_PX) + 8;
  const frame = { widthPx: widthPx - 2 * OVERHANG_PX, heightPx: TRACK_PX };
  const x = horizontalScale({ kind: 'linear', title: texts.axis, limits: [0, 100] }, [], frame.widthPx);
  if (x === null) throw new RangeError('an axis with limits has a scale');
  const at = (value: number) => x.at(100 * value);
  const below = titleBelow(texts.axis, frame);
  const middle = TRACK_PX / 2;
  const [from, to] = [at(share.low ?? 0), at(share.high ?? 1)];
  const band = svg('rect', {
    x: from,
    y: 2,
    width: to - from,
    height: TRACK_PX - 4,
    fill: 'currentColor',
    'fill-opacity': 0.18,
    // An outline of dashes: a share that rests on too few cells is not to be read as a measured one.
    stroke: tooFew ? 'currentColor' : undefined,
    'stroke-dasharray': tooFew ? '4 3' : undefined,
  });
  const content = [
    inRole('ink', textLines(lines, { xPx: 0, yPx: lineHeightPx(TITLE_TEXT_PX) / 2, sizePx: TITLE_TEXT_PX })),
    moved(OVERHANG_PX, top, [
      inRole('grid', [svg('rect', { width: frame.widthPx, height: TRACK_PX, fill: 'none', stroke: 'currentColor' })]),
      horizontalAxis(x, frame),
      ...below.content,
      inTone(LOOK, [
        band,
        ...intervalMark('horizontal', middle, [share.low, share.high], at),
        ...symbolsAt([{ xPx: at(share.value ?? 0), yPx: middle }], LOOK),
      ]),
    ]),
  ];
  return { content, heightPx: top + TRACK_PX + below.heightPx };
}
