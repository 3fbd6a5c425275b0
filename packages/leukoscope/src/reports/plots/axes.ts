import { type AxisScale, type AxisSpec, axisScale } from './axis-scale.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, textLines, textWidthPx } from './text.ts';
import { inRole } from './theme.ts';

/** Between labels side by side. */
const LABEL_GAP_PX = 12;
/** An axis looks crowded long before its labels touch. */
const LEAST_VERTICAL_STEP_PX = 34;
const LEAST_HORIZONTAL_STEP_PX = 56;
/** Minor ticks nearer to each other run together. */
const LEAST_DECADE_PX = 40;

const TICK_PX = 5;
const MINOR_TICK_PX = 3;
/** From the frame to the labels. */
const LABEL_DISTANCE_PX = 8;

/** How far the labels of a horizontal axis may reach over its two ends. */
export const OVERHANG_PX = 22;
/** Height that a horizontal axis takes below the frame, its title left out. */
export const BOTTOM_AXIS_PX = LABEL_DISTANCE_PX + lineHeightPx(SMALL_TEXT_PX);

/** A scale that grows upwards over `heightPx`, its ends rounded unless the axis says where they are. */
export function verticalScale(spec: AxisSpec, values: readonly number[], heightPx: number): AxisScale | null {
  return axisScale(spec, values, {
    rangePx: [heightPx, 0],
    mostTicks: Math.max(2, Math.floor(heightPx / LEAST_VERTICAL_STEP_PX)),
    rounded: true,
    fits: (_, positions) => distances(positions).every((distance) => distance >= LEAST_VERTICAL_STEP_PX),
  });
}

/** A scale that grows to the right over `widthPx`; a logarithmic one begins and ends with the data. */
export function horizontalScale(spec: AxisSpec, values: readonly number[], widthPx: number): AxisScale | null {
  return axisScale(spec, values, {
    rangePx: [0, widthPx],
    mostTicks: Math.max(2, Math.floor(widthPx / LEAST_HORIZONTAL_STEP_PX)),
    rounded: spec.kind === 'linear',
    fits: (labels, positions) => {
      const boxes = labels.map((label, index) => {
        const half = textWidthPx(label, SMALL_TEXT_PX) / 2;
        return { start: positions[index]! - half, end: positions[index]! + half };
      });
      return boxes.every(
        ({ start, end }, index) =>
          start >= (index === 0 ? -OVERHANG_PX : boxes[index - 1]!.end + LABEL_GAP_PX) && end <= widthPx + OVERHANG_PX,
      );
    },
  });
}

/** Width that the labels of a vertical axis take left of the frame. */
export function verticalAxisWidthPx({ ticks }: AxisScale): number {
  return LABEL_DISTANCE_PX + Math.max(0, ...ticks.map(({ label }) => textWidthPx(label, SMALL_TEXT_PX)));
}

/** Labels left of the frame and a line across it at each tick. */
export function verticalAxis({ ticks, at }: AxisScale, frameWidthPx: number): SvgElement[] {
  const lines = ticks.map(({ value }) => stroke(0, at(value), frameWidthPx, at(value)));
  const labels = ticks.flatMap(({ value, label }) =>
    textLines([label], { xPx: -LABEL_DISTANCE_PX, yPx: at(value), sizePx: SMALL_TEXT_PX, anchor: 'end' }),
  );
  return [inRole('grid', lines), inRole('muted', labels)];
}

/** The lower side of the frame with its ticks and their labels. */
export function horizontalAxis(scale: AxisScale, frame: { widthPx: number; heightPx: number }): SvgElement {
  const { ticks, minorTicks, domain, at } = scale;
  const decadePx = frame.widthPx / Math.log10(domain[1] / domain[0]);
  const minor = decadePx >= LEAST_DECADE_PX ? minorTicks : [];
  const labelPx = LABEL_DISTANCE_PX + lineHeightPx(SMALL_TEXT_PX) / 2;
  const axis = inRole('muted', [
    stroke(0, 0, frame.widthPx, 0),
    ...minor.map((value) => stroke(at(value), 0, at(value), MINOR_TICK_PX)),
    ...ticks.map(({ value }) => stroke(at(value), 0, at(value), TICK_PX)),
    ...ticks.flatMap(({ value, label }) =>
      textLines([label], { xPx: at(value), yPx: labelPx, sizePx: SMALL_TEXT_PX, anchor: 'middle' }),
    ),
  ]);
  return moved(0, frame.heightPx, [axis]);
}

function stroke(x1: number, y1: number, x2: number, y2: number): SvgElement {
  return svg('line', { x1, y1, x2, y2, stroke: 'currentColor' });
}

function distances(positions: readonly number[]): number[] {
  return positions.slice(1).map((position, index) => Math.abs(position - positions[index]!));
}
