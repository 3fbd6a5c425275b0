import { LeukoscopeError } from '../../errors/leukoscope-error.ts';

/** JSON sent to the server; ten thousand decisions are half of it. */
export const MOST_JSON_BYTES = 2_000_000;

/** A body as text. @throws LeukoscopeError as `limitedBytes`. */
export async function limitedText(request: Request, mostBytes: number): Promise<string> {
  return new TextDecoder().decode(await limitedBytes(request, mostBytes));
}

/** A body in memory. @throws LeukoscopeError `api.too-large` as soon as it has more bytes, whatever its header said. */
export async function limitedBytes(request: Request, mostBytes: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > mostBytes) throw new LeukoscopeError('api.too-large', { mostBytes });
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) throw new LeukoscopeError('api.too-large', { mostBytes });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
