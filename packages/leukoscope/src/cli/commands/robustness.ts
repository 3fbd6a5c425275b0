import { join, resolve } from 'node:path';
import { EXIT } from '../../errors/entry.ts';
import { FOLLOWED } from '../../experiments/followed-figures.ts';
import { DISTURBANCE_NAMES, DISTURBANCES, disturbedBy } from '../../experiments/robustness/disturbances.ts';
import { robustnessPage } from '../../experiments/robustness/robustness-page.ts';
import { robustnessPlot, robustnessRows } from '../../experiments/robustness/robustness-plot.ts';
import {
  type RobustnessReport,
  robustnessCurves,
  robustnessPoint,
} from '../../experiments/robustness/robustness-report.ts';
import { ROBUSTNESS_TEXTS } from '../../experiments/robustness/robustness-texts.ts';
import { scoreDisturbed } from '../../experiments/robustness/score-disturbed.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import { figureText } from '../../reports/plots/interval-text.ts';
import { writeFigures } from '../../reports/write-figures.ts';
import { drawnCells, refuseTrainedOn } from '../cells-of-part.ts';
import type { ActionOf, CommandResult } from '../define-command.ts';
import { labelledCells } from '../labelled-cells.ts';
import { openModel } from '../open-model.ts';
import { rejectedOf } from '../rejected.ts';
import { preprocessingAtScale } from '../scale-option.ts';
import { textTable } from '../text-table.ts';
import type { robustnessCommand } from './robustness-command.ts';

export const robustness: ActionOf<typeof robustnessCommand> = async (
  { model: modelPath, dataset: named },
  given,
  context,
) => {
  const { language, progress, signal, version, argv } = context;
  const out = resolve(context.cwd, given.out);
  const bytes = await readModelFile(resolve(context.cwd, modelPath));
  const { predictor, world } = await openModel(bytes, { path: modelPath, given, context });
  try {
    const { card } = predictor;
    const asked = { command: 'robustness', card, path: modelPath, given, context } as const;
    const { dataset, synthetic, cells: all, part } = await labelledCells(named, asked);
    const cells = drawnCells(all, { most: given.cells, seed: given.seed });
    if (!given.allowTrainingCells) await refuseTrainedOn(cells, { card, path: modelPath, context });
    await createOutputFolder(out);
    const scale = { micronsPerPixel: given.micronsPerPixel, paths: cells.map(({ path }) => path) };
    const preprocessing = await preprocessingAtScale(card, scale, context);
    const disturbances = disturbedBy(given.only ?? DISTURBANCE_NAMES);
    const scoring = { predictor, preprocessing, disturbances, progress, signal };
    const { scored, rejected } = await scoreDisturbed(cells, scoring);
    const [undisturbed, ...others] = scored;
    const threshold = given.threshold ?? card.threshold.threshold;
    const pointOf = (at: number, strength: number) =>
      robustnessPoint(at < 0 ? undisturbed! : others[at]!, { strength, threshold, seed: given.seed });
    const asTheyAre = pointOf(-1, 0);
    const points = disturbances.map(({ strength }, at) => pointOf(at, strength));
    const neutralOf = (name: keyof typeof DISTURBANCES) => DISTURBANCES[name].neutral;
    const patients = new Set(undisturbed!.flatMap(({ patient }) => patient ?? [])).size;
    const report: RobustnessReport = {
      language,
      ...{ model: modelPath, dataset: dataset.name, part, threshold },
      cells: undisturbed!.length,
      atypical: undisturbed!.filter(({ group }) => group === 'atypical').length,
      patients: patients > 0 ? patients : null,
      rejected: rejected.length,
      asTheyAre,
      curves: robustnessCurves(disturbances, points, { asTheyAre, neutralOf }),
      synthetic,
      origin: { version, madeOn: world.now(), argv },
    };
    for (const { reason } of rejected) context.warn(reason.textIn(language).message);
    return {
      ...(await written(report, out)),
      exitCode: rejected.length > 0 && !given.allowRejected ? EXIT.badInput : EXIT.done,
      document: { ...documentOf(report), ...rejectedOf(rejected), report: join(out, 'report.html') },
    };
  } finally {
    await predictor.close();
  }
};

async function written(report: RobustnessReport, out: string): Promise<Pick<CommandResult, 'text'>> {
  const { language, curves } = report;
  const figures = join(out, 'figures');
  await makeFolder(figures);
  await writeFigures(
    figures,
    curves.map((curve) => ({
      name: curve.name,
      picture: (widthPx: number) => robustnessPlot(curve, { language, widthPx }),
      rows: () => robustnessRows(curve),
    })),
  );
  const page = join(out, 'report.html');
  await writeFileAtomic(page, robustnessPage(report));
  return { text: `${tableOf(report)}${page}\n` };
}

function tableOf({ language, curves, asTheyAre }: RobustnessReport): string {
  const texts = ROBUSTNESS_TEXTS[language];
  const rowOf = (name: string, strength: string, { figures, missed }: RobustnessReport['asTheyAre']) => [
    ...[name, strength],
    ...FOLLOWED.map((figure) => figureText(figures[figure])),
    String(missed),
  ];
  return textTable(
    [
      { heading: '', align: 'left' },
      { heading: texts.columns.strength, align: 'right' },
      ...FOLLOWED.map((name) => ({ heading: texts.figures[name], align: 'right' }) as const),
      { heading: texts.columns.missed, align: 'right' },
    ],
    [
      rowOf(texts.asTheyAre, '', asTheyAre),
      ...curves.flatMap(({ name, points }) =>
        points
          .filter(({ strength }) => strength !== DISTURBANCES[name].neutral)
          .map((point) => rowOf(texts.disturbances[name].title, String(point.strength), point)),
      ),
    ],
  );
}

function documentOf({
  model,
  dataset,
  part,
  threshold,
  cells,
  atypical,
  patients,
  asTheyAre,
  curves,
}: RobustnessReport) {
  return { model, dataset, part, threshold, cells, atypical, patients, asTheyAre, curves };
}
