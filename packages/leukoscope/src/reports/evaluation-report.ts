import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { thumbnails } from '../images/thumbnails.node.ts';
import type { EvaluationReport, PicturedCell, UnpicturedReport } from './evaluation-contents.ts';
import { evaluationPage } from './evaluation-page.ts';
import { exampleCells } from './example-cells.ts';
import { matrixFields } from './matrix-fields.ts';

/** Of the pictures of cells in a report: enough to see chromatin, small enough for a file to send by post. */
export const THUMBNAIL_PX = 160;
/** Of those that only the fields of a matrix show, of which there are hundreds. */
const FIELD_THUMBNAIL_PX = 96;

interface PictureSource {
  /** Absolute path of a scored cell's image, by the cell's id. */
  readonly pathOf: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

/**
 * The report of a test with the pictures of its examples and of its matrices' fields, read from their files.
 *
 * @throws the signal's reason if it is aborted; RangeError for a cell without a path.
 */
export async function evaluationReport(report: UnpicturedReport, source: PictureSource): Promise<string> {
  return evaluationPage(await withExamples(report, source));
}

/** @throws as `evaluationReport`. */
export async function withExamples(report: UnpicturedReport, source: PictureSource): Promise<EvaluationReport> {
  const { scored, evaluation } = report;
  const { threshold, types } = evaluation;
  const examples = exampleCells(scored, threshold);
  const exampleIds = idsOf(examples);
  const codes = types?.types.map(({ code }) => code) ?? null;
  const fields = matrixFields(scored, { threshold, types: codes, pictured: exampleIds });
  const pictures = new Map([
    ...(await picturesOf(exampleIds, THUMBNAIL_PX, source)),
    ...(await picturesOf(new Set([...idsOf(fields)].filter((id) => !exampleIds.has(id))), FIELD_THUMBNAIL_PX, source)),
  ]);
  const pictured = (cell: ScoredCell): PicturedCell => ({ cell, picture: pictures.get(cell.id) ?? null });
  return {
    ...report,
    examples: examples.map((group) => ({ ...group, shown: group.shown.map(pictured) })),
    fields: fields.map((field) => ({ ...field, shown: field.shown.map(pictured) })),
  };
}

function idsOf(groups: readonly { readonly shown: readonly ScoredCell[] }[]): Set<string> {
  return new Set(groups.flatMap(({ shown }) => shown.map(({ id }) => id)));
}

/** Pictures by the ids of their cells, without those that cannot be shown. */
async function picturesOf(
  ids: ReadonlySet<string>,
  sizePx: number,
  { pathOf, signal }: PictureSource,
): Promise<[string, string][]> {
  const listed = [...ids];
  const paths = listed.map((id) => {
    const path = pathOf.get(id);
    if (path === undefined) throw new RangeError(`pathOf has no path for the cell '${id}'`);
    return path;
  });
  const pictures = await thumbnails(paths, { sizePx, signal });
  return pictures.flatMap((picture, at): [string, string][] =>
    typeof picture === 'string' ? [[listed[at]!, picture]] : [],
  );
}
