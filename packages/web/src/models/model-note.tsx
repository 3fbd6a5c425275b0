import { useRead } from '../api/api-context.tsx';
import { useTexts } from '../base/page-context.tsx';
import { Muted } from '../parts/layout.tsx';
import { MODEL_TEXTS } from './model-texts.ts';
import { scaleInCard } from './scale-in-card.ts';

/** Where a model is chosen: what it is meant for, and what it has to know of the images. */
export function ModelNote({ modelId }: { modelId: string }) {
  const texts = useTexts(MODEL_TEXTS);
  const model = useRead('get /models/{id}', { params: { id: modelId } });
  if (model.data === undefined) return null;
  const scale = scaleInCard(model.data.card);
  return (
    <Muted>
      {texts.intendedUse} {texts.learntFrom(model.data.dataset)} {scale && texts.scale(scale)}
    </Muted>
  );
}
