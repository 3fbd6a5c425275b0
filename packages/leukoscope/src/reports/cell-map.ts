import type { Language } from '../errors/entry.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import type { CsvCell } from '../files/csv.ts';
import { CELL_MAP_TEXTS, type CellMapTexts } from './cell-map-texts.ts';
import { type HtmlContent, type HtmlElement, html } from './markup/html.ts';
import { markup } from './markup/markup.ts';
import { bullets, paragraph, remark } from './page/page-parts.ts';
import { type PageSection, renderPage } from './page/render-page.ts';
import { sharePictures } from './page/shared-pictures.ts';
import { symbolsAt } from './plots/series-marks.ts';
import { type SvgElement, svg } from './plots/svg.ts';
import { SMALL_TEXT_PX } from './plots/text.ts';
import { inRole, inTone, PLOT_CLASS, styleSheet } from './plots/theme.ts';
import { commandLine, limits, originText, type ReportOrigin, syntheticStamp } from './report-parts.ts';
import type { SyntheticUse } from './synthetic-use.ts';

/** A cell in its place. */
export interface MappedCell extends ScoredCell {
  readonly x: number;
  readonly y: number;
  /** Data URI; `null` where the file cannot be shown. */
  readonly picture: string | null;
}

export interface CellMapReport {
  readonly language: Language;
  readonly model: string;
  readonly dataset: string;
  readonly threshold: number;
  readonly cells: readonly MappedCell[];
  /** Cells of the part that are not on the map, as there were too many. */
  readonly left: number;
  readonly rejected: number;
  readonly synthetic: SyntheticUse;
  readonly origin: ReportOrigin;
}

const SIDE_PX = 640;
const MARGIN_PX = 14;
/** At the right of the map the picture under the pointer is shown. */
const PANEL_PX = 230;
const PICTURE_PX = 190;
const LINE_PX = 20;
const LOOKS = { typical: 0, atypical: 1 } as const;
const MOST_ERRORS = 24;

/** A map of cells by what a model sees in them, as one self-contained HTML page. */
export function cellMapPage(report: CellMapReport): string {
  const { language, dataset, origin, synthetic, rejected, left } = report;
  const texts = CELL_MAP_TEXTS[language];
  const wrong = report.cells.filter((cell) => isWrong(cell, report)).length;
  return renderPage({
    language,
    title: texts.title(dataset),
    lead: [
      ...syntheticStamp(language, synthetic),
      paragraph(texts.what({ model: report.model, cells: report.cells.length, wrong })),
      ...(left + rejected === 0 ? [] : [paragraph(texts.leftOut(left, rejected))]),
      limits(language),
    ],
    sections: [mapSection(report, texts), errorSection(report, texts), details(report, texts)],
    origin: originText(language, origin),
  });
}

function mapSection(report: CellMapReport, texts: CellMapTexts): PageSection {
  const shared = sharePictures(new Map(report.cells.map(({ id, picture }) => [id, picture])));
  return {
    id: 'map',
    title: texts.map,
    content: [
      shared.element,
      html('figure', { class: 'cell-map' }, [{ written: markup(mapOf(report, shared.addressOf, texts)) }]),
      remark(texts.how),
    ],
  };
}

function mapOf(report: CellMapReport, addressOf: (id: string) => string | null, texts: CellMapTexts): SvgElement {
  const { cells } = report;
  const at = places(cells);
  const [width, height] = [SIDE_PX + PANEL_PX, SIDE_PX];
  return svg(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', class: PLOT_CLASS, role: 'group', 'aria-label': texts.map },
      ...{ width, height, viewBox: `0 0 ${width} ${height}`, style: 'max-width:100%;height:auto' },
      'font-size': SMALL_TEXT_PX,
    },
    [
      svg('style', {}, [styleSheet()]),
      inRole('paper', [svg('rect', { width, height, fill: 'currentColor' })]),
      inRole('grid', [frame()]),
      ...legend(texts),
      // The atypical above the typical, which are mostly more.
      ...(['typical', 'atypical'] as const).flatMap((group) =>
        cells.flatMap((cell, index) => (cell.group === group ? [pointOf(cell, index)] : [])),
      ),
    ],
  );

  function pointOf(cell: MappedCell, index: number): SvgElement {
    const { xPx, yPx } = at[index]!;
    const lines = texts.cell(cell, report.threshold);
    return svg('a', { href: `#cell-${index}`, id: `cell-${index}`, class: 'mapped' }, [
      svg('title', {}, [lines.join(' · ')]),
      // A larger place to point at than the symbol.
      svg('circle', { cx: xPx, cy: yPx, r: 7, fill: 'transparent' }),
      ...(isWrong(cell, report)
        ? [inRole('ink', [svg('circle', { cx: xPx, cy: yPx, r: 6, fill: 'none', stroke: 'currentColor' })])]
        : []),
      inTone(LOOKS[cell.group], symbolsAt([{ xPx, yPx }], LOOKS[cell.group])),
      svg('g', { class: 'mapped-shown' }, panelOf(addressOf(cell.id), lines)),
    ]);
  }
}

