import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Downloaded, type DownloadOptions, download } from '../../downloads/download.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { isSystemError, writeFailure } from '../../files/system-error.ts';
import type { ByDownload, DataSource, SourceFile } from './data-source.ts';
import { readRecord, type SourceRecord, writeRecord } from './source-record.ts';

/** A file of a data set, now at its place. */
export interface GotFile extends Downloaded {
  readonly name: string;
  readonly path: string;
  readonly url: string;
  /** By what it is known to be the right one: what the publisher states, or what came the first time (`pinned`). */
  readonly checkedBy: readonly ('sha256' | 'md5' | 'pinned')[];
}

/**
 * Brings a data set's files into a folder, which is made where it is missing, and records what they are and on what
 * terms. Where nobody states a file's sha256, that of the first time is kept there and later ones are held to it.
 *
 * @throws LeukoscopeError download.*, usage.output-not-a-folder, usage.folder-in-use, machine.cannot-write
 */
export async function getFiles(
  source: DataSource & { readonly obtain: ByDownload },
  folder: string,
  options: DownloadOptions & { readonly now: () => Date },
): Promise<GotFile[]> {
  const before = await readRecord(folder);
  if (options.offline !== true) await makeFolder(folder);
  const got: GotFile[] = [];
  for (const file of source.obtain.files) {
    const pin = pinOf(file, before);
    const checksums = { ...(pin === null ? {} : { sha256: pin }), ...file.checksums };
    const path = join(folder, file.name);
    const downloaded = await download({ ...file, checksums }, path, options);
    const stated = (['sha256', 'md5'] as const).filter((name) => file.checksums[name] !== undefined);
    const pinned = pin !== null && file.checksums.sha256 === undefined ? (['pinned'] as const) : [];
    got.push({ ...downloaded, name: file.name, path, url: file.url, checkedBy: [...stated, ...pinned] });
  }
  if (options.offline !== true) await keepRecord(source, folder, { got, before, now: options.now });
  return got;
}

function pinOf({ url }: SourceFile, record: SourceRecord | null): string | null {
  return record?.files.find((file) => file.url === url)?.sha256 ?? null;
}

async function keepRecord(
  source: DataSource,
  folder: string,
  { got, before, now }: { got: readonly GotFile[]; before: SourceRecord | null; now: () => Date },
): Promise<void> {
  const complete = got.every(({ url, sha256 }) =>
    before?.files.some((file) => file.url === url && file.sha256 === sha256),
  );
  if (complete) return;
  const { id, page, licence, citations } = source;
  await writeRecord(folder, {
    format: 'leukoscope-source/1',
    id,
    page,
    licence: licence.spdx ?? licence.url,
    citations: [...citations],
    files: got.map(({ name, url, bytes, sha256, md5 }) => ({
      name,
      url,
      bytes,
      sha256,
      md5,
      fetched: now().toISOString(),
    })),
  });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const isFile = isSystemError(error) && (error.code === 'EEXIST' || error.code === 'ENOTDIR');
    throw isFile
      ? new LeukoscopeError('usage.output-not-a-folder', { path: folder }, { cause: error })
      : writeFailure(error, folder);
  }
}
