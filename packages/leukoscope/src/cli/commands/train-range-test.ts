import { join } from 'node:path';
import type { Language } from '../../errors/entry.ts';
import { csvLine } from '../../files/csv.ts';
import { lockFolder } from '../../files/folder-lock.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { rangeTestPlot } from '../../reports/plots/range-test-plot.ts';
import type { RangeTest, RangeTestJob } from '../../training/range-test.ts';
import type { RunRequest, RunWorld } from '../../training/run-world.ts';
import { startRangeTest } from '../../training/start-range-test.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../define-command.ts';

export type RangeTestRange = Pick<RangeTestJob, 'from' | 'to' | 'steps'>;

interface RangeTestPlace extends RangeTestRange {
  readonly path: string;
  readonly world: RunWorld;
  readonly context: CommandContext;
}

const PLOT_WIDTH_PX = 800;

/** `train --range-test`: writes the test's points and its plot to a new folder and suggests a rate. */
export async function runRangeTest(
  request: RunRequest,
  { path, world, context, ...range }: RangeTestPlace,
): Promise<CommandResult> {
  await createOutputFolder(path);
  await using _lock = await lockFolder(path, { command: 'leukoscope train --range-test' });
  const test = await startRangeTest(request, range, world);
  const plot = join(path, 'range-test.svg');
  await writeFileAtomic(plot, rangeTestPlot(test, { language: context.language, widthPx: PLOT_WIDTH_PX }));
  await writeFileAtomic(join(path, 'range-test.csv'), csvOf(test));
  const { points, suggested, diverged } = test;
  return {
    document: { suggested, diverged, steps: points.length, plot },
    text: TEXTS[context.language](suggested === null ? null : Number(suggested.toPrecision(2)), plot),
  };
}

function csvOf({ points }: RangeTest): string {
  const rows = points.map(({ learningRate, loss, smoothed }) => csvLine([learningRate, loss, smoothed]));
  return [csvLine(['learning_rate', 'loss', 'smoothed_loss']), ...rows].join('');
}

const TEXTS: Readonly<Record<Language, (suggested: number | null, plot: string) => string>> = {
  en: (suggested, plot) =>
    suggested === null
      ? `The loss fell at no rate: look at ${plot} and try other rates with --range-from and --range-to.\n`
      : `Suggested learning rate: ${suggested}, a tenth of the rate at which the loss is least. Look at ${plot}: a good rate lies where the loss falls, well before it rises again.\n`,
  es: (suggested, plot) =>
    suggested === null
      ? `La pérdida no bajó con ninguna tasa: mire ${plot} y pruebe otras con --range-from y --range-to.\n`
      : `Tasa de aprendizaje sugerida: ${suggested}, la décima parte de aquella con la menor pérdida. Mire ${plot}: una buena tasa está donde la pérdida baja, bastante antes de que vuelva a subir.\n`,
};
