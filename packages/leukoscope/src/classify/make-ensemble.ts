import { type Runtime, UnjoinableError } from '@leukoscope/engine';
import type { Cell } from '../cells/cell.ts';
import type { Group } from '../cells/scheme.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { fitTemperature } from '../evaluation/reliability/temperature.ts';
import { rocAuc } from '../evaluation/roc.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { type ChosenThreshold, chooseThreshold } from '../evaluation/threshold.ts';
import type { RejectedImage } from '../images/image-batch.ts';
import type { ImageStore } from '../images/image-store.node.ts';
import { type EnsembleMember, ensembleCard, requireFitting } from '../models/ensemble-card.ts';
import type { ModelCard } from '../models/model-card.ts';
import { writeEnsembleFile } from '../models/model-file.ts';
import type { Progress } from '../progress/progress.ts';
import { openPredictor } from './predictor.ts';
import { scoreCells } from './score-cells.ts';

/** A model that shall be a member of an ensemble, whole. */
export interface JoinedMember extends EnsembleMember {
  readonly bytes: Uint8Array;
}

export interface EnsembleRequest {
  readonly members: readonly JoinedMember[];
  /** That choose the threshold; no member was trained on them. */
  readonly cells: readonly (Cell & { readonly group: Group })[];
  /** Of the ensemble's preprocessing, see `ensembleCard`. */
  readonly store: ImageStore;
  readonly runtime: Runtime;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface MadeEnsemble {
  readonly card: ModelCard;
  readonly threshold: ChosenThreshold;
  readonly file: Uint8Array;
  readonly rejected: readonly RejectedImage[];
}

/**
 * Several models as one, with a threshold chosen by what they say together of the given cells.
 *
 * @throws LeukoscopeError as `requireFitting`; TrainedOnError if a member was trained on one of the cells; the signal's
 * reason if it is aborted.
 */
export async function makeEnsemble(request: EnsembleRequest): Promise<MadeEnsemble> {
  const { members, cells, runtime } = request;
  requireFitting(members);
  const files = members.map(({ bytes }) => bytes);
  const draft = ensembleCard(members);
  const path = members.map((member) => member.path).join(' + ');
  const predictor = await openPredictor(await joinModels(members), { path, runtime });
  try {
    const { scored, rejected } = await scoreCells(cells, { ...request, predictor, allowTrainingCells: false });
    const threshold = chooseThreshold(scored);
    const card = { ...draft, threshold, validation: validationOf(scored), temperature: fitTemperature(scored) };
    return { card, threshold, file: await writeEnsembleFile(card, files), rejected };
  } finally {
    await predictor.close();
  }
}

/**
 * Several models as one, whose threshold nothing has chosen.
 *
 * @param members that passed `requireFitting`. @throws LeukoscopeError `ensemble.unjoinable`.
 */
export async function joinModels(members: readonly JoinedMember[]): Promise<Uint8Array> {
  const files = members.map(({ bytes }) => bytes);
  try {
    return await writeEnsembleFile(ensembleCard(members), files);
  } catch (error) {
    throw error instanceof UnjoinableError ? unjoinable(error, members) : error;
  }
}

function unjoinable(cause: UnjoinableError, members: readonly JoinedMember[]): LeukoscopeError {
  const [first, other] = [members[0]!.path, members[cause.index || 1]!.path];
  return new LeukoscopeError('ensemble.unjoinable', { first, other, why: cause.reason }, { cause });
}

/** Probabilities below this, of which float32 has no normal numbers, count as this. */
const LEAST = 2 ** -126;

function validationOf(scored: readonly ScoredCell[]): ModelCard['validation'] {
  if (scored.length === 0) return null;
  const losses = scored.map(({ group, probability }) =>
    Math.log(Math.max(LEAST, group === 'atypical' ? probability : 1 - probability)),
  );
  return {
    cells: scored.length,
    atypical: scored.filter(({ group }) => group === 'atypical').length,
    rocAuc: rocAuc(scored).value,
    loss: -losses.reduce((sum, loss) => sum + loss, 0) / scored.length,
  };
}
