import type { Language } from '../../errors/entry.ts';
import { csvLine } from '../../files/csv.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { SearchPlan } from '../../models/search-origin.ts';
import { searchPlot } from '../../reports/plots/search-plot.ts';
import type { SearchResult } from '../../training/search/run-search.ts';
import type { SearchFolder } from '../../training/search/search-folder.ts';
import { rungsOf } from '../../training/search/search-plan.ts';
import type { SearchRecord } from '../../training/search/search-record.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../define-command.ts';
import { textTable } from '../text-table.ts';
import type { TrainOptions } from './train-options.ts';

const PLOT_WIDTH_PX = 900;

/** The search that the options ask for. */
export function searchPlanOf(given: TrainOptions): SearchPlan {
  const { searchTrials: trials, searchKeep: keep, epochs } = given;
  return {
    trials,
    keep,
    rungs: rungsOf({ epochs, trials, keep }),
    learningRate: [...given.searchLr],
    weightDecay: [...given.searchDecay],
  };
}

interface SearchPlace {
  readonly folder: SearchFolder;
  /** Of the winner's run. */
  readonly winner: CommandResult;
  readonly context: CommandContext;
}

/** Writes a finished search's table and plot, and says what it found before what `train` says of a run. */
export async function searchResultOf(
  { record, winner: number }: SearchResult,
  { folder, winner, context: { language } }: SearchPlace,
): Promise<CommandResult> {
  const { plotFile: plot, tableFile: table } = folder;
  await writeFileAtomic(table, csvOf(record));
  const drawn = { ...record.plan, tried: record.trials, winner: number };
  await writeFileAtomic(plot, searchPlot(drawn, { language, widthPx: PLOT_WIDTH_PX }));
  const { learningRate, weightDecay } = record.trials[number - 1]!;
  const { trials, plan } = record;
  const texts = TEXTS[language];
  return {
    document: {
      ...(winner.document as object),
      search: { ...plan, tried: trials, winner: number, learningRate, weightDecay, plot, table },
    },
    text: [
      trialTable(record, texts),
      texts.found({ trial: number, learningRate, weightDecay }),
      texts.files(plot, table),
      '\n',
      winner.text,
    ].join(''),
  };
}

function csvOf({ plan, trials }: SearchRecord): string {
  const figures = ['epoch', 'roc_auc', 'loss'];
  const headings = plan.rungs.flatMap((epochs) => figures.map((figure) => `${figure}_at_${epochs}`));
  const rows = trials.map(({ learningRate, weightDecay, results }, index) => {
    const cells = plan.rungs.flatMap((_, rung) => {
      const result = results[rung];
      if (result === 'diverged') return ['diverged', '', ''];
      return result === undefined ? ['', '', ''] : [result.epoch, result.rocAuc ?? '', result.loss];
    });
    return csvLine([index + 1, learningRate, weightDecay, ...cells]);
  });
  return [csvLine(['trial', 'learning_rate', 'weight_decay', ...headings]), ...rows].join('');
}

/** The trials that came farthest first, and of those the best. */
function trialTable({ plan, trials }: SearchRecord, { heading, diverged }: SearchTexts): string {
  const rows = trials
    .map((trial, index) => ({ ...trial, number: index + 1 }))
    .sort((a, b) => b.results.length - a.results.length || aucOf(b) - aucOf(a) || a.number - b.number)
    .map(({ number, learningRate, weightDecay, results }) => [
      String(number),
      String(learningRate),
      String(weightDecay),
      ...plan.rungs.map((_, rung) => {
        const result = results[rung];
        return result === 'diverged' ? diverged : (result?.rocAuc?.toFixed(3) ?? '—');
      }),
    ]);
  const headings = [heading.trial, heading.rate, heading.decay, ...plan.rungs.map(heading.rung)];
  return textTable(
    headings.map((text) => ({ heading: text, align: 'right' })),
    rows,
  );
}

function aucOf({ results }: SearchRecord['trials'][number]): number {
  const last = results.at(-1);
  return last === undefined || last === 'diverged' ? -1 : (last.rocAuc ?? -1);
}

interface SearchTexts {
  readonly heading: {
    readonly trial: string;
    readonly rate: string;
    readonly decay: string;
    readonly rung: (epochs: number) => string;
  };
  readonly diverged: string;
  readonly found: (best: { trial: number; learningRate: number; weightDecay: number }) => string;
  readonly files: (plot: string, table: string) => string;
}

const TEXTS: Readonly<Record<Language, SearchTexts>> = {
  en: {
    heading: {
      trial: 'trial',
      rate: 'learning rate',
      decay: 'weight decay',
      rung: (epochs) => `AUC by epoch ${epochs}`,
    },
    diverged: 'diverged',
    found: ({ trial, learningRate, weightDecay }) =>
      `Best by validation: trial ${trial}, --lr ${learningRate} --weight-decay ${weightDecay}.\n`,
    files: (plot, table) => `Plot: ${plot}\nTable: ${table}\n`,
  },
  es: {
    heading: {
      trial: 'ensayo',
      rate: 'tasa de aprendizaje',
      decay: 'decaimiento',
      rung: (epochs) => `AUC hasta la época ${epochs}`,
    },
    diverged: 'divergió',
    found: ({ trial, learningRate, weightDecay }) =>
      `El mejor según la validación: ensayo ${trial}, --lr ${learningRate} --weight-decay ${weightDecay}.\n`,
    files: (plot, table) => `Gráfico: ${plot}\nTabla: ${table}\n`,
  },
};
