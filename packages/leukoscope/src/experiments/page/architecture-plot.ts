import type { Language } from '../../errors/entry.ts';
import type { Markup } from '../../reports/markup/markup.ts';
import { innerWidthPx, noteBlock, stacked, stackedFigure } from '../../reports/plots/blocks.ts';
import { type Block, checkWidth } from '../../reports/plots/figure.ts';
import { countText } from '../../reports/plots/interval-text.ts';
import { moved, type SvgElement, svg } from '../../reports/plots/svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, wrapped } from '../../reports/plots/text.ts';
import { inRole, inTone } from '../../reports/plots/theme.ts';
import { cnnLayers, type DrawnLayer, type LayerKind, transferLayers } from './architecture.ts';
import { FIGURES_TEXTS } from './figures-texts.ts';

/** A network at the paper's two sizes. */
interface Architecture {
  readonly title: string;
  readonly layers: readonly (readonly [at32: DrawnLayer, at400: DrawnLayer])[];
}

const SIZES_PX = [32, 400] as const;
const TONES: Readonly<Record<LayerKind, number>> = {
  input: 4,
  convolution: 0,
  pooling: 2,
  stage: 0,
  average: 2,
  linear: 1,
};
const LINE_PX = lineHeightPx(SMALL_TEXT_PX);
const ROW_PX = 27;
const BAR_PX = 19;
const LEAST_BAR_PX = 10;
/** Of the width: the label, then the drawing; what comes out stands at the right. */
const DRAWING_SHARE = 0.23;
const SIZE_COLUMN_PX = 114;
const LEAST_BESIDE_PX = 560;

/** Figure 1: the two architectures, layer by layer, each layer as wide as the planes of features that come out of it. */
export function architecturePlot(language: Language, widthPx: number): Markup {
  checkWidth(widthPx);
  const texts = FIGURES_TEXTS[language];
  const innerPx = innerWidthPx(widthPx);
  const drawn = architectures(language);
  const description = drawn
    .map(
      ({ title, layers }) =>
        `${title}: ${layers.map((pair) => `${texts.layer(pair[0])} (${pair.map(outputText).join(' / ')})`).join(', ')}.`,
    )
    .join(' ');
  const blocks = drawn.map((one) => architectureBlock(one, language, innerPx));
  return stackedFigure({ title: texts.architectureTitle, description }, widthPx, [
    ...blocks,
    noteBlock(texts.architectureNotes, innerPx),
  ]);
}

function architectures(language: Language): Architecture[] {
  const [cnn, transfer] = FIGURES_TEXTS[language].architectures;
  const pairs = (layersOf: (sizePx: number) => DrawnLayer[]): Architecture['layers'] => {
    const [small, large] = SIZES_PX.map(layersOf);
    return small!.map((layer, at) => [layer, large![at]!]);
  };
  return [
    { title: cnn, layers: pairs(cnnLayers) },
    { title: transfer, layers: pairs(transferLayers) },
  ];
}

/** `6 × 28 × 28`, or the number of units. */
function outputText({ features, sidePx }: DrawnLayer): string {
  return sidePx === null ? countText(features) : `${features} × ${sidePx} × ${sidePx}`;
}

function architectureBlock({ title, layers }: Architecture, language: Language, widthPx: number): Block {
  const headings = wrapped(title, widthPx, TITLE_TEXT_PX);
  const heading: Block = {
    content: [
      inRole('ink', textLines(headings, { xPx: 0, yPx: lineHeightPx(TITLE_TEXT_PX) / 2, sizePx: TITLE_TEXT_PX })),
    ],
    heightPx: headings.length * lineHeightPx(TITLE_TEXT_PX),
  };
  return stacked(
    [
      heading,
      columnHeadings(widthPx),
      stacked(
        layers.map((pair) => layerRow(pair, language, widthPx)),
        0,
      ),
    ],
    4,
  );
}

/** Over the sizes of what comes out of each layer. */
function columnHeadings(widthPx: number): Block {
  const texts = SIZES_PX.map((sizePx, at) =>
    textLines([`${sizePx} px`], {
      xPx: widthPx - (SIZES_PX.length - 1 - at) * SIZE_COLUMN_PX,
      yPx: LINE_PX / 2,
      sizePx: SMALL_TEXT_PX,
      anchor: 'end',
    }),
  );
  return { content: [inRole('muted', texts.flat())], heightPx: LINE_PX };
}

function layerRow([layer, large]: Architecture['layers'][number], language: Language, widthPx: number): Block {
  const texts = FIGURES_TEXTS[language];
  const beside = widthPx >= LEAST_BESIDE_PX;
  const outputsPx = SIZES_PX.length * SIZE_COLUMN_PX;
  const drawingPx = beside ? widthPx * DRAWING_SHARE : widthPx - outputsPx - 8;
  const labelPx = beside ? widthPx - outputsPx - drawingPx - 12 : widthPx;
  const labels = wrapped(texts.layer(layer), labelPx, SMALL_TEXT_PX);
  const textPx = labels.length * LINE_PX;
  const barTop = beside ? Math.max(0, textPx - ROW_PX) / 2 : textPx;
  const middle = barTop + ROW_PX / 2;
  const outputs = [layer, large].flatMap((one, at) =>
    textLines([outputText(one)], {
      xPx: widthPx - (SIZES_PX.length - 1 - at) * SIZE_COLUMN_PX,
      yPx: middle,
      sizePx: SMALL_TEXT_PX,
      anchor: 'end',
    }),
  );
  const labelTop = beside ? middle - ((labels.length - 1) * LINE_PX) / 2 : LINE_PX / 2;
  return {
    content: [
      inRole('ink', [...textLines(labels, { xPx: 0, yPx: labelTop, sizePx: SMALL_TEXT_PX }), ...outputs]),
      moved(beside ? labelPx + 6 : 0, barTop, layerShape(layer, drawingPx)),
    ],
    heightPx: beside ? Math.max(ROW_PX, textPx + 4) : textPx + ROW_PX + 4,
  };
}

/** Planes of features as a box with square corners, units as one with round ends; a line leads on to the next. */
function layerShape({ kind, features, sidePx }: DrawnLayer, roomPx: number): SvgElement[] {
  const share = sidePx === null ? Math.sqrt(features / UNITS_FULL) : sidePx / SIZES_PX[0];
  const width = Math.max(LEAST_BAR_PX, share * roomPx);
  const box = {
    x: (roomPx - width) / 2,
    y: (ROW_PX - BAR_PX) / 2,
    width,
    height: BAR_PX,
    rx: sidePx === null ? BAR_PX / 2 : 2,
  };
  const line = { x1: roomPx / 2, y1: 0, x2: roomPx / 2, y2: ROW_PX, stroke: 'currentColor' };
  return [
    inRole('grid', [svg('line', line)]),
    inTone(TONES[kind], [
      svg('rect', { ...box, fill: 'currentColor', 'fill-opacity': 0.35 }),
      svg('rect', { ...box, fill: 'none', stroke: 'currentColor' }),
    ]),
  ];
}

/** Of a layer of so many units the box is as wide as that of the input. */
const UNITS_FULL = 2048;
