import type { Language } from '../../errors/entry.ts';
import type { Comparison } from '../../evaluation/comparison/compare-models.ts';
import type { Preprocessing } from '../../images/preprocessing.ts';
import type { Lever } from '../../models/adaptation-card.ts';
import type { Frame } from '../../models/crop-at-scale.ts';
import type { ReportOrigin } from '../../reports/report-parts.ts';
import type { SyntheticUse } from '../../reports/synthetic-use.ts';
import type { AdaptedSite } from './adapt-site.ts';

/**
 * What the test says of adapting. `trade`: fewer errors of one kind and more of the other. `unproven`: the difference could be
 * chance. `untested`: no cell tests.
 */
export type AdaptationVerdict = 'better' | 'worse' | 'trade' | 'unproven' | 'untested';

/** Why a lever was not there. */
export type MissingReason = 'no-pictures' | 'no-scale' | 'own-scale' | 'no-norm' | 'no-labels';

export interface AdaptationReport
  extends Pick<AdaptedSite, 'levers' | 'choice' | 'unlabelled' | 'lastLayer' | 'rows' | 'comparison' | 'shift'> {
  readonly language: Language;
  /** Paths as given: of the model it was made of, and of the adapted one. */
  readonly model: string;
  readonly adapted: string;
  readonly dataset: string;
  readonly verdict: AdaptationVerdict;
  /** Which model to use at the site, by the test; `null` without one, and where it trades errors. */
  readonly recommended: 'adapted' | 'unadapted' | null;
  readonly missing: Readonly<Partial<Record<Lever, MissingReason>>>;
  /** How large pictures are on both sides, where the crop is a share of the frame. */
  readonly frames: { readonly training: Frame; readonly site: Frame } | null;
  /** The model's, the one of as many micrometres, and the adapted model's. */
  readonly crops: Readonly<Record<'before' | 'atScale' | 'after', Preprocessing['crop']>>;
  /** Whether the site's frame shows fewer micrometres than the crop of training. */
  readonly isCut: boolean;
  readonly cells: {
    readonly pictures: number;
    readonly typical: number;
    readonly atypical: number;
    readonly test: number;
    readonly patients: { readonly adapting: number; readonly test: number } | null;
  };
  /** Whether the model no longer tells pictures that look like no cell. */
  readonly knownCellsDropped: boolean;
  readonly rejected: number;
  readonly synthetic: SyntheticUse;
  readonly origin: ReportOrigin;
}

/**
 * What a paired comparison, adapted less unadapted, says: by the area under the ROC curve, which no threshold decides, and
 * by the share of right decisions; with cells of one group by the latter alone. Better or worse is one whose interval (over
 * patients where there are patients) leaves 0 out while the other's does not lie on the other side. Where the area stays and
 * the threshold has moved, so that of sensitivity and specificity one is better and one worse, the share of right decisions says
 * no more than how many cells of either group there are.
 */
export function verdictOf(comparison: Comparison | null): AdaptationVerdict {
  if (comparison === null) return 'untested';
  const { rocAuc, accuracy, sensitivity, specificity } = comparison;
  if (signOf(rocAuc) === 0 && signOf(sensitivity) * signOf(specificity) < 0) return 'trade';
  const sum = signOf(rocAuc) + signOf(accuracy);
  return sum > 0 ? 'better' : sum < 0 ? 'worse' : 'unproven';
}

function signOf({ overPatients, difference }: Comparison['rocAuc' | 'accuracy']): number {
  const { low, high } = overPatients ?? difference;
  if (low === null || high === null) return 0;
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}

/** The unadapted model where adapting is worse, or not better even in the test itself; `null` where a person has to weigh it. */
export function recommendationOf(
  verdict: AdaptationVerdict,
  comparison: Comparison | null,
): AdaptationReport['recommended'] {
  if (comparison === null || verdict === 'trade') return null;
  if (verdict !== 'unproven') return verdict === 'better' ? 'adapted' : 'unadapted';
  const difference = comparison.rocAuc.difference.value ?? comparison.accuracy.difference.value ?? 0;
  return difference > 0 || (difference === 0 && (comparison.accuracy.difference.value ?? 0) > 0)
    ? 'adapted'
    : 'unadapted';
}
