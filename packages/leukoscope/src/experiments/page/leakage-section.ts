import type { HtmlContent, HtmlElement } from '../../reports/markup/html.ts';
import { paragraph, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { differenceText } from '../../reports/plots/interval-text.ts';
import { type OurFigures, ourExperiments } from '../our-figures.ts';
import type { FigureName } from '../paper/experiment-figures.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { shortFigureCell } from './figure-text.ts';
import { LEAKAGE_TEXTS } from './leakage-texts.ts';
import { WORDS } from './words.ts';

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
export function leak({ image, patient }: SplitPair, name: FigureName): number | null {
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
        accuracy: mean(pairs, 'accuracy'),
        atypicalFound: mean(pairs, 'atypicalFound'),
        typicalRecognised: mean(pairs, 'typicalRecognised'),
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

function mean(pairs: readonly SplitPair[], name: FigureName): number | null {
  const leaks = pairs.map((pair) => leak(pair, name)).filter((value) => value !== null);
  return leaks.length === 0 ? null : leaks.reduce((sum, value) => sum + value, 0) / leaks.length;
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
      `${pair.image.experiment.id} · ${words.networks[pair.image.experiment.network]}, ${pair.image.experiment.sizePx} px`,
      ...COMPARED.flatMap((name) => [
        shortFigureCell(name, pair.image.figures[name]),
        shortFigureCell(name, pair.patient.figures[name]),
        differenceText(leak(pair, name)),
      ]),
    ]),
  });
}
