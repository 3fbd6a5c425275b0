import type { JobKind, JobState, Reading, Role, TrainingState } from './rows.ts';

/**
 * The tables as Kysely sees them, after `CamelCasePlugin`: `imageHash` is the column `image_hash`. A `Json` text holds one
 * JSON document; 0 or 1 stands for no or yes.
 */
export interface Tables {
  readonly migration: { number: number; name: string; at: string };
  readonly user: {
    id: string;
    name: string;
    role: Role;
    password: string | null;
    createdAt: string;
    disabledAt: string | null;
  };
  readonly session: {
    tokenHash: string;
    userId: string;
    csrfHash: string;
    createdAt: string;
    expiresAt: string;
    lastSeenAt: string;
  };
  readonly patient: { id: string; name: string; createdAt: string };
  readonly image: { hash: string; bytes: number; width: number; height: number; format: string };
  /** Image files that belong to no row: about to be added, or to be removed. */
  readonly strayImage: { hash: string };
  readonly case: CaseTable;
  readonly cell: {
    caseId: string;
    number: number;
    imageHash: string;
    fileName: string;
    addedAt: string;
    /** The case's, when the cell came or lost a comment. */
    version: number;
  };
  readonly predictionChunk: PredictionChunkTable;
  readonly review: ReviewTable;
  readonly comment: {
    id: string;
    caseId: string;
    number: number | null;
    userId: string | null;
    text: string;
    at: string;
    version: number;
  };
  readonly model: ModelTable;
  readonly job: JobTable;
  readonly datasetVersion: {
    id: string;
    createdBy: string | null;
    createdAt: string;
    /** When it was made. */
    cellCount: number;
  };
  readonly datasetCell: {
    datasetVersionId: string;
    caseId: string;
    number: number;
    patientId: string;
    imageHash: string;
    fileName: string;
    typeCode: string;
  };
  readonly training: {
    id: string;
    datasetVersionId: string;
    recipe: string;
    /** Json. */
    settings: string;
    state: TrainingState;
    modelId: string | null;
    createdBy: string | null;
    createdAt: string;
  };
  readonly request: {
    userId: string;
    key: string;
    fingerprint: string;
    /** Json. */
    response: string;
    at: string;
    /** The rows of the audit trail that it wrote: after `afterSeq`, up to `lastSeq`. */
    afterSeq: number;
    lastSeq: number;
  };
  readonly audit: AuditTable;
  readonly auditHead: { id: number; seq: number; hash: string };
  readonly salt: { subjectId: string; salt: string };
  readonly tombstone: { subjectKind: string; subjectId: string; at: string; auditSeq: number };
}

interface CaseTable {
  id: string;
  patientId: string;
  title: string;
  note: string;
  createdBy: string | null;
  createdAt: string;
  state: 'open' | 'signed';
  blinded: number;
  modelId: string | null;
  /** The case's version when it came to show this model. */
  modelVersion: number;
  signedBy: string | null;
  signedAt: string | null;
  secondReaderId: string | null;
  version: number;
  cellCount: number;
}

/** Columns of the cells `chunk × CHUNK_CELLS + 1` and on, by one model; see prediction-chunk.ts. */
interface PredictionChunkTable {
  caseId: string;
  modelId: string;
  chunk: number;
  probability: Uint8Array;
  called: Uint8Array;
  typeIndex: Uint8Array;
  /** Numbers for each cell in `typeProbabilities`. */
  typeCount: number;
  typeProbabilities: Uint8Array;
  strangeness: Uint8Array;
  version: number;
}

interface ReviewTable {
  id: string;
  caseId: string;
  number: number;
  reading: Reading;
  userId: string | null;
  typeCode: string | null;
  at: string;
  replaces: string | null;
  /** Whether it is the newest of its cell and reading. */
  current: number;
  version: number;
}

interface ModelTable {
  id: string;
  name: string;
  sha256: string;
  /** Json. */
  card: string;
  /** Json: codes. */
  types: string;
  installedBy: string | null;
  installedAt: string;
  state: 'candidate' | 'present' | 'former';
  /** Counts promotions: the highest of the former ones is what a roll-back brings back. */
  promotion: number;
  /** Json. */
  evaluation: string | null;
  trainingId: string | null;
}

interface JobTable {
  id: string;
  kind: JobKind;
  caseId: string | null;
  trainingId: string | null;
  state: JobState;
  done: number;
  total: number | null;
  /** Json. */
  error: string | null;
  /** Json. */
  parameters: string;
  /** Json. */
  outcome: string | null;
  createdBy: string | null;
  createdAt: string;
  updatedAt: string;
}

interface AuditTable {
  seq: number;
  at: string;
  userId: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  /** Canonical Json, as it went into the hash. */
  before: string;
  after: string;
  previousHash: string;
  hash: string;
}