function panelOf(address: string | null, lines: readonly string[]): SvgElement[] {
  const leftPx = SIDE_PX + (PANEL_PX - PICTURE_PX) / 2;
  const topPx = 110;
  return [
    ...(address === null
      ? []
      : [
          svg('svg', { x: leftPx, y: topPx, width: PICTURE_PX, height: PICTURE_PX, viewBox: '0 0 1 1' }, [
            svg('use', { href: address }),
          ]),
        ]),
    inRole(
      'ink',
      lines.map((line, row) =>
        svg('text', { x: leftPx, y: topPx + PICTURE_PX + (row + 1) * LINE_PX, fill: 'currentColor' }, [line]),
      ),
    ),
  ];
}

function legend(texts: CellMapTexts): SvgElement[] {
  const leftPx = SIDE_PX + (PANEL_PX - PICTURE_PX) / 2;
  const row = (line: number, mark: SvgElement, words: string) => [
    mark,
    inRole('ink', [svg('text', { x: leftPx + 16, y: 24 + line * LINE_PX, fill: 'currentColor' }, [words])]),
  ];
  const symbol = (line: number, look: number) =>
    inTone(look, symbolsAt([{ xPx: leftPx + 4, yPx: 20 + line * LINE_PX }], look));
  const ring = svg('circle', { cx: leftPx + 4, cy: 20 + 2 * LINE_PX, r: 6, fill: 'none', stroke: 'currentColor' });
  return [
    ...row(0, symbol(0, LOOKS.typical), texts.groups.typical),
    ...row(1, symbol(1, LOOKS.atypical), texts.groups.atypical),
    ...row(2, inRole('ink', [ring]), texts.wrong),
  ];
}

function frame(): SvgElement {
  return svg('rect', { x: 1, y: 1, width: SIDE_PX - 2, height: SIDE_PX - 2, fill: 'none', stroke: 'currentColor' });
}

/** Both axes at one scale. */
function places(cells: readonly MappedCell[]): { xPx: number; yPx: number }[] {
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [[left, right], [bottom, top]] = [range(cells.map(({ x }) => x)), range(cells.map(({ y }) => y))];
  const span = Math.max(right - left, top - bottom) || 1;
  const scale = (SIDE_PX - 2 * MARGIN_PX) / span;
  const [shiftX, shiftY] = [(span - (right - left)) / 2, (span - (top - bottom)) / 2];
  return cells.map(({ x, y }) => ({
    xPx: MARGIN_PX + scale * (x - left + shiftX),
    yPx: SIDE_PX - MARGIN_PX - scale * (y - bottom + shiftY),
  }));
}

function isWrong({ group, probability }: MappedCell, { threshold }: CellMapReport): boolean {
  return (group === 'atypical') !== probability >= threshold;
}

/** The errors that the model was surest of, each a link to its place. */
function errorSection(report: CellMapReport, texts: CellMapTexts): PageSection {
  const distance = ({ probability }: MappedCell) => Math.abs(probability - report.threshold);
  const errors = report.cells
    .map((cell, index) => ({ cell, index }))
    .filter(({ cell }) => isWrong(cell, report))
    .toSorted((a, b) => distance(b.cell) - distance(a.cell))
    .slice(0, MOST_ERRORS);
  const links = errors.map(({ cell, index }): HtmlContent[] => [
    html('a', { href: `#cell-${index}` }, [texts.cell(cell, report.threshold).join(' · ')]),
  ]);
  return {
    id: 'errors',
    title: texts.errors,
    content: [links.length === 0 ? paragraph(texts.noErrors) : bullets(links)],
  };
}

function details({ origin }: CellMapReport, texts: CellMapTexts): PageSection {
  return { id: 'details', title: texts.details, content: [paragraph(commandLine(origin) satisfies HtmlElement)] };
}

/** The places as a table, with English headings whatever the language. */
export function cellMapRows({ cells }: Pick<CellMapReport, 'cells'>): (readonly CsvCell[])[] {
  return [
    ['cell', 'patient', 'cell_code', 'label', 'group', 'probability', 'x', 'y'],
    ...cells.map(({ id, patient, cellCode, label, group, probability, x, y }) => [
      ...[id, patient, cellCode, label, group, probability],
      ...[Number(x.toFixed(4)), Number(y.toFixed(4))],
    ]),
  ];
}
