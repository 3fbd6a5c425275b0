import { findingsOf } from '../datasets/scan/findings.ts';
import { thumbnails } from '../images/thumbnails.node.ts';
import { picturesOf } from './scan-details.ts';
import { MOST_COPIES, MOST_SETS, type ScanPage, scanPage } from './scan-page.ts';

const THUMBNAIL_PX = 160;

/**
 * The page of a scan with the pictures that it shows, read from their files.
 *
 * @throws the signal's reason if it is aborted
 */
export async function scanReport(
  page: Omit<ScanPage, 'pictures'>,
  { signal }: { readonly signal: AbortSignal },
): Promise<string> {
  const { scan } = page;
  const shown = new Set(
    findingsOf(scan).flatMap(({ kind }) =>
      (picturesOf(scan, kind) ?? []).slice(0, MOST_SETS).flatMap(({ cells }) => cells.slice(0, MOST_COPIES)),
    ),
  );
  const positions = [...shown];
  const paths = positions.map((at) => scan.dataset.cells[at]!.path);
  const made = await thumbnails(paths, { sizePx: THUMBNAIL_PX, signal });
  const pictures = new Map(
    positions.flatMap((at, index) => {
      const picture = made[index];
      return typeof picture === 'string' ? [[at, picture] as const] : [];
    }),
  );
  return scanPage({ ...page, pictures });
}
