import { thumbnails } from '../images/thumbnails.node.ts';
import type { EvaluationReport } from './evaluation-contents.ts';
import { evaluationPage } from './evaluation-page.ts';
import { exampleCells } from './example-cells.ts';

/** Of the pictures of cells in a report: enough to see chromatin, small enough for a file to send by post. */
export const THUMBNAIL_PX = 160;

interface PictureSource {
  /** Absolute path of a scored cell's image, by the cell's id. */
  readonly pathOf: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

/**
 * The report of a test with the pictures of its examples, read from their files.
 *
 * @throws the signal's reason if it is aborted; RangeError for a cell without a path.
 */
export async function evaluationReport(
  report: Omit<EvaluationReport, 'examples'>,
  source: PictureSource,
): Promise<string> {
  return evaluationPage(await withExamples(report, source));
}

/** @throws as `evaluationReport`. */
export async function withExamples(
  report: Omit<EvaluationReport, 'examples'>,
  { pathOf, signal }: PictureSource,
): Promise<EvaluationReport> {
  const examples = exampleCells(report.scored, report.evaluation.threshold);
  const paths = examples.flatMap(({ shown }) =>
    shown.map(({ id }) => {
      const path = pathOf.get(id);
      if (path === undefined) throw new RangeError(`pathOf has no path for the cell '${id}'`);
      return path;
    }),
  );
  const pictures = await thumbnails(paths, { sizePx: THUMBNAIL_PX, signal });
  let next = 0;
  const pictured = examples.map((group) => ({
    ...group,
    shown: group.shown.map((cell) => {
      const picture = pictures[next++];
      return { cell, picture: typeof picture === 'string' ? picture : null };
    }),
  }));
  return { ...report, examples: pictured };
}
