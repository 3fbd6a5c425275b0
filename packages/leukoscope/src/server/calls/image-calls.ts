import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { decodeImage, encodeThumbnail } from '../../images/codec.node.ts';
import type { Handlers } from '../handlers.ts';
import { LeastRecent } from '../least-recent.ts';
import type { ServerWorld } from '../world.ts';

/** Formats that browsers show as they are; TIFF is none of them. */
const SHOWN_AS_IT_IS: Readonly<Record<string, string>> = {
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  WebP: 'image/webp',
};
/** Of whole pictures that must be made anew for a browser. */
const MOST_SIDE_PX = 4096;
/** Scaled pictures kept in memory: some seven thousand of the gallery's. */
const KEPT_BYTES = 32e6;

/** Pictures of cells: only those that a cell refers to, and never another file of the server. */
export function imageCalls({ store }: ServerWorld): Handlers<'getImage'> {
  const kept = new LeastRecent<Uint8Array>(KEPT_BYTES);
  return {
    async getImage({ params: { hash }, query: { side }, request }) {
      const { format } = await store.images.get(hash);
      const tag = `"${hash}-${side}"`;
      const headers = { 'cache-control': 'private, max-age=31536000, immutable', etag: tag };
      if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
      const asItIs = SHOWN_AS_IT_IS[format];
      if (side === 'full' && asItIs !== undefined) {
        return picture(await store.images.read(hash), { ...headers, 'content-type': asItIs });
      }
      const key = `${hash} ${side}`;
      const found = kept.get(key);
      const bytes =
        found ?? (await scaled(await store.images.read(hash), side === 'full' ? MOST_SIDE_PX : Number(side)));
      if (found === undefined && side !== 'full') kept.set(key, bytes, bytes.length);
      return picture(bytes, { ...headers, 'content-type': 'image/webp' });
    },
  };
}

function picture(bytes: Uint8Array, headers: Record<string, string>): Response {
  return new Response(new Uint8Array(bytes), { headers });
}

async function scaled(bytes: Uint8Array, sidePx: number): Promise<Uint8Array> {
  try {
    return await encodeThumbnail((await decodeImage(bytes)).raster, sidePx);
  } catch (cause) {
    // It was decoded when it came in: what cannot be decoded now was damaged on the disk.
    throw cause instanceof LeukoscopeError
      ? new LeukoscopeError('api.not-found', { subject: 'image' }, { cause })
      : cause;
  }
}
