import type { Prediction } from '../classify/classify-images.ts';
import { thumbnails } from '../images/thumbnails.node.ts';
import { type ClassificationReport, classificationPage } from './classification-page.ts';
import { THUMBNAIL_PX } from './evaluation-report.ts';
import { MOST_EXAMPLES } from './example-cells.ts';
import type { MostAtypical } from './most-atypical.ts';

/** So many images of each patient are shown where there are few patients; else the same number as of all together. */
export const MOST_OF_PATIENT = 12;
const FEW_PATIENTS = 8;

/**
 * The report of a classification with the pictures of the most atypical cells, read from their files.
 *
 * @throws the signal's reason if it is aborted.
 */
export async function classificationReport(
  report: Omit<ClassificationReport, 'mostAtypical'>,
  source: PictureSource,
): Promise<string> {
  return classificationPage(await withMostAtypical(report, source));
}

interface PictureSource {
  readonly most: MostAtypical;
  readonly signal: AbortSignal;
}

/** @throws the signal's reason if it is aborted. */
export async function withMostAtypical(
  report: Omit<ClassificationReport, 'mostAtypical'>,
  { most, signal }: PictureSource,
): Promise<ClassificationReport> {
  const { patients } = report;
  const chosen: { patient: string | null | undefined; predictions: readonly Prediction[] }[] =
    patients.length <= FEW_PATIENTS
      ? patients.map(({ patient }) => ({ patient, predictions: most.of(patient) }))
      : [{ patient: undefined, predictions: most.overall(MOST_EXAMPLES) }];
  const paths = chosen.flatMap(({ predictions }) => predictions.map(({ path }) => path));
  const pictures = await thumbnails(paths, { sizePx: THUMBNAIL_PX, signal });
  let next = 0;
  const mostAtypical = chosen.map(({ patient, predictions }) => ({
    patient,
    cells: predictions.map((prediction) => {
      const picture = pictures[next++];
      return { prediction, picture: typeof picture === 'string' ? picture : null };
    }),
  }));
  return { ...report, mostAtypical };
}
