import type { Cell } from '../cells/cell.ts';
import { thumbnails } from '../images/thumbnails.node.ts';

/** Of the longer side. */
const SIZE_PX = 160;

/**
 * Small pictures of some cells as data URIs, by their position in the list; those that cannot be shown are not there.
 *
 * @throws the signal's reason if it is aborted
 */
export async function picturesByPosition(
  cells: readonly Cell[],
  positions: readonly number[],
  { signal }: { readonly signal: AbortSignal },
): Promise<Map<number, string>> {
  const paths = positions.map((at) => cells[at]!.path);
  const made = await thumbnails(paths, { sizePx: SIZE_PX, signal });
  return new Map(
    positions.flatMap((at, index) => {
      const picture = made[index];
      return typeof picture === 'string' ? [[at, picture] as const] : [];
    }),
  );
}
