import { useRead } from './api-context.tsx';
import type { CaseAnswer, TypeDescription } from './types.ts';

/** The types that cells of a case can be called: of the model's scheme, else of the first that the server has. */
export function useTypes(modelId: CaseAnswer['modelId'] | undefined): readonly TypeDescription[] | undefined {
  const schemes = useRead('get /schemes', {});
  const model = useRead(
    'get /models/{id}',
    { params: { id: modelId ?? '' } },
    { enabled: typeof modelId === 'string' },
  );
  if (typeof modelId === 'string' && model.data !== undefined) return model.data.scheme.types;
  return schemes.data?.schemes[0]?.types;
}
