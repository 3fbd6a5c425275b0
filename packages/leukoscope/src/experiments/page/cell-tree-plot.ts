import type { Markup } from '../../reports/markup/markup.ts';
import { innerWidthPx, noteBlock, stacked, stackedFigure } from '../../reports/plots/blocks.ts';
import { type Block, checkWidth } from '../../reports/plots/figure.ts';
import { countText } from '../../reports/plots/interval-text.ts';
import { moved, type SvgContent, type SvgElement, svg } from '../../reports/plots/svg.ts';
import {
  lineHeightPx,
  SMALL_TEXT_PX,
  TITLE_TEXT_PX,
  textLines,
  textWidthPx,
  wrapped,
} from '../../reports/plots/text.ts';
import { inRole, inTone } from '../../reports/plots/theme.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { cellTree, type TreeBranch, type TreeLeaf } from './cell-tree.ts';
import { FIGURES_TEXTS } from './figures-texts.ts';

const LINE_PX = lineHeightPx(SMALL_TEXT_PX);
const ROOT_PX = 34;
const BRANCH_PX = 32;
const STEM_PX = 22;
/** From the trunk of a branch to its leaves. */
const ELBOW_PX = 16;
const LEAF_GAP_PX = 6;
const COLUMN_GAP_PX = 30;
const LEAST_BESIDE_PX = 560;
const TONES = { typical: 0, atypical: 1 } as const;
const NONE = '—';

/** Figure 2: the cell types as a tree, with how many cells there are here and in the paper's data set. */
export function cellTreePlot(report: ReproductionReport, widthPx: number): Markup {
  checkWidth(widthPx);
  const texts = FIGURES_TEXTS[report.language];
  const innerPx = innerWidthPx(widthPx);
  const branches = cellTree(report);
  const total = (of: 'cells' | 'printed') => branches.reduce((sum, branch) => sum + branch[of], 0);
  const root = texts.treeRoot(total('cells'), total('printed'));
  const description = branches
    .map(
      (branch) =>
        `${texts.branch(branch)}: ${branch.leaves.map((leaf) => `${leaf.label} ${counts(leaf).join(' / ')}`).join(', ')}.`,
    )
    .join(' ');
  const beside = innerPx >= LEAST_BESIDE_PX;
  const branchPx = beside ? (innerPx - COLUMN_GAP_PX) / 2 : innerPx;
  const drawn = branches.map((branch) => branchBlock(branch, report, branchPx));
  const tree = beside ? besideBlock(root, drawn, innerPx) : stacked([rootBlock(root, innerPx), ...drawn], 14);
  return stackedFigure({ title: texts.treeTitle, description: `${root}. ${description}` }, widthPx, [
    tree,
    noteBlock(texts.treeNotes(report.dataset.excluded), innerPx),
  ]);
}

/** The root above both branches, with lines down to them. */
function besideBlock(root: string, drawn: readonly Block[], widthPx: number): Block {
  const branchPx = (widthPx - COLUMN_GAP_PX) / 2;
  const top = ROOT_PX + STEM_PX;
  const middles = drawn.map((_, at) => at * (branchPx + COLUMN_GAP_PX) + branchPx / 2);
  const half = ROOT_PX + STEM_PX / 2;
  const lines = [
    { x1: widthPx / 2, y1: ROOT_PX, x2: widthPx / 2, y2: half },
    { x1: middles[0]!, y1: half, x2: middles.at(-1)!, y2: half },
    ...middles.map((middle) => ({ x1: middle, y1: half, x2: middle, y2: top })),
  ];
  return {
    content: [
      ...rootBlock(root, widthPx).content,
      inRole('muted', lines.map(stroke)),
      ...drawn.map((block, at) => moved(at * (branchPx + COLUMN_GAP_PX), top, block.content)),
    ],
    heightPx: top + Math.max(...drawn.map(({ heightPx }) => heightPx)),
  };
}

