import { type HtmlContent, type HtmlElement, html } from '../../reports/markup/html.ts';
import { bullets, code, paragraph, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { countText, intervalText, shareText } from '../../reports/plots/interval-text.ts';
import { decimalText, lossText } from '../../reports/plots/number-text.ts';
import { quoted } from '../../reports/plots/quoted-figure.ts';
import { commandLine } from '../../reports/report-parts.ts';
import type { PartCounts } from '../../training/training-data.ts';
import { isNotPretrained } from '../our-figures.ts';
import { PRINTED_ENVIRONMENT } from '../paper/printed-tables.ts';
import type { PlannedRun, ReproducedRun } from '../reproduced-run.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { CONDITIONS_TEXTS } from './conditions-texts.ts';
import { whoseText } from './result-rows.ts';
import { WORDS } from './words.ts';

/** The paper's surroundings beside ours. */
export function environmentContent({ environment, language }: ReproductionReport): HtmlContent[] {
  const texts = CONDITIONS_TEXTS[language];
  return [
    pageTable({
      caption: texts.environmentCaption,
      columns: ['', texts.inPaper, texts.here].map((heading) => ({ heading, align: 'left' })),
      rows: [
        [texts.software, PRINTED_ENVIRONMENT.software, environment.software],
        [texts.machine, PRINTED_ENVIRONMENT.machine, environment.machine],
      ],
    }),
  ];
}

/** What was assumed where the paper is silent. */
export function assumptionsContent({ language }: ReproductionReport): HtmlContent[] {
  return [bullets(CONDITIONS_TEXTS[language].assumptions.map((assumption) => [assumption]))];
}

/** Every run with what it was made of, the runs that are not done yet, and how to repeat it all. */
export function runsContent(report: ReproductionReport): HtmlContent[] {
  const { language, dataset, origin, seed } = report;
  const texts = CONDITIONS_TEXTS[language];
  const starts = new Map(report.runs.flatMap(({ start }) => (start === null ? [] : [[start.sha256, start] as const])));
  return [
    ...(report.runs.length === 0 ? [paragraph(texts.noRuns)] : [runsTable(report)]),
    ...withoutTestContent(report, 'diverged'),
    ...withoutTestContent(report, 'pending'),
    ...(starts.size === 0
      ? []
      : [
          paragraph(texts.starts),
          bullets(
            [...starts.values()].map(({ id, sha256, licence }) => [
              `${id ?? texts.ownWeights}, sha256 `,
              code(sha256),
              licence === null ? '' : `, ${texts.licence(licence)}`,
            ]),
          ),
        ]),
    paragraph(texts.command, ' ', commandLine(origin)),
    paragraph(texts.repeat({ dataHash: dataset.dataHash, scheme: dataset.scheme, seed })),
    remark(texts.tables),
  ];
}

function runsTable({ runs, language }: ReproductionReport): HtmlElement {
  const texts = CONDITIONS_TEXTS[language];
  return pageTable({
    caption: texts.runsCaption,
    columns: texts.runColumns.map((heading, at) => ({ heading, align: at < 3 ? 'left' : 'right' })),
    isDense: true,
    rows: runs.map((run) => runRow(run, language)),
  });
}

function runRow(run: ReproducedRun, language: ReproductionReport['language']): HtmlContent[] {
  const [texts, words] = [CONDITIONS_TEXTS[language], WORDS[language]];
  const { experiment, start, epochs, batch, cells, training, seconds, test } = run;
  const auc = quoted(test, 'rocAuc');
  const began = start === null ? texts.random : (start.id ?? texts.ownWeights);
  return [
    `${experiment.id} · ${words.networks[experiment.network]}, ${experiment.sizePx} px`,
    whoseText(run, words),
    isNotPretrained(run) ? `${began}: ${words.notPretrained}` : began,
    epochs === experiment.epochs ? String(epochs) : texts.of(epochs, experiment.epochs),
    String(batch),
    cellsText(cells.train, language),
    cellsText(cells.test, language),
    lossText(training.loss),
    shareText(training.accuracy),
    html('div', {}, [shareText(auc.value), html('div', { class: 'muted' }, [intervalText(auc)])]),
    durationText(seconds),
  ];
}

function cellsText({ typical, atypical, patients }: PartCounts, language: ReproductionReport['language']): HtmlElement {
  const texts = CONDITIONS_TEXTS[language];
  return html('div', {}, [
    `${countText(typical)} + ${countText(atypical)}`,
    ...(patients === null ? [] : [html('div', { class: 'muted' }, [texts.patients(patients)])]),
  ]);
}

/** Of a run that was interrupted nobody knows. */
function durationText(seconds: number | null): string {
  if (seconds === null) return '—';
  if (seconds < 120) return `${decimalText(seconds, 0)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${decimalText(minutes / 60, 1)} h`;
}

function withoutTestContent(report: ReproductionReport, why: 'pending' | 'diverged'): HtmlElement[] {
  const planned: readonly PlannedRun[] = report[why];
  if (planned.length === 0) return [];
  const [texts, words] = [CONDITIONS_TEXTS[report.language], WORDS[report.language]];
  const kinds = Map.groupBy(planned, (run) => whoseText(run, words));
  return [
    paragraph(texts[why](planned.length)),
    bullets([...kinds].map(([kind, runs]) => [`${kind}: ${words.list(runs.map(({ experiment }) => experiment.id))}`])),
  ];
}
