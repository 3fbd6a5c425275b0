import { basename, extname } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import type { ImageStore } from '../../images/image-store.node.ts';
import type { Progress } from '../../progress/progress.ts';
import type { Dataset } from '../dataset.ts';
import { raterAgreement } from '../lmu/rater-agreement.ts';
import type { DatasetKind } from '../readers/readers.ts';
import { type DataScan, type FileCounts, type MetadataFinding, NAMED_THINGS, type NameFinding } from './data-scan.ts';
import { type FolderLeftovers, findFolderLeftovers } from './folder-leftovers.ts';
import { identifyingColumns, identifyingNames, NAME_KINDS } from './identifying-names.ts';
import { type FileFacts, readFileFacts } from './image-facts.ts';
import { METADATA_KINDS } from './metadata-leftovers.ts';
import { patientConflicts } from './patient-conflicts.ts';
import { comparePictures } from './picture-pairs.ts';
import { samePictures } from './same-pictures.ts';

export interface ScanOptions {
  /** Opened with `COMPARED_PICTURES`; stays open. */
  readonly store: ImageStore;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Data sets whose image files we have written ourselves, and which nobody's computer has left anything in. */
const OURS: ReadonlySet<DatasetKind> = new Set(['medmnist', 'synthetic']);

/**
 * Looks through a data set: what is there, which images cannot be read, which are there twice, what contradicts itself,
 * and what may tell who the patients are.
 *
 * @throws LeukoscopeError machine.cannot-read; the signal's reason if it aborts
 */
export async function scanDataset(dataset: Dataset, { store, progress, signal }: ScanOptions): Promise<DataScan> {
  const { cells, folder, kind, scheme } = dataset;
  const total = cells.length;
  progress.report({ stage: 'scan', unit: 'files', done: 0, total });
  const facts = await readFileFacts(cells, {
    signal,
    onFile: (done) => progress.report({ stage: 'scan', unit: 'files', done, total }),
  });
  const ours = OURS.has(kind);
  const cellIds = new Set(cells.map(({ id }) => id));
  const leftovers = ours ? null : await findFolderLeftovers(folder, { cellIds, signal });
  const compared = await comparePictures(cells, { store, progress, signal });
  return {
    dataset,
    files: fileCounts(facts),
    conversions: compared.conversions,
    rejected: compared.rejected,
    pairs: compared.pairs,
    same: samePictures(cells, compared.pairs),
    patients: patientConflicts(cells),
    metadata: ours ? [] : metadataFindings(cells, facts),
    names: ours ? [] : nameFindings(cells, leftovers),
    columns: identifyingColumns([...new Set(cells.flatMap(({ extra }) => Object.keys(extra)))]),
    folder: leftovers,
    unknownLabels: unknownLabels(cells),
    agreement: raterAgreement(cells, scheme),
  };
}

function fileCounts(facts: readonly (FileFacts | null)[]): FileCounts {
  const read = facts.filter((one) => one !== null);
  const byCount = <Entry extends { images: number }>(entries: Entry[]) => entries.sort((a, b) => b.images - a.images);
  const formats = Map.groupBy(read, ({ format }) => format);
  const sizes = Map.groupBy(read, ({ widthPx, heightPx }) => `${widthPx} ${heightPx}`);
  return {
    bytes: read.reduce((sum, { bytes }) => sum + bytes, 0),
    formats: byCount(
      [...formats].flatMap(([format, same]) => (format === null ? [] : [{ format, images: same.length }])),
    ),
    sizes: byCount(
      [...sizes.values()].flatMap((same) => {
        const { widthPx, heightPx } = same[0]!;
        return widthPx === null || heightPx === null ? [] : [{ widthPx, heightPx, images: same.length }];
      }),
    ),
  };
}

function metadataFindings(cells: readonly Cell[], facts: readonly (FileFacts | null)[]): MetadataFinding[] {
  const found = new Map<string, MetadataFinding & { images: number }>();
  for (const [at, one] of facts.entries()) {
    for (const { kind, field, value } of one?.leftovers ?? []) {
      const known = found.get(`${kind} ${field}`);
      if (known !== undefined) known.images += 1;
      else found.set(`${kind} ${field}`, { kind, field, images: 1, example: { cell: cells[at]!.id, value } });
    }
  }
  const rank = ({ kind }: MetadataFinding) => METADATA_KINDS.indexOf(kind);
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.images - a.images);
}

function nameFindings(cells: readonly Cell[], leftovers: FolderLeftovers | null): NameFinding[] {
  const stem = (path: string) => basename(path, extname(path));
  const things = {
    file: unique(cells.map(({ id }) => stem(id))),
    folder: leftovers?.folders ?? [],
    patient: unique(cells.flatMap(({ patient }) => (patient === null ? [] : [patient]))),
  };
  const findings = NAMED_THINGS.flatMap((of) => {
    const kinds = identifyingNames(things[of]);
    return NAME_KINDS.map((kind) => ({ kind, of, names: things[of].filter((_, at) => kinds[at] === kind) }));
  });
  return findings
    .filter(({ names }) => names.length > 0)
    .sort((a, b) => NAME_KINDS.indexOf(a.kind) - NAME_KINDS.indexOf(b.kind));
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function unknownLabels(cells: readonly Cell[]): DataScan['unknownLabels'] {
  const unknown = Map.groupBy(
    cells.filter(({ excluded }) => excluded === 'unknown'),
    ({ label }) => label,
  );
  return [...unknown].map(([label, same]) => ({ label, cells: same.length })).sort((a, b) => b.cells - a.cells);
}
