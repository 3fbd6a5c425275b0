import type { HtmlContent } from '../../reports/markup/html.ts';
import { paragraph, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { countText } from '../../reports/plots/interval-text.ts';
import { decimalText } from '../../reports/plots/number-text.ts';
import { ourExperiments } from '../our-figures.ts';
import { bestModel } from '../paper/model-groups.ts';
import { experimentOf, type PaperExperiment } from '../paper/paper-experiments.ts';
import { PRINTED_MATRICES } from '../paper/printed-tables.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { MATRICES_TEXTS } from './matrices-texts.ts';
import { resultRows, rowLabel } from './result-rows.ts';
import { WORDS } from './words.ts';

const UNDEFINED = '—';

/** A confusion matrix in the paper's order: rows real, first the typical class (its 1), then the atypical (its 0). */
export interface ShownMatrix {
  readonly id: PaperExperiment['id'];
  readonly label: string;
  /** Called typical, called atypical; `null` where it is not run. */
  readonly typical: readonly [number, number] | null;
  readonly atypical: readonly [number, number] | null;
  /** As printed; `null` for ours. */
  readonly printedErrorPercent: number | null;
}

/** Table VII of the experiments that the paper shows, and ours of those that did best. */
export function shownMatrices(report: ReproductionReport): ShownMatrix[] {
  const printedIds = PRINTED_MATRICES.map(({ id }) => id);
  const best = report.splits.flatMap((splitBy) => bestModel(ourExperiments(report, splitBy))?.experiment.id ?? []);
  return [...new Set<number>([...printedIds, ...best])].flatMap((id) => matricesOf(id, report));
}

function matricesOf(id: PaperExperiment['id'], report: ReproductionReport): ShownMatrix[] {
  const words = WORDS[report.language];
  return resultRows(id, report).flatMap((row): ShownMatrix[] => {
    const label = rowLabel(row, words);
    if (row.from === 'nobody') return [{ id, label, typical: null, atypical: null, printedErrorPercent: null }];
    if (row.from === 'us') {
      const { tp, fn, fp, tn } = row.ours.run.test.confusion;
      return [{ id, label, typical: [tn, fp], atypical: [fn, tp], printedErrorPercent: null }];
    }
    const printed = PRINTED_MATRICES.find((matrix) => matrix.id === id);
    if (printed === undefined) return [];
    const note = printed.isRestored ? ` ${MATRICES_TEXTS[report.language].restored}` : '';
    const { typical, atypical, errorPercent } = printed;
    return [{ id, label: `${label}${note}`, typical, atypical, printedErrorPercent: errorPercent }];
  });
}

export function matricesContent(report: ReproductionReport): HtmlContent[] {
  const texts = MATRICES_TEXTS[report.language];
  const words = WORDS[report.language];
  const shown = shownMatrices(report);
  const blocks = new Map<number, HtmlContent>();
  for (const [at, { id }] of shown.entries())
    if (id !== shown[at - 1]?.id) blocks.set(at, words.experiment(experimentOf(id)));
  const [trueTypical, trueAtypical] = texts.truths;
  return [
    paragraph(texts.intro),
    pageTable({
      caption: texts.caption,
      columns: [
        { heading: texts.from, align: 'left' },
        { heading: texts.outcomes.tn, align: 'right', group: trueTypical },
        { heading: texts.outcomes.fp, align: 'right', group: trueTypical },
        { heading: texts.outcomes.fn, align: 'right', group: trueAtypical },
        { heading: texts.outcomes.tp, align: 'right', group: trueAtypical },
        { heading: texts.errorRate, align: 'right' },
      ],
      rows: shown.map((matrix) => [
        matrix.label,
        ...[matrix.typical, matrix.atypical].flatMap((pair) =>
          pair === null ? [UNDEFINED, UNDEFINED] : pair.map(countText),
        ),
        errorText(matrix),
      ]),
      blocks,
      isDense: true,
    }),
    remark(texts.note),
  ];
}

function errorText({ typical, atypical, printedErrorPercent }: ShownMatrix): string {
  if (printedErrorPercent !== null) return `${decimalText(printedErrorPercent, 2)}%`;
  if (typical === null || atypical === null) return UNDEFINED;
  const all = [...typical, ...atypical].reduce((sum, count) => sum + count, 0);
  return all === 0 ? UNDEFINED : `${decimalText((100 * (typical[1] + atypical[0])) / all, 2)}%`;
}
