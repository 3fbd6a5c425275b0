import type { SplitPart } from '../cells/cell.ts';
import type { SplitUnit } from '../datasets/split-units.ts';
import type { Evaluation } from '../evaluation/evaluate.ts';
import type { LearningPart } from '../models/network-choices.ts';
import type { PartCounts } from '../training/training-data.ts';
import type { PaperExperiment } from './paper/paper-experiments.ts';

/** One training of the reproduction: an experiment of the paper, on one kind of split. */
export interface PlannedRun {
  readonly experiment: PaperExperiment;
  /** By image as the paper split, or by patient, so that nobody is on both sides. */
  readonly splitBy: SplitUnit;
  /** All layers, as assumed of the paper; the head alone is done beside it where there are weights to keep. */
  readonly learns: Extract<LearningPart, 'all' | 'head'>;
}

/** A run that came to nothing: its numbers grew beyond all bounds. */
export interface DivergedRun extends PlannedRun {
  /** Counted from 1. */
  readonly epoch: number;
}

/** A run that is done, with what it came to on cells that it never saw. */
export interface ReproducedRun extends PlannedRun {
  /** ImageNet weights that it started from; `null`: it was not pre-trained. */
  readonly start: { readonly id: string | null; readonly sha256: string; readonly licence: string | null } | null;
  /** Trained on; fewer than the paper's where the user shortened them. */
  readonly epochs: number;
  readonly batch: number;
  readonly cells: Readonly<Record<SplitPart, PartCounts>>;
  /** Of the last epoch, as the cells were met. */
  readonly training: { readonly loss: number; readonly accuracy: number };
  /** Training and test; `null` where it was interrupted on the way. */
  readonly seconds: number | null;
  /** Of the test part at probability 0.5; positive is atypical. */
  readonly test: Evaluation;
}
