import { thumbnails } from '../images/thumbnails.node.ts';
import { type AuditPage, auditPage, picturedCells } from './audit-page.ts';

const THUMBNAIL_PX = 160;

/**
 * The page of an audit with the pictures that it shows, read from their files.
 *
 * @throws the signal's reason if it is aborted
 */
export async function auditReport(
  page: Omit<AuditPage, 'pictures'>,
  { signal }: { readonly signal: AbortSignal },
): Promise<string> {
  const positions = picturedCells(page.audit);
  const paths = positions.map((at) => page.audit.cells[at]!.path);
  const made = await thumbnails(paths, { sizePx: THUMBNAIL_PX, signal });
  const pictures = new Map(
    positions.flatMap((at, index) => {
      const picture = made[index];
      return typeof picture === 'string' ? [[at, picture] as const] : [];
    }),
  );
  return auditPage({ ...page, pictures });
}
