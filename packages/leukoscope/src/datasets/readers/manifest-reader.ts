import { dirname, extname, join } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import { FaultLog } from '../../errors/fault-log.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { requireColumns } from '../column-filter.ts';
import { readCsv } from '../csv.ts';
import { checkListedFiles } from '../manifest/listed-files.ts';
import { manifestColumns } from '../manifest/manifest-columns.ts';
import { RowReader } from '../manifest/row-reader.ts';
import type { DatasetReader, DatasetSource, ReadCells, ReadOptions } from './reader.ts';

const MANIFEST_NAME = 'manifest.csv';

/** A folder with `manifest.csv`, or any `.csv` file in its place; cells in the manifest's order. */
export const manifestReader: DatasetReader<'manifest'> = {
  kind: 'manifest',
  recognises: ({ isFolder, path, entries }) =>
    isFolder ? entries.has(MANIFEST_NAME) : extname(path).toLowerCase() === '.csv',
  read: readManifest,
};

async function readManifest(source: DatasetSource, options: ReadOptions): Promise<ReadCells> {
  const file = source.isFolder ? join(source.given, MANIFEST_NAME) : source.given;
  const folder = source.isFolder ? source.path : dirname(source.path);
  const faults = new FaultLog();
  const cells: Cell[] = [];
  let reader: RowReader | null = null;
  for await (const row of readCsv(file)) {
    if (reader === null) {
      const columns = manifestColumns(row.fields, file);
      requireColumns(options.exclude, columns.names);
      reader = new RowReader({ ...options, file, folder, columns, faults });
      continue;
    }
    const cell = reader.read(row);
    if (cell !== null) cells.push(cell);
  }
  faults.throwFirst();
  if (reader === null || cells.length === 0) throw new LeukoscopeError('csv.empty', { file });
  const ignored = await checkListedFiles(reader.lineOfId, { file, folder });
  return { folder, cells, ignored, statesGroups: reader.statesGroups };
}
