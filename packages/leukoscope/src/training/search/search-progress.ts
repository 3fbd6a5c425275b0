import type { Progress, ProgressNote, ProgressUpdate } from '../../progress/progress.ts';

/** One trial's way to one rung. */
export interface TrialWork {
  readonly trial: number;
  readonly fromEpoch: number;
  readonly toEpoch: number;
}

/** Turns the progress of single trainings into that of a whole search, in images trained on. */
export class SearchProgress {
  readonly #progress: Progress;
  readonly #imagesPerEpoch: number;
  readonly #trials: number;
  #done = 0;
  #left = 0;

  constructor(progress: Progress, search: { imagesPerEpoch: number; trials: number }) {
    this.#progress = progress;
    this.#imagesPerEpoch = search.imagesPerEpoch;
    this.#trials = search.trials;
  }

  /** Says how many epochs of all trials are left, which is known better after each rung. */
  expect(epochs: number): void {
    this.#left = epochs * this.#imagesPerEpoch;
  }

  /** What the training of one trial reports to; everything but its steps is passed on as it is. */
  of(work: TrialWork): Progress {
    return {
      report: (update) => (update.stage === 'train' ? this.#step(work, update) : this.#progress.report(update)),
    };
  }

  /** The trial is at its rung, perhaps with less work than planned: it diverged, or its patience ended. */
  end(work: TrialWork, trainedEpochs: number): void {
    this.#done += Math.max(0, trainedEpochs - work.fromEpoch) * this.#imagesPerEpoch;
    this.#left -= this.#imagesOf(work);
    const endsEarly = this.#left === 0 && trainedEpochs < work.toEpoch;
    if (endsEarly) this.#report(work, { done: this.#done, total: this.#done, ended: true });
  }

  #step(work: TrialWork, { done, note }: ProgressUpdate): void {
    const inTrial = Math.min(this.#imagesOf(work), Math.max(0, done - work.fromEpoch * this.#imagesPerEpoch));
    this.#report(work, { done: this.#done + inTrial, total: this.#done + this.#left, note });
  }

  #report(
    { trial, toEpoch }: TrialWork,
    { note, ...amount }: Pick<ProgressUpdate, 'done' | 'total' | 'ended'> & { note?: ProgressNote | undefined },
  ): void {
    const ofTrial = { trial, trials: this.#trials, toEpoch };
    this.#progress.report({ stage: 'search', unit: 'images', ...amount, note: { ...ofTrial, ...note } });
  }

  #imagesOf({ fromEpoch, toEpoch }: TrialWork): number {
    return (toEpoch - fromEpoch) * this.#imagesPerEpoch;
  }
}
