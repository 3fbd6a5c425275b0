import type { Language } from '../../errors/entry.ts';
import { type HtmlContent, html } from '../../reports/markup/html.ts';
import { paragraph, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { countText } from '../../reports/plots/interval-text.ts';
import { decimalText } from '../../reports/plots/number-text.ts';
import { type OurFigures, ourExperiments } from '../our-figures.ts';
import { POLARITIES, type Polarity } from '../paper/experiment-figures.ts';
import { bestModel } from '../paper/model-groups.ts';
import { experimentOf, experimentsIn, PAPER_EXPERIMENTS } from '../paper/paper-experiments.ts';
import { PRINTED_COMPARISON, PRINTED_PLAN, PRINTED_TEST_IMAGES, STATE_OF_THE_ART } from '../paper/printed-tables.ts';
import { type WholeImages, wholeImages } from '../paper/whole-images.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { figureCell, printedText } from './figure-text.ts';
import { PRINTED_TEXTS } from './printed-texts.ts';
import { rowLabel } from './result-rows.ts';
import { RESULTS_TEXTS } from './results-tables-texts.ts';
import { WORDS } from './words.ts';

/** Table I: the works that the paper cites; nothing of it can be computed here. */
export function stateOfTheArt(language: Language): HtmlContent[] {
  const texts = PRINTED_TEXTS[language];
  const [work, image, hardware, cost, accuracy] = texts.artColumns;
  return [
    pageTable({
      caption: texts.artCaption,
      columns: [
        ...[work, image, hardware].map((heading) => ({ heading, align: 'left' as const })),
        ...[cost, accuracy].map((heading) => ({ heading, align: 'right' as const })),
      ],
      rows: STATE_OF_THE_ART.map((row) => [
        row.work[language],
        row.image[language],
        row.hardware ?? texts.notReported,
        row.costUsd === null ? texts.notReported : `$${countText(row.costUsd)}`,
        row.accuracyPercents.length === 0 ? texts.notReported : row.accuracyPercents.map((one) => `${one}%`).join(', '),
      ]),
    }),
    remark(texts.artNote),
  ];
}

/** Table II, the plan, beside what the paper's result tables say was done, which differs, and which is done here. */
export function plan(language: Language): HtmlContent[] {
  const texts = PRINTED_TEXTS[language];
  return [
    pageTable({
      caption: texts.planCaption,
      columns: texts.planColumns.map((heading) => ({ heading, align: 'left' })),
      rows: PRINTED_PLAN.map(({ sizePx, batches, epochs }) => {
        const done = experimentsIn({ kind: 'cnn', sizePx });
        return [
          `${sizePx} × ${sizePx}`,
          texts.planned(batches, epochs),
          done.map(({ id, batch, epochs: of }) => texts.done(id, batch, of)).join('; '),
        ];
      }),
    }),
    paragraph(texts.planNote),
  ];
}

/** Table VIII: the works that the paper compares itself with, its own best, and ours. */
export function comparison(report: ReproductionReport): HtmlContent[] {
  const { language } = report;
  const [texts, words] = [PRINTED_TEXTS[language], WORDS[language]];
  const { polar, polarities } = RESULTS_TEXTS[language];
  const own = experimentOf(14);
  const printed = (polarity: Polarity) => {
    const { sensitivity, specificity } = POLARITIES[polarity];
    return [
      `${texts.ownWork}, ${polarities[polarity]}`,
      ...(['accuracy', sensitivity, specificity] as const).map((name) => printedText(own, name) ?? ''),
    ];
  };
  const { sensitivity, specificity } = POLARITIES.clinical;
  return [
    pageTable({
      caption: texts.comparisonCaption,
      columns: [
        { heading: texts.artColumns[0], align: 'left' },
        ...[words.figures.accuracy, polar.sensitivity, polar.specificity].map((heading) => ({
          heading,
          align: 'right' as const,
        })),
      ],
      isDense: true,
      rows: [
        ...PRINTED_COMPARISON.map((row): HtmlContent[] => [
          row.work[language],
          `${row.accuracyPercents.join('–')}%`,
          decimalText(row.sensitivity, 2),
          decimalText(row.specificity, 2),
        ]),
        printed('paper'),
        printed('clinical'),
        ...comparedRuns(report).map((ours): HtmlContent[] => [
          texts.oursClinical(rowLabel({ from: 'us', ours }, words), ours.experiment.id),
          ...(['accuracy', sensitivity, specificity] as const).map((name) => figureCell(name, ours.figures[name])),
        ]),
      ],
    }),
    remark(texts.comparisonNote),
  ];
}

/** Of each split ours of experiment 14, or the best one where that is not done. */
export function comparedRuns(report: ReproductionReport): OurFigures[] {
  return report.splits.flatMap((splitBy) => {
    const done = ourExperiments(report, splitBy);
    const ours = done.find(({ experiment }) => experiment.id === 14) ?? bestModel(done);
    return ours === null ? [] : [ours];
  });
}

/** The whole number of images behind each printed %FN. */
export function printedWholeImages(): (WholeImages & { readonly id: number })[] {
  return PAPER_EXPERIMENTS.map(({ id, printed }) => ({
    id,
    ...wholeImages(printed.falseNegativePercent, PRINTED_TEST_IMAGES),
  }));
}

/** Whether each published %FN is a whole number of the test's images. */
export function wholeImagesContent(language: Language): HtmlContent[] {
  const texts = PRINTED_TEXTS[language];
  const checked = printedWholeImages();
  const rounded = checked.filter(({ ifRounded }) => ifRounded).length;
  const cut = checked.filter(({ ifCut }) => ifCut).length;
  const mark = (holds: boolean) =>
    html('span', { class: `held held-${holds ? 'good' : 'bad'}` }, [`${holds ? '✓' : '✗'} ${texts.yesNo(holds)}`]);
  return [
    paragraph(texts.wholeAnswer({ rounded, cut, of: checked.length })),
    pageTable({
      caption: texts.wholeCaption,
      columns: texts.wholeColumns.map((heading, at) => ({ heading, align: at === 0 || at > 3 ? 'left' : 'right' })),
      rows: checked.map(({ id, percent, images, ifRounded, ifCut }) => [
        String(id),
        decimalText(percent, 2),
        String(images),
        `${decimalText((100 * images) / PRINTED_TEST_IMAGES, 4)}%`,
        mark(ifRounded),
        mark(ifCut),
      ]),
    }),
  ];
}
