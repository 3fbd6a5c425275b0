/** One line of `metrics.jsonl`. */
export interface EpochMetrics {
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps of the whole run so far. */
  readonly steps: number;
  /** At the epoch's last step. */
  readonly learningRate: number;
  /** Means over the cells drawn, as they were met: with augmentation, dropout and class weights. */
  readonly train: { readonly loss: number; readonly accuracy: number };
  /** Unweighted, by the parameters at the end of the epoch. `null` without validation cells. */
  readonly validation: {
    readonly loss: number;
    readonly rocAuc: number | null;
    /** At probability 0.5. */
    readonly sensitivity: number | null;
    readonly specificity: number | null;
    readonly n: number;
    readonly positive: number;
  } | null;
  /** Whether this epoch is the best so far. */
  readonly best: boolean;
}
