import type { ModelCard } from '../models/model-card.ts';
import { readCard } from '../models/model-file.ts';
import type { ModelRow } from '../store/rows.ts';

/** What a model of the store says of itself. @throws LeukoscopeError `model.other-version` */
export function cardOf({ card }: Pick<ModelRow, 'card'>): ModelCard {
  return readCard(card, 'the model');
}
