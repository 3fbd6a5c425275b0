import { normalDeviate } from '../../evaluation/normal-distribution.ts';
import { DEFAULT_LEVEL } from '../../evaluation/rate.ts';
import type { HtmlContent, HtmlElement } from '../../reports/markup/html.ts';
import { paragraph, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { type OurFigures, ourExperiments } from '../our-figures.ts';
import type { FigureName, KnownFigure } from '../paper/experiment-figures.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { shortFigureCell } from './figure-text.ts';
import { LEAKAGE_TEXTS, type MeanLeak, pointsText } from './leakage-texts.ts';
import { deviations } from './result-rows.ts';
import { WORDS, type Words } from './words.ts';

export const COMPARED = ['accuracy', 'atypicalFound', 'typicalRecognised'] as const satisfies readonly FigureName[];

/** The same experiment tested on images of patients it learnt from, and on patients it never saw. */
export interface SplitPair {
  readonly image: OurFigures;
  readonly patient: OurFigures;
}

export function splitPairs(report: Pick<ReproductionReport, 'runs'>): SplitPair[] {
  const byPatient = ourExperiments(report, 'patient');
  return ourExperiments(report, 'image').flatMap((image) => {
    const patient = byPatient.find(({ experiment }) => experiment.id === image.experiment.id);
    return patient === undefined ? [] : [{ image, patient }];
  });
}

/** By image less by patient, in [-1, 1]. */
function leak({ image, patient }: SplitPair, name: FigureName): number | null {
  const [a, b] = [image, patient].map(({ figures }) => figures[name].value);
  return typeof a === 'number' && typeof b === 'number' ? a - b : null;
}

/** What the random split by image gives beyond the split by patient, and what that says of leakage. */
export function leakageContent(report: ReproductionReport): HtmlContent[] {
  const texts = LEAKAGE_TEXTS[report.language];
  const { patients } = report.dataset;
  if (patients === null) return [paragraph(texts.noPatients), paragraph(texts.paperNeither)];
  const pairs = splitPairs(report);
  if (pairs.length === 0) return [paragraph(texts.why), paragraph(texts.noPairs)];
  const shared = pairs.flatMap(({ image }) => sharedPatients(image, patients) ?? []);
  return [
    paragraph(texts.why),
    paragraph(
      texts.answer({
        pairs: pairs.length,
        accuracy: meanLeak(pairs, 'accuracy'),
        atypicalFound: meanLeak(pairs, 'atypicalFound'),
        typicalRecognised: meanLeak(pairs, 'typicalRecognised'),
      }),
    ),
    ...(shared.length === 0 ? [] : [paragraph(texts.shared(Math.min(...shared), patients))]),
    pairsTable(pairs, report),
    remark(texts.note),
  ];
}

/** How many patients at least have cells on both sides of a split by image; `null` where it is not known. */
function sharedPatients({ run: { cells } }: OurFigures, patients: number): number | null {
  const { train, test } = cells;
  return train.patients === null || test.patients === null
    ? null
    : Math.max(0, train.patients + test.patients - patients);
}

/** The interval's half width, by normal deviates of 95%. */
const DEVIATE = normalDeviate(DEFAULT_LEVEL);

/**
 * The mean of `leak` with an interval from the widths of those of the pairs: both tests of a pair count as independent,
 * and all pairs as sharing their chance, since each draws its test from the same patients. So more experiments do not
 * narrow it: rather too wide than too narrow.
 */
export function meanLeak(pairs: readonly SplitPair[], name: FigureName): MeanLeak | null {
  const leaks = pairs.flatMap((pair) => {
    const value = leak(pair, name);
    const errors = [pair.image, pair.patient].map(({ figures }) => standardError(figures[name]));
    return value === null ? [] : [{ value, error: Math.hypot(...errors) }];
  });
  if (leaks.length === 0) return null;
  const mean = (of: 'value' | 'error') => leaks.reduce((sum, one) => sum + one[of], 0) / leaks.length;
  const half = DEVIATE * mean('error');
  return { value: mean('value'), low: mean('value') - half, high: mean('value') + half };
}

function standardError({ low, high }: KnownFigure): number {
  return low === null || high === null ? 0 : (high - low) / (2 * DEVIATE);
}

function pairsTable(pairs: readonly SplitPair[], { language }: ReproductionReport): HtmlElement {
  const texts = LEAKAGE_TEXTS[language];
  const words = WORDS[language];
  return pageTable({
    caption: texts.caption,
    columns: [
      { heading: texts.experiment, align: 'left' },
      ...COMPARED.flatMap((name) =>
        [texts.byImage, texts.byPatient, texts.difference].map(
          (heading) => ({ heading, align: 'right', group: words.figures[name] }) as const,
        ),
      ),
    ],
    isDense: true,
    rows: pairs.map((pair) => [
      pairLabel(pair, words),
      ...COMPARED.flatMap((name) => [
        shortFigureCell(name, pair.image.figures[name]),
        shortFigureCell(name, pair.patient.figures[name]),
        pointsText(leak(pair, name)),
      ]),
    ]),
  });
}

function pairLabel({ image, patient }: SplitPair, words: Words): string {
  const { id, network, sizePx } = image.experiment;
  const apart = new Set([image, patient].flatMap(({ run }) => deviations(run, words)));
  return [`${id} · ${words.networks[network]}`, `${sizePx} px`, ...apart].join(', ');
}
