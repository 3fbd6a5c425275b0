import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { mediaTypeOf } from '../shell/request-parts.ts';

/** A file on its way in: its bytes must be read to the end before the next part comes. */
export interface UploadPart {
  /** As the client calls it, without folders; for people only. */
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
}

const MOST_FILES = 200_000;
const MOST_BYTES = 64e9;

/**
 * The files of a request, one after the other as they come: of a form, or the body itself as one file.
 *
 * @throws LeukoscopeError `api.invalid` for a form that is none, `api.too-large`.
 */
export function uploadParts(request: Request, name: string | undefined): AsyncGenerator<UploadPart> {
  return mediaTypeOf(request) === 'multipart/form-data' ? formParts(request) : bodyPart(request, name);
}

async function* bodyPart(request: Request, name = 'image'): AsyncGenerator<UploadPart> {
  yield { name: plainName(name), bytes: limited(request.body ?? []) };
}

async function* formParts(request: Request): AsyncGenerator<UploadPart> {
  const form = formReader(request);
  const waiting: UploadPart[] = [];
  let wake = Promise.withResolvers<void>();
  const state: { ended: boolean; failure: unknown } = { ended: false, failure: null };
  const change = (to: Partial<typeof state>) => {
    Object.assign(state, to);
    wake.resolve();
  };
  form.on('file', (_field, stream, fileName) => {
    // Read or not, a failure of the whole form is told by the form.
    stream.on('error', () => undefined);
    waiting.push({ name: plainName(fileName), bytes: stream });
    change({});
  });
  form.on('filesLimit', () => change({ failure: new LeukoscopeError('api.too-large', { mostBytes: MOST_BYTES }) }));
  form.on('finish', () => change({ ended: true }));
  form.on('error', (cause: unknown) => change({ failure: cause instanceof LeukoscopeError ? cause : badForm(cause) }));
  const body = Readable.from(limited(request.body ?? []));
  body.on('error', (error) => form.destroy(error));
  body.pipe(form);
  try {
    for (;;) {
      const part = waiting.shift();
      if (part !== undefined) yield part;
      else if (state.failure !== null) throw state.failure;
      else if (state.ended) return;
      else {
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    }
  } finally {
    body.unpipe(form);
    body.destroy();
  }
}

function formReader(request: Request) {
  const limits = { files: MOST_FILES, fields: 100, fieldSize: 10_000, headerPairs: 100 };
  try {
    return Busboy({ headers: { 'content-type': request.headers.get('content-type') ?? '' }, limits });
  } catch (cause) {
    throw badForm(cause);
  }
}

function badForm(cause: unknown): LeukoscopeError {
  return new LeukoscopeError(
    'api.invalid',
    { where: 'body', field: '', problem: 'no form of files, or cut off' },
    { cause },
  );
}

async function* limited(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new LeukoscopeError('api.too-large', { mostBytes: MOST_BYTES });
    yield Buffer.from(piece);
  }
}

/** The last part of a path of either kind of system, without control characters, and not endless. */
function plainName(name: string): string {
  const plain = posix
    .basename(name.replaceAll('\\', '/'))
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return plain === '' ? 'image' : plain.slice(-200);
}
