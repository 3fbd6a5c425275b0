/** Leukoscope as a library: what the command line is made of. An aid to the specialist, never a diagnosis. */
export type { Cell, SplitPart } from './cells/cell.ts';
export { CELL_TYPES, type CellType } from './cells/cell-types.ts';
export { DEFAULT_SCHEME, type Group, PAPER_SCHEME, type Scheme, schemeById } from './cells/scheme.ts';
export {
  classifyImages,
  type ImageToClassify,
  PatientTally,
  type Prediction,
  type RejectedInput,
} from './classify/classify-images.ts';
export { openPredictor, type Predictor } from './classify/predictor.ts';
export { type ScoredCells, scoreCells } from './classify/score-cells.ts';
export { type Dataset, openDataset } from './datasets/dataset.ts';
export { findLeaks, refuseLeaks } from './datasets/leaks.ts';
export { readScheme } from './datasets/scheme-file.ts';
export { assignParts, type Split } from './datasets/split.ts';
export { createSplit, type SplitOptions } from './datasets/splits/create-split.ts';
export { readSplit, writeSplit } from './datasets/splits/split-file.ts';
export { LeukoscopeError } from './errors/leukoscope-error.ts';
export { type Evaluation, evaluate } from './evaluation/evaluate.ts';
export { decideByMix, type MixedPatient, type PatientDecision } from './evaluation/patients/patient-decision.ts';
export { clopperPearson, type Estimate, type Rate, wilson } from './evaluation/rate.ts';
export type { ScoredCell } from './evaluation/scored-cell.ts';
export { chooseThreshold } from './evaluation/threshold.ts';
export { type ImageStore, openImageStore } from './images/image-store.node.ts';
export type { Preprocessing } from './images/preprocessing.ts';
export type { ModelCard } from './models/model-card.ts';
export { readModelCard, writeModelFile } from './models/model-file.ts';
export type { Progress } from './progress/progress.ts';
export { openStore, type Store } from './store/store.ts';
export { drawCell, type SyntheticCell } from './synthetic/draw-cell.ts';
export { generatePatient, type SyntheticPatient } from './synthetic/patient.ts';
export { type SyntheticDataset, syntheticDataset } from './synthetic/synthetic-dataset.ts';
export type { RunResult } from './training/finish-run.ts';
export type { RangeTest } from './training/range-test.ts';
export { RunFolder } from './training/run-folder.ts';
export type { RunRequest, RunWorld } from './training/run-world.ts';
export { startRangeTest } from './training/start-range-test.ts';
export { resumeRun, startRun } from './training/start-run.ts';
export { type TrainSettings, trainSettingsSchema } from './training/train-settings.ts';
