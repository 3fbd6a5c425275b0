import { type AuditPage, auditPage, picturedCells } from './audit-page.ts';
import { picturesByPosition } from './pictures-by-position.ts';

/**
 * The page of an audit with the pictures that it shows, read from their files.
 *
 * @throws the signal's reason if it is aborted
 */
export async function auditReport(
  page: Omit<AuditPage, 'pictures'>,
  { signal }: { readonly signal: AbortSignal },
): Promise<string> {
  return auditPage({
    ...page,
    pictures: await picturesByPosition(page.audit.cells, picturedCells(page.audit), { signal }),
  });
}