function rootBlock(text: string, widthPx: number): Block {
  const boxPx = Math.min(widthPx, textWidthPx(text, TITLE_TEXT_PX) + 28);
  return box(text, { widthPx: boxPx, heightPx: ROOT_PX, leftPx: (widthPx - boxPx) / 2, tone: null });
}

interface BoxLook {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly leftPx: number;
  readonly tone: number | null;
}

function box(text: string, { widthPx, heightPx, leftPx, tone }: BoxLook): Block {
  const outline = { x: leftPx, y: 0.5, width: widthPx, height: heightPx - 1, rx: 4 };
  const shapes = [
    svg('rect', { ...outline, fill: 'currentColor', 'fill-opacity': tone === null ? 0 : 0.14 }),
    svg('rect', { ...outline, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 }),
  ];
  const lines = wrapped(text, widthPx - 12, TITLE_TEXT_PX).slice(0, 1);
  const place = { xPx: leftPx + widthPx / 2, yPx: heightPx / 2, sizePx: TITLE_TEXT_PX, anchor: 'middle' as const };
  return {
    content: [tone === null ? inRole('muted', shapes) : inTone(tone, shapes), inRole('ink', textLines(lines, place))],
    heightPx,
  };
}

/** The group in a box, its types hanging from a trunk below, the numbers in two columns. */
function branchBlock(branch: TreeBranch, { language }: ReproductionReport, widthPx: number): Block {
  const texts = FIGURES_TEXTS[language];
  const tone = TONES[branch.group];
  const head = box(texts.branch(branch), { widthPx, heightPx: BRANCH_PX, leftPx: 0, tone });
  const headings = texts.treeColumns;
  const columns = countColumns(branch, headings);
  const content: SvgContent[] = [...head.content];
  content.push(inRole('muted', columnTexts(headings, { columns, widthPx, yPx: BRANCH_PX + LINE_PX * 0.8 })));
  const labelPx = widthPx - 2 * ELBOW_PX - columns.reduce((sum, px) => sum + px + 12, 0);
  let [top, last] = [BRANCH_PX + LINE_PX * 1.5, BRANCH_PX];
  for (const leaf of branch.leaves) {
    const lines = wrapped(leaf.label, labelPx, SMALL_TEXT_PX);
    last = top + LINE_PX / 2;
    content.push(
      inRole('ink', [
        ...textLines(lines, { xPx: 2 * ELBOW_PX, yPx: last, sizePx: SMALL_TEXT_PX }),
        ...columnTexts(counts(leaf), { columns, widthPx, yPx: last }),
      ]),
      inTone(tone, [stroke({ x1: ELBOW_PX, y1: last, x2: 2 * ELBOW_PX - 5, y2: last })]),
    );
    top += lines.length * LINE_PX + LEAF_GAP_PX;
  }
  content.push(inTone(tone, [stroke({ x1: ELBOW_PX, y1: BRANCH_PX, x2: ELBOW_PX, y2: last })]));
  return { content, heightPx: top };
}

function counts({ cells, printed }: TreeLeaf): string[] {
  return [cells, printed].map((count) => (count === null ? NONE : countText(count)));
}

function countColumns({ leaves }: TreeBranch, headings: readonly string[]): number[] {
  return headings.map((heading, at) =>
    Math.max(...[heading, ...leaves.map((leaf) => counts(leaf)[at]!)].map((text) => textWidthPx(text, SMALL_TEXT_PX))),
  );
}

function columnTexts(
  texts: readonly string[],
  { columns, widthPx, yPx }: { readonly columns: readonly number[]; readonly widthPx: number; readonly yPx: number },
): SvgElement[] {
  let right = widthPx;
  return texts
    .map((text, at) => [text, columns[at]!] as const)
    .toReversed()
    .flatMap(([text, columnPx]) => {
      const lines = textLines([text], { xPx: right, yPx, sizePx: SMALL_TEXT_PX, anchor: 'end' });
      right -= columnPx + 12;
      return lines;
    });
}

function stroke(ends: { x1: number; y1: number; x2: number; y2: number }): SvgElement {
  return svg('line', { ...ends, stroke: 'currentColor', 'stroke-width': 1.5 });
}
