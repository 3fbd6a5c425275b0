import type { Language } from '../../errors/entry.ts';
import type { Markup } from '../../reports/markup/markup.ts';
import { type Bar, barPlot } from '../../reports/plots/bar-plot.ts';
import { decimalText } from '../../reports/plots/number-text.ts';
import type { ExperimentFigures } from '../paper/experiment-figures.ts';
import { MODEL_GROUPS } from '../paper/model-groups.ts';
import { PRINTED_TYPES } from '../paper/printed-tables.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { type BestOfGroup, bestOfGroups, sourceLabel } from './effectiveness-plot.ts';
import { FIGURES_TEXTS } from './figures-texts.ts';
import { OUTCOMES, type Outcome } from './outcomes.ts';
import { WORDS } from './words.ts';

const TONES: Readonly<Record<Outcome, number>> = { tn: 0, fp: 3, fn: 1, tp: 2 };

/** Shares of all cells of the test; together 1. */
export interface OutcomeShares {
  readonly shares: Readonly<Record<Outcome, number>>;
  /** Where the paper prints no matrix: the middle of what its row leaves possible, with the data set's share of typical cells. */
  readonly isEstimated: boolean;
}

/** Share of typical images in the paper's data set. */
const TYPICAL_SHARE = share('typical') / (share('typical') + share('atypical'));

function share(group: 'typical' | 'atypical'): number {
  return PRINTED_TYPES.filter((type) => type.group === group).reduce((sum, { images }) => sum + images, 0);
}

/** @returns `null` where a figure is not known at all, as of a test without cells. */
export function outcomeShares({ figures }: ExperimentFigures): OutcomeShares | null {
  const { typicalCalledAtypical, atypicalMissed, typicalRecognised, accuracy } = figures;
  const [fp, fn] = [typicalCalledAtypical.value, atypicalMissed.value];
  if (fp === null || fn === null) return null;
  const isCounted = typicalRecognised.counted !== null && accuracy.counted !== null;
  const typical = isCounted ? typicalRecognised.counted.denominator / accuracy.counted.denominator : TYPICAL_SHARE;
  return { shares: { tn: typical - fp, fp, fn, tp: 1 - typical - fn }, isEstimated: !isCounted };
}

/** Figure 5: shares of the four outcomes by the best model of each group. */
export function outcomesPlot(report: ReproductionReport, widthPx: number): Markup {
  const { language } = report;
  const [texts, words] = [FIGURES_TEXTS[language], WORDS[language]];
  const all = bestOfGroups(report);
  const groups = MODEL_GROUPS.map((group) => ({
    title: words.group(group),
    bars: all.filter((one) => one.group === group).map((one) => bar(one, language)),
  }));
  return barPlot(
    {
      title: texts.outcomesTitle,
      description: groups
        .map(({ title, bars }) => `${title}: ${bars.map(({ label, text }) => `${label}: ${text}`).join('; ')}.`)
        .join(' '),
      axisTitle: texts.outcomesAxis,
      groups,
      legend: OUTCOMES.map((outcome) => ({ label: texts.outcomes[outcome], tone: TONES[outcome] })),
      notes: texts.outcomesNotes,
    },
    widthPx,
  );
}

function bar(one: BestOfGroup, language: Language): Bar {
  const label = sourceLabel(one, language);
  const known = one.best === null ? null : outcomeShares(one.best);
  if (known === null) return { label, parts: [], text: WORDS[language].notRun };
  const names = FIGURES_TEXTS[language].clinicalNames;
  const text = OUTCOMES.map((outcome) => `${names[outcome]} ${decimalText(100 * known.shares[outcome], 1)}`).join(
    ' · ',
  );
  return {
    label,
    parts: OUTCOMES.map((outcome) => ({ share: known.shares[outcome], tone: TONES[outcome] })),
    text: known.isEstimated ? `≈ ${text}` : text,
  };
}
