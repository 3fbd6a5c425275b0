import { type Cell, SPLIT_PARTS, type SplitPart } from '../cells/cell.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { byCodeUnits } from './cell-order.ts';

const EXAMPLES_SHOWN = 3;

/** Something that stands on more than one side of a split. */
export interface Leak {
  /** The patient, or the hash of the identical images. */
  readonly shared: string;
  readonly parts: readonly SplitPart[];
  /** One cell of each of these parts. */
  readonly cellIds: readonly string[];
}

export interface LeakKind {
  /** How many patients, or how many distinct images. */
  readonly count: number;
  /** How many cells they have. */
  readonly cells: number;
  /** The first few, in the order of what they share. */
  readonly examples: readonly Leak[];
}

export interface Leaks {
  readonly patients: LeakKind;
  readonly images: LeakKind;
}

/**
 * Patients and identical images that stand on two or three sides of a split.
 *
 * @param parts each cell's part, as `assignParts` gives it; cells without one are left out.
 * @param imageHashOf sha256 of the image file's bytes; `null` if it could not be read.
 */
export function findLeaks(
  cells: readonly Cell[],
  parts: readonly (SplitPart | null)[],
  imageHashOf: (cell: Cell) => string | null,
): Leaks {
  if (parts.length !== cells.length) {
    throw new RangeError(`findLeaks() parts: got ${parts.length} parts for ${cells.length} cells`);
  }
  return {
    patients: leaksOf(cells, parts, ({ patient }) => patient),
    images: leaksOf(cells, parts, imageHashOf),
  };
}

/** @throws LeukoscopeError `split.leaks` (exit 4) if there are any. */
export function refuseLeaks({ patients, images }: Leaks): void {
  if (patients.count === 0 && images.count === 0) return;
  throw new LeukoscopeError('split.leaks', { patients, images });
}

interface Sighting {
  readonly cellIdByPart: Map<SplitPart, string>;
  cells: number;
}

function leaksOf(
  cells: readonly Cell[],
  parts: readonly (SplitPart | null)[],
  sharedBy: (cell: Cell) => string | null,
): LeakKind {
  const sightings = new Map<string, Sighting>();
  for (const [at, cell] of cells.entries()) {
    const part = parts[at] ?? null;
    const shared = part === null ? null : sharedBy(cell);
    if (part === null || shared === null) continue;
    const sighting = sightings.get(shared) ?? { cellIdByPart: new Map<SplitPart, string>(), cells: 0 };
    const first = sighting.cellIdByPart.get(part);
    if (first === undefined || cell.id < first) sighting.cellIdByPart.set(part, cell.id);
    sighting.cells += 1;
    sightings.set(shared, sighting);
  }
  const leaking = [...sightings].filter(([, { cellIdByPart }]) => cellIdByPart.size > 1);
  leaking.sort(([a], [b]) => byCodeUnits(a, b));
  return {
    count: leaking.length,
    cells: leaking.reduce((sum, [, sighting]) => sum + sighting.cells, 0),
    examples: leaking.slice(0, EXAMPLES_SHOWN).map(([shared, { cellIdByPart }]) => {
      const touched = SPLIT_PARTS.filter((part) => cellIdByPart.has(part));
      return { shared, parts: touched, cellIds: touched.map((part) => cellIdByPart.get(part)!) };
    }),
  };
}
