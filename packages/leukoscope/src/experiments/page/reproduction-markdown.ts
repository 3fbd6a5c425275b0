import { intervalText, shareText } from '../../reports/plots/interval-text.ts';
import { lossText } from '../../reports/plots/number-text.ts';
import { quoted } from '../../reports/plots/quoted-figure.ts';
import { ourExperiments } from '../our-figures.ts';
import { experimentsIn, RESULTS_TABLES, type ResultsTable } from '../paper/paper-experiments.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { judgedClaims, verdictText, witnesses } from './claims-section.ts';
import { CLAIMS_TEXTS } from './claims-texts.ts';
import { countedText, intervalOf, printedText, RESULT_COLUMNS, valueText } from './figure-text.ts';
import { COMPARED, meanLeak, type SplitPair, splitPairs } from './leakage-section.ts';
import { leakText } from './leakage-texts.ts';
import { shownMatrices } from './matrices-section.ts';
import { printedWholeImages } from './printed-sections.ts';
import { type ResultRow, resultRows, rowLabel } from './result-rows.ts';
import { RESULTS_TEXTS } from './results-tables-texts.ts';
import { WORDS } from './words.ts';

const UNDEFINED = '—';

/** The tables as Markdown, numbers only: to be kept beside the code. English whatever the report's language. */
export function reproductionTablesMarkdown(given: ReproductionReport): string {
  const report: ReproductionReport = { ...given, language: 'en' };
  const { dataset, seed, environment, epochsFactor } = report;
  const patients = dataset.patients === null ? 'no patients named' : `${dataset.patients} patients`;
  const parts = [
    `# The paper, reproduced with ${plain(dataset.name)}`,
    `${dataset.typical + dataset.atypical} cells (${dataset.typical} typical, ${dataset.atypical} atypical, ${patients}; ${dataset.excluded} excluded), scheme \`${dataset.scheme}\`, seed ${seed}. ${plain(environment.software)}; ${plain(environment.machine)}. Intervals of 95%, over patients where there are patients.`,
    ...(epochsFactor === 1 ? [] : [`**Not the paper's protocol: its epochs times ${epochsFactor}.**`]),
    'As the paper counts, positive is typical: its sensitivity is the share of typical cells recognised, its %FN the typical cells called atypical. Clinical: positive is atypical. In brackets: not printed, but all that the printed row leaves possible.',
    ...RESULTS_TABLES.flatMap((table) => [
      `## Table ${table.number}: ${WORDS.en.group(table)}`,
      results(table, report),
    ]),
    '## Table VII: confusion matrices',
    matrices(report),
    '## Claims',
    claims(report),
    ...leakage(report),
    '## Published %FN as whole numbers of 3672 images',
    table(
      ['ID', '%FN', 'images', 'if rounded', 'if cut'],
      printedWholeImages().map(({ id, percent, images, ifRounded, ifCut }) => [
        ...[String(id), percent.toFixed(2), String(images)],
        ...[ifRounded, ifCut].map((holds) => (holds ? 'yes' : 'no')),
      ]),
    ),
    '## Runs',
    runs(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

function results(which: ResultsTable, report: ReproductionReport): string {
  const texts = RESULTS_TEXTS.en;
  return table(
    [
      ...['ID', 'whose', 'accuracy'],
      ...RESULT_COLUMNS.map(
        ({ polarity, polar }) => `${polarity === 'paper' ? "paper's" : 'clinical'} ${texts.polar[polar]}`,
      ),
    ],
    experimentsIn(which).flatMap(({ id }) =>
      resultRows(id, report).map((row) => [String(id), rowLabel(row, WORDS.en), ...resultCells(row)]),
    ),
  );
}

function resultCells(row: ResultRow): string[] {
  const names = ['accuracy' as const, ...RESULT_COLUMNS.map(({ name }) => name)];
  return names.map((name) => {
    if (row.from === 'nobody') return UNDEFINED;
    if (row.from === 'paper') {
      const { experiment, figures } = row.printed;
      return printedText(experiment, name) ?? `(${valueText(name, figures[name])})`;
    }
    const figure = row.ours.figures[name];
    const interval = intervalOf(name, figure);
    return `${countedText(figure)} = ${valueText(name, figure)}${interval === null ? '' : ` (${interval})`}`;
  });
}

function matrices(report: ReproductionReport): string {
  return table(
    ['ID', 'whose', 'typical called typical', 'typical called atypical', 'atypical missed', 'atypical found'],
    shownMatrices(report).map(({ id, label, typical, atypical }) => [
      ...[String(id), label],
      ...[typical, atypical].flatMap((pair) => pair?.map(String) ?? [UNDEFINED, UNDEFINED]),
    ]),
  );
}

function claims(report: ReproductionReport): string {
  const texts = CLAIMS_TEXTS.en;
  const by = witnesses(report);
  return table(
    ['claim', 'reading', ...by.map((witness) => texts.witnesses[witness])],
    judgedClaims(report).map(({ claim, reading, judgements }) => [
      ...[texts.claims[claim], texts.readings[reading]],
      ...by.map((witness) => {
        const judgement = judgements[witness]!;
        return `${verdictText(judgement, 'en')}${judgement.isNarrow ? ', narrowly' : ''}`;
      }),
    ]),
  );
}

function leakage(report: ReproductionReport): string[] {
  const pairs = splitPairs(report);
  if (pairs.length === 0) return [];
  return [
    '## By image less by patient',
    table(
      ['ID', ...COMPARED.map((name) => WORDS.en.figures[name])],
      [
        ...pairs.map((pair) => [String(pair.image.experiment.id), ...COMPARED.map((name) => leakCell([pair], name))]),
        ['mean', ...COMPARED.map((name) => leakCell(pairs, name))],
      ],
    ),
  ];
}

function leakCell(pairs: readonly SplitPair[], name: (typeof COMPARED)[number]): string {
  return leakText(meanLeak(pairs, name), 'points', 'to');
}

function runs(report: ReproductionReport): string {
  const done = (['all', 'head'] as const).flatMap((learns) =>
    report.splits.flatMap((splitBy) => ourExperiments(report, splitBy, learns)),
  );
  return table(
    ['ID', 'whose', 'epochs', 'batch', 'began from', 'ROC AUC', 'last loss', 'training accuracy', 'seconds'],
    done.map((ours) => {
      const { run } = ours;
      const auc = quoted(run.test, 'rocAuc');
      return [
        ...[String(run.experiment.id), rowLabel({ from: 'us', ours }, WORDS.en), String(run.epochs), String(run.batch)],
        run.start === null ? 'random' : (run.start.id ?? run.start.sha256),
        `${shareText(auc.value)} (${intervalText(auc)})`,
        ...[lossText(run.training.loss), shareText(run.training.accuracy), run.seconds?.toFixed(0) ?? '—'],
      ];
    }),
  );
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that Markdown takes for nothing else. */
function plain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|#]/g, '\\$&')
    .replace(/\s+/g, ' ');
}
