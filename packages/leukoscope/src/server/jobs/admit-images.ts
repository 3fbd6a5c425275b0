import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { decodeEach, type EncodedImage } from '../../images/codec.node.ts';
import { sniffFormat } from '../../images/image-format.ts';
import type { Actor } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';

export interface Admitted {
  readonly added: number;
  /** The case had the same image already. */
  readonly doubles: number;
  readonly rejected: readonly { readonly name: string; readonly reason: LeukoscopeError }[];
}

interface Into {
  readonly store: Store;
  readonly actor: Actor;
  readonly caseId: string;
}

/**
 * So many images, or a few more than so many bytes, are decoded and stored together: each time the disk is waited for a few
 * times, however many they are.
 */
export const TOGETHER = { images: 256, bytes: 32e6 } as const;

/** Adds images to a case, each decoded whole first: what is no picture by its content does not get in, whatever its name. */
export async function admitImages(files: readonly EncodedImage[], { store, actor, caseId }: Into): Promise<Admitted> {
  const sizes = await decodeEach(files, ({ raster: { widthPx, heightPx } }) => ({ widthPx, heightPx }));
  const rejected: { name: string; reason: LeukoscopeError }[] = [];
  const cells = files.flatMap(({ name, bytes }, at) => {
    const size = sizes[at]!;
    if (size instanceof LeukoscopeError) {
      rejected.push({ name, reason: size });
      return [];
    }
    const sniffed = sniffFormat(bytes);
    const format = sniffed.kind === 'accepted' ? sniffed.format : 'unknown';
    return [{ fileName: name, bytes, width: size.widthPx, height: size.heightPx, format }];
  });
  const added = cells.length === 0 ? [] : await store.cells.add(actor, caseId, cells);
  const isNew = added.filter((cell) => cell.isNew).length;
  return { added: isNew, doubles: added.length - isNew, rejected };
}
