import type { z } from 'zod';
import type { Language } from '../../errors/entry.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { trainSettingsSchema } from '../../training/train-settings.ts';
import type { LearningCurvesRow } from '../plots/learning-curves.ts';
import type { ReportOrigin } from '../report-parts.ts';
import type { TestedFigures } from './tested-figures.ts';

/** What the record of a run says beyond the model's card. */
export interface KnownRun {
  /** Filters of cells that were left out, as typed. */
  readonly exclude: readonly string[];
  /** Images that could not be used and were left out. */
  readonly rejected: number;
  /** Whether a split that divides patients or copies was allowed. */
  readonly allowLeaks: boolean;
  /** Where it was computed, the first first. */
  readonly machines: readonly { readonly processor: string; readonly threads: number; readonly platform: string }[];
}

/** Everything that a model page is written from; nothing in it comes from elsewhere. */
export interface KnownOfModel {
  readonly language: Language;
  readonly file: {
    /** As given. */
    readonly path: string;
    readonly bytes: number;
    /** In hexadecimal. */
    readonly sha256: string;
  };
  readonly card: ModelCard;
  /** `null` where the run is not beside the model. */
  readonly run: KnownRun | null;
  readonly learningCurves: readonly LearningCurvesRow[] | null;
  /** `null` where no test was given. */
  readonly test: TestedFigures | null;
  readonly origin: ReportOrigin;
}

const knownSettingsSchema = trainSettingsSchema.partial();
/** Settings that had a part in a model. */
export type KnownSettings = Readonly<z.infer<typeof knownSettingsSchema>>;

/** Those of a card; `null` of an ensemble, and where another version wrote them. */
export function settingsOf({
  training: { settings },
}: {
  readonly training: Pick<ModelCard['training'], 'settings'>;
}): KnownSettings | null {
  return settings === null ? null : (knownSettingsSchema.safeParse(settings).data ?? null);
}
