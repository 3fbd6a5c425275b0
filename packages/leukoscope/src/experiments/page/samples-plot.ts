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
const LABEL_LINES = 2;

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
  const rowPx = cellPx + LABEL_LINES * LINE_PX + GAP_PX;
  const content = [
    inRole('ink', heading),
    ...placed.map((row, at) =>
      moved(0, LINE_PX + 6 + at * rowPx, [
        inRole('ink', textLines([rowLabels[at]!], { xPx: 0, yPx: cellPx / 2, sizePx: SMALL_TEXT_PX })),
        ...row.map(({ cell }, column) =>
          moved(leftPx + column * (cellPx + GAP_PX), 0, sample(cell, cellPx, REPORT_TEXTS[language].noPicture)),
        ),
      ]),
    ),
  ];
  const grid: Block = { content, heightPx: LINE_PX + 6 + placed.length * rowPx };
  const description = placed
    .map(
      (row, at) =>
        `${rowLabels[at]}: ${row.map(({ cell, group }) => `${REPORT_TEXTS[language].groups[group]} ${cell?.label ?? '—'}`).join(', ')}.`,
    )
    .join(' ');
  return stackedFigure({ title: texts.samplesTitle, description }, widthPx, [
    grid,
    noteBlock(texts.samplesNotes, innerPx),
  ]);
}

function sample(cell: SampleCell | null, sizePx: number, noPicture: string): SvgElement[] {
  const frame = svg('rect', { width: sizePx, height: sizePx, rx: 2, fill: 'none', stroke: 'currentColor' });
  if (cell === null) return [inRole('grid', [frame])];
  const label = wrapped(cell.label ?? '', sizePx, SMALL_TEXT_PX).slice(0, LABEL_LINES);
  const missing = wrapped(noPicture, sizePx - 8, SMALL_TEXT_PX);
  const picture =
    cell.picture === null
      ? inRole('muted', textLines(missing, { xPx: sizePx / 2, yPx: LINE_PX, sizePx: SMALL_TEXT_PX, anchor: 'middle' }))
      : svg('image', { href: cell.picture, width: sizePx, height: sizePx, preserveAspectRatio: 'xMidYMid slice' });
  const place = { xPx: sizePx / 2, yPx: sizePx + LINE_PX * 0.7, sizePx: SMALL_TEXT_PX, anchor: 'middle' as const };
  return [picture, inRole('grid', [frame]), inRole('muted', textLines(label, place))];
}
