import type { Markup } from '../markup/markup.ts';
import type { PlotView } from './figure.ts';
import type { LinePanel } from './line-panel.ts';
import { linePlot } from './line-plot.ts';
import type { PlotSeries } from './plot-series.ts';
import { SEARCH_PLOT_TEXTS, type SearchPlotTexts } from './search-plot-texts.ts';

interface SearchedTrial {
  readonly learningRate: number;
  readonly weightDecay: number;
  /** One a rung, as far as the trial has come. */
  readonly results: readonly (SearchFigures | 'diverged')[];
}

interface SearchFigures {
  readonly rocAuc: number | null;
  readonly loss: number;
}

/** A search of learning rate and weight decay, as far as it is drawn. */
export interface SearchPicture {
  /** Lowest and highest value that was drawn from; positive. */
  readonly learningRate: readonly [number, number];
  readonly weightDecay: readonly [number, number];
  /** Epochs after which trials were compared, rising. */
  readonly rungs: readonly number[];
  readonly tried: readonly SearchedTrial[];
  /** Counted from 1. */
  readonly winner: number;
}

/** Of the symbols of the worst and the best trial. */
const AREAS_PX2 = [24, 230] as const;
const DIVERGED_AREA_PX2 = 60;

/** Trials that are drawn alike: how far they came. */
interface Fate {
  readonly label: string;
  readonly trials: readonly SearchedTrial[];
  readonly look: number;
}

/**
 * Every trial over both axes, larger where its validation ROC AUC was higher, and the area under the curve of each at
 * every rung it came to; colour and shape say how far it came. One SVG.
 *
 * @throws RangeError if the width is under 240 px or a value is not positive.
 */
export function searchPlot(search: SearchPicture, { language, widthPx }: PlotView): Markup {
  const texts = SEARCH_PLOT_TEXTS[language];
  const fates = fatesOf(search, texts);
  const best = search.tried[search.winner - 1]!;
  const aucs = search.tried.flatMap((trial) => lastAuc(trial) ?? []);
  const span = aucs.length > 0 ? ([Math.min(...aucs), Math.max(...aucs)] as const) : null;
  const description = texts.description({ ...best, trials: search.tried.length, rocAuc: lastAuc(best) });
  const notes = span === null ? [description] : [texts.sizes(span), description];
  const panels: readonly [LinePanel, ...LinePanel[]] = [
    {
      x: { kind: 'log', title: texts.learningRate, include: search.learningRate },
      y: { kind: 'log', title: texts.weightDecay, include: search.weightDecay },
      series: fates.map(({ trials, ...fate }) => ({
        ...fate,
        style: 'symbols',
        points: trials.map((trial) => ({
          x: trial.learningRate,
          y: trial.weightDecay,
          areaPx2: areaOf(lastAuc(trial), span),
        })),
      })),
      emptyText: texts.empty,
    },
    ...(search.rungs.length > 1 && aucs.length > 0 ? [rungPanel(search, fates, texts)] : []),
  ];
  return linePlot({ title: texts.title, description, panels, notes }, widthPx);
}

function rungPanel({ rungs }: SearchPicture, fates: readonly Fate[], texts: SearchPlotTexts): LinePanel {
  const lines = fates.flatMap(({ trials, label, look }): PlotSeries[] =>
    trials.map(({ results }) => ({
      label,
      look,
      points: results.map((result, rung) => ({ x: rungs[rung]!, y: result === 'diverged' ? null : result.rocAuc })),
    })),
  );
  return {
    x: { kind: 'linear', title: texts.epochs, wholeNumbers: true, include: [0] },
    y: { kind: 'linear', title: texts.rocAuc },
    series: lines,
    emptyText: texts.empty,
  };
}

/** Dropped at each rung, diverged, trained whole, the winner; those that happened to no trial are left out. */
function fatesOf({ rungs, tried, winner }: SearchPicture, texts: SearchPlotTexts): Fate[] {
  const best = tried[winner - 1]!;
  const diverged = tried.filter(({ results }) => results.at(-1) === 'diverged');
  const others = tried.filter((trial) => trial !== best && !diverged.includes(trial));
  const stoppedAt = rungs.map((epochs, rung) => ({
    label: rung === rungs.length - 1 ? texts.whole(epochs) : texts.dropped(epochs),
    trials: others.filter(({ results }) => results.length === rung + 1),
    look: rung + 1,
  }));
  return [
    { label: texts.winner(winner), trials: [best], look: 0 },
    ...stoppedAt.toReversed(),
    { label: texts.diverged, trials: diverged, look: rungs.length + 1 },
  ].filter(({ trials }) => trials.length > 0);
}

function lastAuc({ results }: SearchedTrial): number | null {
  const last = results.at(-1);
  return last === undefined || last === 'diverged' ? null : last.rocAuc;
}

function areaOf(auc: number | null, span: readonly [number, number] | null): number {
  if (auc === null || span === null) return DIVERGED_AREA_PX2;
  const [least, most] = AREAS_PX2;
  const share = span[1] > span[0] ? (auc - span[0]) / (span[1] - span[0]) : 1;
  return least + share * (most - least);
}
