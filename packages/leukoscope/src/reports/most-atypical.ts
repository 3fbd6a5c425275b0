import type { Prediction } from '../classify/classify-images.ts';

/**
 * Keeps the images of highest probability of each patient as predictions stream by; memory grows with patients, not with
 * images.
 */
export class MostAtypical {
  readonly #most: number;
  readonly #kept = new Map<string | null, Prediction[]>();

  /** @param most so many of each patient are kept */
  constructor(most: number) {
    this.#most = most;
  }

  add(prediction: Prediction): void {
    const kept = this.#kept.get(prediction.patient) ?? [];
    this.#kept.set(prediction.patient, kept);
    const last = kept.at(-1);
    if (kept.length === this.#most && last !== undefined && prediction.probability <= last.probability) return;
    const after = kept.findIndex(({ probability }) => probability < prediction.probability);
    kept.splice(after === -1 ? kept.length : after, 0, prediction);
    if (kept.length > this.#most) kept.pop();
  }

  /** Of one patient, highest probability first; of equal ones the one met first. */
  of(patient: string | null): readonly Prediction[] {
    return this.#kept.get(patient) ?? [];
  }

  /** Of all patients together, highest probability first. */
  overall(count: number): readonly Prediction[] {
    return [...this.#kept.values()]
      .flat()
      .sort((a, b) => b.probability - a.probability)
      .slice(0, count);
  }
}
