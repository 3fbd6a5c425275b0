import type { Markup } from '../../reports/markup/markup.ts';
import { innerWidthPx, noteBlock, stackedFigure } from '../../reports/plots/blocks.ts';
import { type Block, checkWidth } from '../../reports/plots/figure.ts';
import { moved, type SvgElement, svg } from '../../reports/plots/svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, textLines, textWidthPx, wrapped } from '../../reports/plots/text.ts';
import { inRole } from '../../reports/plots/theme.ts';
import { REPORT_TEXTS } from '../../reports/report-texts.ts';
import type { ReproductionReport, SampleCell } from '../reproduction-contents.ts';
import { FIGURES_TEXTS } from './figures-texts.ts';

/** The paper's arrangement: rows 1 to 3 are of training, row 4 of the test; columns 1 and 3 atypical, 2 and 4 typical. */
const ROWS = ['train', 'train', 'train', 'test'] as const satisfies readonly SampleCell['part'][];
const COLUMNS = ['atypical', 'typical', 'atypical', 'typical'] as const satisfies readonly SampleCell['group'][];

const GAP_PX = 10;
const MOST_CELL_PX = 150;
const LINE_PX = lineHeightPx(SMALL_TEXT_PX);
/** A longer label is cut. */
const MOST_LABEL_LINES = 3;
/** Stands in the place of a picture that cannot be shown. */
const NO_PICTURE = '—';

/** A place of the grid; without a cell where the samples have too few of its kind. */
export interface PlacedSample {
  readonly part: SampleCell['part'];
  readonly group: SampleCell['group'];
  readonly cell: SampleCell | null;
}

/** The samples in the paper's places, row by row. */
export function placedSamples(samples: readonly SampleCell[]): PlacedSample[][] {
  const left = Map.groupBy(samples, ({ part, group }) => `${part} ${group}`);
  const next = (part: SampleCell['part'], group: SampleCell['group']) => left.get(`${part} ${group}`)?.shift() ?? null;
  return ROWS.map((part) => COLUMNS.map((group) => ({ part, group, cell: next(part, group) })));
}

/** Figure 3: sample cells in the paper's arrangement. */
export function samplesPlot({ samples, language }: ReproductionReport, widthPx: number): Markup {
  checkWidth(widthPx);
  const texts = FIGURES_TEXTS[language];
  const innerPx = innerWidthPx(widthPx);
  const placed = placedSamples(samples);
  const rowLabels = ROWS.map((part) => texts.parts[part]);
  const leftPx = Math.max(...rowLabels.map((label) => textWidthPx(label, SMALL_TEXT_PX))) + GAP_PX;
  const cellPx = Math.min(MOST_CELL_PX, (innerPx - leftPx) / COLUMNS.length - GAP_PX);
  const heading = COLUMNS.flatMap((group, at) =>
    textLines([REPORT_TEXTS[language].groups[group]], {
      xPx: leftPx + at * (cellPx + GAP_PX) + cellPx / 2,
      yPx: LINE_PX / 2,
      sizePx: SMALL_TEXT_PX,
      anchor: 'middle',
    }),
  );
  const rowLabelLines = placed.map((row) => Math.max(0, ...row.map(({ cell }) => labelLines(cell, cellPx).length)));
  const content = [inRole('ink', heading)];
  let topPx = LINE_PX + 6;
  for (const [at, row] of placed.entries()) {
    content.push(
      moved(0, topPx, [
        inRole('ink', textLines([rowLabels[at]!], { xPx: 0, yPx: cellPx / 2, sizePx: SMALL_TEXT_PX })),
        ...row.map(({ cell }, column) => moved(leftPx + column * (cellPx + GAP_PX), 0, sample(cell, cellPx))),
      ]),
    );
    topPx += cellPx + rowLabelLines[at]! * LINE_PX + GAP_PX;
  }
  const grid: Block = { content, heightPx: topPx };
  const description = placed
    .map(
      (row, at) =>
        `${rowLabels[at]}: ${row.map(({ cell, group }) => `${REPORT_TEXTS[language].groups[group]} ${cell?.label ?? '—'}`).join(', ')}.`,
    )
    .join(' ');
  const isMissing = samples.some(({ picture }) => picture === null);
  const missing = isMissing ? [`${NO_PICTURE}: ${REPORT_TEXTS[language].noPicture}`] : [];
  return stackedFigure({ title: texts.samplesTitle, description }, widthPx, [
    grid,
    noteBlock([...texts.samplesNotes, ...missing], innerPx),
  ]);
}

function sample(cell: SampleCell | null, sizePx: number): SvgElement[] {
  const frame = svg('rect', { width: sizePx, height: sizePx, rx: 2, fill: 'none', stroke: 'currentColor' });
  if (cell === null) return [inRole('grid', [frame])];
  const label = labelLines(cell, sizePx);
  const picture =
    cell.picture === null
      ? inRole(
          'muted',
          textLines([NO_PICTURE], { xPx: sizePx / 2, yPx: sizePx / 2, sizePx: SMALL_TEXT_PX, anchor: 'middle' }),
        )
      : svg('image', { href: cell.picture, width: sizePx, height: sizePx, preserveAspectRatio: 'xMidYMid slice' });
  const place = { xPx: sizePx / 2, yPx: sizePx + LINE_PX * 0.7, sizePx: SMALL_TEXT_PX, anchor: 'middle' as const };
  return [picture, inRole('grid', [frame]), inRole('muted', textLines(label, place))];
}

function labelLines(cell: SampleCell | null, widthPx: number): string[] {
  return wrapped(cell?.label ?? '', widthPx, SMALL_TEXT_PX).slice(0, MOST_LABEL_LINES);
}
