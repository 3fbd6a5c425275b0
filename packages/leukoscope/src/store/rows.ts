/** What the store gives out: plain rows. Times are ISO 8601 in UTC; ids are random texts. */

export const ROLES = ['viewer', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The first person's label, a second person's, and the decision where they differ. */
export const READINGS = ['first', 'second', 'adjudication'] as const;
export type Reading = (typeof READINGS)[number];

/** What a model calls a cell; `none`: it has not seen it. The place in the list is how it is kept. */
export const CALLS = ['none', 'typical', 'atypical', 'referred', 'unknown'] as const;
export type Call = (typeof CALLS)[number];

/** The label of a cell that a person could not name; none may be left when a case is signed. */
export const UNIDENTIFIED = 'unidentified';

export const JOB_KINDS = ['import', 'classify', 'train', 'evaluate', 'backup'] as const;
export type JobKind = (typeof JOB_KINDS)[number];
export const JOB_STATES = ['waiting', 'running', 'stopped', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What JSON keeps as it is of values of a type; what it does not keep is `never`. A parameter of type `Value & JsonOf<Value>`
 * takes only what survives JSON, interfaces too, of which TypeScript does not see that they are `Json`.
 */
export type JsonOf<Value> = Value extends null | undefined | boolean | number | string
  ? Value
  : Value extends ((...given: never[]) => unknown) | bigint | symbol | Date
    ? never
    : { readonly [Key in keyof Value]: JsonOf<Value[Key]> };

/** Who acts; `null`: the program itself, or whoever runs the command line on the machine. */
export interface Actor {
  readonly userId: string | null;
}

/** Part of a long list; `cursor` asks for the next part, `null` at the end. */
export interface Page<Row> {
  readonly rows: Row[];
  readonly cursor: string | null;
}

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly disabledAt: string | null;
  /** The user of a machine without users has none. */
  readonly hasPassword: boolean;
}

export interface SessionRow {
  readonly userId: string;
  readonly csrfHash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastSeenAt: string;
}

export interface PatientRow {
  readonly id: string;
  /** A name or a pseudonym; two patients may be called the same. */
  readonly name: string;
  readonly createdAt: string;
}

export interface ImageRow {
  /** sha256 of the file's bytes. */
  readonly hash: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** Such as `tiff`, read from the content. */
  readonly format: string;
}

export interface CaseRow {
  readonly id: string;
  readonly patientId: string;
  readonly title: string;
  readonly note: string;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly state: 'open' | 'signed';
  readonly blinded: boolean;
  /** The model whose predictions are shown. */
  readonly modelId: string | null;
  readonly signedBy: string | null;
  readonly signedAt: string | null;
  readonly secondReaderId: string | null;
  /** Grows with each change of the case or of anything in it. */
  readonly version: number;
  readonly cellCount: number;
}

export interface CellRow {
  readonly caseId: string;
  /** 1, 2, … without gaps within the case. */
  readonly number: number;
  readonly imageHash: string;
  readonly fileName: string;
  readonly addedAt: string;
}

export interface PredictionRow {
  readonly number: number;
  /** Calibrated probability of an atypical cell, 0 to 1. */
  readonly probability: number;
  readonly called: Exclude<Call, 'none'>;
  /** Place in the model's `types`. */
  readonly typeIndex: number | null;
  /** One for each of the model's `types`, in their order. */
  readonly typeProbabilities: Float32Array | null;
  /** How unlike the cells of training it looks; `null` if the model does not tell. */
  readonly strangeness: number | null;
}

export interface ReviewRow {
  readonly id: string;
  readonly caseId: string;
  readonly number: number;
  readonly reading: Reading;
  readonly userId: string | null;
  /** `null`: an earlier label was taken back. */
  readonly typeCode: string | null;
  readonly at: string;
  /** The review that this one took the place of. */
  readonly replaces: string | null;
}

export interface CommentRow {
  readonly id: string;
  readonly caseId: string;
  /** `null`: of the case. */
  readonly number: number | null;
  readonly userId: string | null;
  readonly text: string;
  readonly at: string;
}

export interface ModelRow {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly card: Json;
  /** Codes of the types it tells apart, in its order; empty if it tells none. */
  readonly types: readonly string[];
  readonly installedBy: string | null;
  readonly installedAt: string;
  /** `present` is at most one: what cases are classified with unless they say otherwise. */
  readonly state: 'candidate' | 'present' | 'former';
  readonly evaluation: Json;
  readonly trainingId: string | null;
}

export interface JobRow {
  readonly id: string;
  readonly kind: JobKind;
  readonly caseId: string | null;
  readonly trainingId: string | null;
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  /** The code of a LeukoscopeError and its details, without names. */
  readonly error: { readonly code: string; readonly details: Json } | null;
  readonly parameters: Json;
  /** What it leaves behind beside what it makes, without names; `null` until it tells. */
  readonly outcome: Json;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface DatasetVersionRow {
  readonly id: string;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly cellCount: number;
  readonly patientCount: number;
  /** Cells that were in it and whose patient or case was deleted since. */
  readonly deletedCells: number;
}

/** A cell of a data set version with the label that stood when it was made. */
export interface DatasetCellRow {
  readonly caseId: string;
  readonly number: number;
  readonly patientId: string;
  readonly imageHash: string;
  readonly fileName: string;
  readonly typeCode: string;
}

export const TRAINING_STATES = ['waiting', 'running', 'stopped', 'done', 'failed'] as const;
export type TrainingState = (typeof TRAINING_STATES)[number];

export interface TrainingRow {
  readonly id: string;
  readonly datasetVersionId: string;
  readonly recipe: string;
  readonly settings: Json;
  readonly state: TrainingState;
  readonly modelId: string | null;
  readonly createdBy: string | null;
  readonly createdAt: string;
}

export interface AuditRow {
  /** 1, 2, … without gaps. */
  readonly seq: number;
  readonly at: string;
  readonly userId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before: Json;
  readonly after: Json;
  /** The hash of the row before; of the first, 64 zeros. */
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditHead {
  /** 0 and 64 zeros if the trail is empty. */
  readonly seq: number;
  readonly hash: string;
}
