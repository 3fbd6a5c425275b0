import type { Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { ModelCard } from '../models/model-card.ts';

/** Of `--allow-synthetic-model`. */
export const SYNTHETIC_MODEL_TEXT: Readonly<Record<Language, string>> = {
  en: 'use a model that learnt from generated cells on images that are not generated',
  es: 'usar con imágenes que no son generadas un modelo que aprendió de células generadas',
};

/** @throws LeukoscopeError `model.synthetic` where a model of generated cells meets images that are not all generated. */
export function refuseSyntheticModel(
  { model, data }: { readonly model: boolean; readonly data: boolean },
  { path, card, allowed }: { readonly path: string; readonly card: ModelCard; readonly allowed: boolean },
): void {
  if (!model || data || allowed) return;
  throw new LeukoscopeError('model.synthetic', { path, dataset: card.training.dataset.name });
}
