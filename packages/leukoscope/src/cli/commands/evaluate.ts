import { resolve } from 'node:path';
import { cellTypeIn, type Scheme } from '../../cells/scheme.ts';
import { judgeEvaluation } from '../../classify/judge-evaluation.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { EXIT } from '../../errors/entry.ts';
import { type Evaluation, evaluate as evaluateCells } from '../../evaluation/evaluate.ts';
import { LookTally } from '../../evaluation/promises/cell-look.ts';
import { createOutputFolder, requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import { sha256Of } from '../../models/sha256.ts';
import type { UnpicturedReport } from '../../reports/evaluation-contents.ts';
import { evaluationFigures } from '../../reports/evaluation-figures.ts';
import { evaluationReport } from '../../reports/evaluation-report.ts';
import { curvesBeside } from '../../reports/run-curves.ts';
import { writeFigures } from '../../reports/write-figures.ts';
import type { CommandContext } from '../command-context.ts';
import type { ActionOf, ArgumentsOf, CommandResult, OptionsOf } from '../define-command.ts';
import { labelledCells } from '../labelled-cells.ts';
import { openModel } from '../open-model.ts';
import { rejectedOf } from '../rejected.ts';
import type { evaluateCommand } from './evaluate-command.ts';
import { compareWith } from './evaluate-comparison.ts';
import { type ErrorExplaining, explainErrors } from './evaluate-errors.ts';
import { scoreByModel } from './evaluate-scoring.ts';
import { subgroupsBy } from './evaluate-subgroups.ts';
import { evaluationText } from './evaluate-texts.ts';

export const evaluate: ActionOf<typeof evaluateCommand> = async (files, given, context) =>
  (await evaluateModel(files, given, context)).result;

/** What the command gives, and what a page that shows more than this test needs of it. */
export interface EvaluatedModel {
  readonly result: CommandResult;
  readonly report: UnpicturedReport;
  /** Absolute path of each cell's image, by the cell's id. */
  readonly pathOf: ReadonlyMap<string, string>;
}

/** Does what the command says; the report has learning curves where a report or figures are asked for. */
export async function evaluateModel(
  { model: modelPath, dataset: datasetPath }: ArgumentsOf<typeof evaluateCommand>,
  given: OptionsOf<typeof evaluateCommand>,
  context: CommandContext,
): Promise<EvaluatedModel> {
  const modelFile = resolve(context.cwd, modelPath);
  const outputs = await placedOutputs(given, context);
  const bytes = await readModelFile(modelFile);
  const { predictor, world } = await openModel(bytes, { path: modelPath, given, context });
  try {
    const { card } = predictor;
    const isDrawn = outputs.reportFile !== null || outputs.figuresFolder !== null;
    const curves = isDrawn ? await curvesBeside(modelFile, card) : null;
    const asked = { command: 'evaluate', card, path: modelPath, given, context } as const;
    const { dataset, synthetic, cells, part, splitHash } = await labelledCells(datasetPath, asked);
    const looks = new LookTally();
    const scoring = { path: modelPath, model: { predictor, world }, cells, given, looks };
    const { scored, rejected, conversions, preprocessing } = await scoreByModel(scoring, context);
    const told = rejectedOf(rejected);
    const threshold = given.threshold ?? card.threshold.threshold;
    const evaluation = evaluateCells(scored, {
      threshold,
      temperature: card.temperature ?? null,
      prevalence: given.prevalence ?? null,
      seed: given.seed,
      rejected: told.rejectedImages,
      types: card.types?.map(({ code, group }) => ({ code, group })) ?? null,
    });
    const first = { path: modelPath, card, scored, threshold, cells, dataset, given };
    const comparison = given.compare === undefined ? null : await compareWith(given.compare, first, context);
    const subgroups = subgroupsBy(given.by, { cells, scored, threshold, seed: given.seed });
    const judged = judgeEvaluation(scored, { card, threshold, looks });
    for (const { reason } of rejected) context.warn(reason.textIn(context.language).message);
    const about = {
      model: modelPath,
      modelHash: await sha256Of(bytes),
      dataset: described(dataset),
      part,
      choseModel: part === 'validation' && splitHash === card.training.split.hash,
      trainingCellsAllowed: given.allowTrainingCells,
      synthetic: synthetic.data,
      conversions,
      report: given.report ?? null,
      figures: given.figures ?? null,
    };
    const report = {
      language: context.language,
      evaluation,
      judged,
      subgroups,
      comparison,
      about,
      card,
      scheme: dataset.scheme,
      scored,
      learningCurves: curves,
      synthetic,
      origin: { version: context.version, madeOn: world.now(), argv: context.argv },
    };
    const pathOf = new Map(cells.map(({ id, path }) => [id, path]));
    await writeOutputs(outputs, { report, pathOf, explaining: { ...world, bytes, path: modelPath, preprocessing } });
    const result = {
      document: {
        ...{ ...evaluation, ...told, byCellType: namedTypes(evaluation, dataset.scheme) },
        ...{ judged, about, comparison, subgroups },
      },
      text: evaluationText(
        evaluation,
        { ...about, judged, subgroups, comparison, scheme: dataset.scheme },
        context.language,
      ),
      exitCode: rejected.length > 0 && !given.allowRejected ? EXIT.badInput : EXIT.done,
    };
    return { result, report, pathOf };
  } finally {
    await predictor.close();
  }
}

interface Outputs {
  readonly reportFile: string | null;
  readonly figuresFolder: string | null;
}

/** @throws LeukoscopeError where the report's file is there, or the folder of the figures is not empty. */
async function placedOutputs(
  { report, figures }: OptionsOf<typeof evaluateCommand>,
  { cwd }: CommandContext,
): Promise<Outputs> {
  const reportFile = report === undefined ? null : resolve(cwd, report);
  const figuresFolder = figures === undefined ? null : resolve(cwd, figures);
  if (reportFile !== null) await requireNewFile(reportFile, '--report');
  if (figuresFolder !== null) await createOutputFolder(figuresFolder, '--figures');
  return { reportFile, figuresFolder };
}

interface Written extends Pick<EvaluatedModel, 'report' | 'pathOf'> {
  readonly explaining: ErrorExplaining;
}

async function writeOutputs(
  { reportFile, figuresFolder }: Outputs,
  { report, pathOf, explaining }: Written,
): Promise<void> {
  if (reportFile !== null) {
    const source = { pathOf, signal: explaining.signal };
    const errorMaps = await explainErrors(report, explaining, pathOf);
    await writeFileAtomic(reportFile, await evaluationReport({ ...report, errorMaps }, source));
  }
  if (figuresFolder !== null) await writeFigures(figuresFolder, evaluationFigures(report));
}

function described({ name, dataHash, scheme, summary: { excluded, ignored } }: Dataset) {
  return { name, dataHash, scheme: scheme.id, excluded, ignored };
}

/** Codes of a scheme of one's own say little elsewhere. */
function namedTypes({ byCellType }: Evaluation, scheme: Scheme) {
  return byCellType.map(({ cellCode, ...result }) => {
    const name = cellCode === null ? null : (cellTypeIn(scheme, cellCode)?.name ?? null);
    return { cellCode, name, ...result };
  });
}
