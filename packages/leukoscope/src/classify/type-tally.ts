import type { Group } from '../cells/scheme.ts';
import { clopperPearson, type Rate } from '../evaluation/rate.ts';
import type { ModelType } from '../models/model-types.ts';
import type { Prediction } from './classify-images.ts';

/** How the cells of a patient are shared out among types, by the most probable type of each. */
export interface Differential {
  /** `null` gathers the images nobody is named for. */
  readonly patient: string | null;
  /** Every type of the model, those without cells too, in its order. */
  readonly types: readonly { readonly code: string; readonly group: Group; readonly share: Rate }[];
}

/** Counts cells by patient and type; nothing for a model that knows the two groups alone (`types` is `null`). */
export class TypeTally {
  readonly #types: readonly ModelType[] | null;
  readonly #counts = new Map<string | null, Map<string, number>>();

  constructor(types: readonly ModelType[] | null) {
    this.#types = types;
  }

  add({ patient, type }: Pick<Prediction, 'patient' | 'type'>): void {
    if (type === null) return;
    const counts = this.#counts.get(patient) ?? new Map<string, number>();
    counts.set(type.code, (counts.get(type.code) ?? 0) + 1);
    this.#counts.set(patient, counts);
  }

  /** Of each patient, in the order first met; `null` where the model knows no types. */
  differentials(): readonly Differential[] | null {
    const known = this.#types;
    if (known === null) return null;
    return [...this.#counts].map(([patient, counts]) => {
      const cells = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const types = known.map(({ code, group }) => ({
        ...{ code, group },
        share: clopperPearson(counts.get(code) ?? 0, cells),
      }));
      return { patient, types };
    });
  }
}

/** All patients' cells together; `null` where there are none. */
export function pooled(differentials: readonly Differential[]): Differential | null {
  const [first] = differentials;
  if (first === undefined) return null;
  const sum = (at: number, part: 'numerator' | 'denominator') =>
    differentials.reduce((total, { types }) => total + types[at]!.share[part], 0);
  const types = first.types.map(({ code, group }, at) => ({
    ...{ code, group },
    share: clopperPearson(sum(at, 'numerator'), sum(at, 'denominator')),
  }));
  return { patient: null, types };
}
