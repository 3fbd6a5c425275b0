import {
  horizontalAxis,
  horizontalScale,
  OVERHANG_PX,
  verticalAxis,
  verticalAxisWidthPx,
  verticalScale,
} from './axes.ts';
import type { AxisSpec } from './axis-scale.ts';
import type { Block, Size } from './figure.ts';
import { emptyFrame, markerLabel, markerLine, TITLE_GAP_PX, TITLE_LINE_PX, titleBelow } from './frame-parts.ts';
import { drawnData, type PlotData, type PlotScales, plottedValues } from './plot-series.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, wrapped } from './text.ts';
import { inRole } from './theme.ts';

/** A vertical line at `x`, its label above the frame. */
export interface PlotMarker {
  readonly x: number;
  readonly label: string;
}

/** A frame with its axes and what is drawn in it. */
export interface LinePanel extends PlotData {
  readonly x: AxisSpec;
  readonly y: AxisSpec;
  readonly marker?: PlotMarker | null;
  /** Stands in the frame's place where there is not one value. */
  readonly emptyText: string;
}

export interface PanelRoom {
  readonly widthPx: number;
  /** Of the frame alone, without the texts above and below it. */
  readonly frameHeightPx: number;
  /** From the top of the panel to its frame, at least `headerHeightPx`: equal for panels side by side. */
  readonly headerPx: number;
}

/** From the texts above the frame to its upper edge, which half a label of the vertical axis overtops. */
const HEADER_GAP_PX = 14;
/** A frame that cuts what lies beyond its limits leaves its own edge, and strokes upon it, whole. */
const CUT_MARGIN_PX = 1;

/** Height of the title of the vertical axis and the marker's label, which stand above the frame, away from the data. */
export function headerHeightPx(panel: LinePanel, widthPx: number): number {
  const { title, label } = headerLines(panel, widthPx);
  return labelTopPx(title) + label.length * lineHeightPx(SMALL_TEXT_PX) + HEADER_GAP_PX;
}

/**
 * The panel with its upper left corner at 0, 0. The title of the vertical axis stands above it, to be read without
 * turning the head.
 *
 * @throws RangeError if an `x` is not finite, or a value of a logarithmic axis not positive.
 */
export function linePanel(panel: LinePanel, { widthPx, frameHeightPx, headerPx }: PanelRoom): Block {
  const { title, label } = headerLines(panel, widthPx);
  const header = inRole('ink', textLines(title, { xPx: 0, yPx: TITLE_LINE_PX / 2, sizePx: TITLE_TEXT_PX }));
  const values = plottedValues(panel);
  const y = verticalScale(panel.y, values.y, frameHeightPx);
  const left = y === null ? 0 : Math.max(OVERHANG_PX, verticalAxisWidthPx(y));
  const frame = { widthPx: widthPx - left - OVERHANG_PX, heightPx: frameHeightPx };
  const x = horizontalScale(panel.x, panel.marker ? [...values.x, panel.marker.x] : values.x, frame.widthPx);
  if (x === null || y === null || values.y.length === 0) {
    const empty = emptyFrame(panel.emptyText, { widthPx, heightPx: frameHeightPx });
    return { content: [header, moved(0, headerPx, [empty])], heightPx: headerPx + frameHeightPx };
  }
  const below = titleBelow(panel.x.title, frame);
  const content = [
    header,
    moved(left, headerPx, [
      ...verticalAxis(y, frame.widthPx),
      horizontalAxis(x, frame),
      ...below.content,
      ...(panel.marker ? [markerLine(x.at(panel.marker.x), frameHeightPx)] : []),
      ...insideFrame(panel, { x, y }, frame),
    ]),
    ...(panel.marker ? [markerLabel(label, left + x.at(panel.marker.x), { topPx: labelTopPx(title), widthPx })] : []),
  ];
  return { content, heightPx: headerPx + frameHeightPx + below.heightPx };
}

function headerLines({ y, marker }: LinePanel, widthPx: number) {
  return {
    title: wrapped(y.title, widthPx, TITLE_TEXT_PX),
    label: marker ? wrapped(marker.label, widthPx, SMALL_TEXT_PX) : [],
  };
}

function labelTopPx(title: readonly string[]): number {
  return title.length * TITLE_LINE_PX + (title.length > 0 ? TITLE_GAP_PX : 0);
}

function insideFrame(panel: LinePanel, scales: PlotScales, frame: Size): readonly SvgElement[] {
  const drawn = drawnData(panel, scales);
  if (panel.x.limits === undefined && panel.y.limits === undefined) return drawn;
  const [widthPx, heightPx] = [frame.widthPx + 2 * CUT_MARGIN_PX, frame.heightPx + 2 * CUT_MARGIN_PX];
  // An inner svg cuts by itself; a clip path would need an id that is unique on every page.
  return [
    svg('svg', { x: -CUT_MARGIN_PX, y: -CUT_MARGIN_PX, width: widthPx, height: heightPx, overflow: 'hidden' }, [
      moved(CUT_MARGIN_PX, CUT_MARGIN_PX, drawn),
    ]),
  ];
}
