import type { Parcel } from './outbox.ts';
import type { Reading } from './stored-cells.ts';

/** Where decisions belong, and whose they are. Ids only, as all that is kept: no names. */
export interface Place {
  readonly userId: string;
  readonly caseId: string;
  readonly reading: Reading;
}

const KEY = 'leukoscope.unsaved';

/** Where decisions are kept; the browser's `sessionStorage` is one, which ends with the tab. */
export interface DecisionStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

interface Kept {
  readonly place: Place;
  readonly parcels: readonly Parcel[];
}

/** Decisions that are not yet saved, beyond the end of a session and a new load of the page. */
export class KeptDecisions {
  readonly #storage: DecisionStorage;

  constructor(storage: DecisionStorage) {
    this.#storage = storage;
  }

  /** In place of what was kept there. */
  write(place: Place, parcels: readonly Parcel[]): void {
    const others = this.#all().filter((kept) => !isSame(kept.place, place));
    const all = parcels.length === 0 ? others : [...others, { place, parcels }];
    try {
      if (all.length === 0) this.#storage.removeItem(KEY);
      else this.#storage.setItem(KEY, JSON.stringify(all));
    } catch {
      // A browser that keeps nothing, or no more: they are in memory, and closing the page asks first.
    }
  }

  read(place: Place): readonly Parcel[] {
    return this.#all().find((kept) => isSame(kept.place, place))?.parcels ?? [];
  }

  placesOf(userId: string): readonly Place[] {
    return this.#all()
      .map(({ place }) => place)
      .filter((place) => place.userId === userId);
  }

  /** Decisions of anybody. */
  count(): number {
    return this.#all().reduce((sum, { parcels }) => sum + cellsIn(parcels), 0);
  }

  /** Whatever an earlier version, or somebody, left there is taken for nothing. */
  #all(): readonly Kept[] {
    try {
      const kept: unknown = JSON.parse(this.#storage.getItem(KEY) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isKept) : [];
    } catch {
      return [];
    }
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.userId === b.userId && a.caseId === b.caseId && a.reading === b.reading;
}

function cellsIn(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, { changes }) => sum + changes.length, 0);
}

function isKept(value: unknown): value is Kept {
  const { place, parcels } = (value ?? {}) as Partial<Kept>;
  const isParcel = (parcel: Partial<Parcel> | null) => typeof parcel?.key === 'string' && Array.isArray(parcel.changes);
  return typeof place?.userId === 'string' && Array.isArray(parcels) && parcels.every(isParcel);
}
