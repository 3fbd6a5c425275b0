import type { Language } from '../../errors/entry.ts';
import type { Markup } from '../../reports/markup/markup.ts';
import { type Bar, type BarGroup, barPlot } from '../../reports/plots/bar-plot.ts';
import { figureText, percentText } from '../../reports/plots/interval-text.ts';
import { type OurFigures, ourExperiments } from '../our-figures.ts';
import {
  type ExperimentFigures,
  type FigureName,
  type KnownFigure,
  PRINTED_EXPERIMENTS,
} from '../paper/experiment-figures.ts';
import { bestModel, inGroup, MODEL_GROUPS, type ModelGroup } from '../paper/model-groups.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { FIGURES_TEXTS } from './figures-texts.ts';
import { deviations } from './result-rows.ts';
import { WORDS } from './words.ts';

/** Who a bar of figures 4 and 5 is from, each with the colour of its bars. */
export const SOURCES = ['paper', 'image', 'patient'] as const;
export type Source = (typeof SOURCES)[number];
const TONES: Readonly<Record<Source, number>> = { paper: 4, image: 0, patient: 2 };

/** The best model of a group as one source has it; `null` where that has none. */
export interface BestOfGroup {
  readonly group: ModelGroup;
  readonly source: Source;
  /** What is known of it, with the run where it is ours. */
  readonly best: (ExperimentFigures & Partial<Pick<OurFigures, 'run'>>) | null;
}

/** Of each of the four groups the best model in print and the best of ours. */
export function bestOfGroups(report: ReproductionReport): BestOfGroup[] {
  const sources = SOURCES.filter((source) => source === 'paper' || report.splits.includes(source));
  return MODEL_GROUPS.flatMap((group) =>
    sources.map((source) => {
      const known = source === 'paper' ? PRINTED_EXPERIMENTS : ourExperiments(report, source);
      return { group, source, best: bestModel(inGroup<ExperimentFigures>(known, group)) };
    }),
  );
}

const CLASSES = ['typicalRecognised', 'atypicalFound'] as const satisfies readonly FigureName[];

/** Figure 4: the share of each class called rightly by the best model of each group. */
export function effectivenessPlot(report: ReproductionReport, widthPx: number): Markup {
  const { language } = report;
  const [texts, words] = [FIGURES_TEXTS[language], WORDS[language]];
  const all = bestOfGroups(report);
  const groups = MODEL_GROUPS.flatMap((group) =>
    CLASSES.map(
      (name): BarGroup => ({
        title: `${words.group(group)}: ${words.figures[name]}`,
        bars: all.filter((one) => one.group === group).map((one) => bar(one, name, language)),
      }),
    ),
  );
  return barPlot(
    {
      title: texts.effectivenessTitle,
      description: groups
        .map(({ title, bars }) => `${title}: ${bars.map(({ label, text }) => `${label} ${text}`).join(', ')}.`)
        .join(' '),
      axisTitle: texts.effectivenessAxis,
      groups,
      notes: texts.effectivenessNotes,
    },
    widthPx,
  );
}

function bar({ source, best }: BestOfGroup, name: FigureName, language: Language): Bar {
  const label = sourceLabel({ source, best }, language);
  if (best === null) return { label, parts: [], text: WORDS[language].notRun };
  const figure = best.figures[name];
  return {
    label,
    parts: figure.value === null ? [] : [{ share: figure.value, tone: TONES[source] }],
    interval: figure.low === null || figure.high === null ? null : [figure.low, figure.high],
    text: shareText(figure),
  };
}

/** Printed shares have two digits only. */
function shareText(figure: KnownFigure): string {
  if (figure.value === null) return percentText(null);
  return figure.least === figure.most ? figureText(figure, percentText) : `${Math.round(100 * figure.value)}%`;
}

/** `paper, ID 3`; ours with what sets the run apart from the paper's protocol. */
export function sourceLabel({ source, best }: Pick<BestOfGroup, 'source' | 'best'>, language: Language): string {
  const words = WORDS[language];
  if (best === null) return source === 'paper' ? words.paper : words.splits[source];
  const apart = best.run === undefined ? [] : deviations(best.run, words);
  return [source === 'paper' ? words.paper : words.splits[source], `ID ${best.experiment.id}`, ...apart].join(', ');
}
