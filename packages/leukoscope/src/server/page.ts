import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Handler } from 'hono';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError } from '../files/system-error.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * The web app: a file of the built page, or the page itself for every other path, since the page has paths of its own.
 * @param folder of the built page; without it people are told how to build it.
 */
export function pageFrom(folder: string): Handler {
  return async (context) => {
    const { path } = context.req;
    const name = fileNameOf(path);
    const isAsset = name.startsWith(`assets${sep}`);
    const found = name === '' ? null : await fileOrNull(join(folder, name));
    if (found !== null) return context.body(found, 200, headersOf(name, isAsset));
    if (isAsset) throw new LeukoscopeError('api.not-found', { subject: 'page' });
    const page = await fileOrNull(join(folder, 'index.html'));
    if (page === null) return context.text(NOT_BUILT, 503);
    return context.body(page, 200, headersOf('index.html', false));
  };
}

const NOT_BUILT = 'The web app is not built: run npm run build. The API answers under /api/v1 (see /openapi.json).\n';

/** A path below the folder, never out of it; empty for the page itself and for what is no path. */
function fileNameOf(path: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return '';
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return '';
  const name = normalize(decoded).replace(/^[/\\]+/, '');
  return name.split(sep).some((part) => part === '..' || part.startsWith('.')) ? '' : name;
}

function headersOf(name: string, isAsset: boolean): Record<string, string> {
  return {
    'content-type': MEDIA_TYPES[extname(name)] ?? 'application/octet-stream',
    // The names of assets follow from their content.
    'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

async function fileOrNull(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (isSystemError(error) && ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(error.code)) return null;
    throw error;
  }
}
