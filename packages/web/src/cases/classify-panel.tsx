import { useState } from 'react';
import { useChange, useRead } from '../api/api-context.tsx';
import { ApiError } from '../api/client.ts';
import type { CaseAnswer } from '../api/types.ts';
import { useTexts } from '../base/page-context.tsx';
import { ModelNote } from '../models/model-note.tsx';
import { NoModelNotice } from '../models/no-model-notice.tsx';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/field.tsx';
import { Actions, Panel } from '../parts/layout.tsx';
import { Problem } from '../parts/problem.tsx';
import { IMPORT_TEXTS } from './import-texts.ts';

/** A model of generated cells on others: refused unless it is asked for. */
const SYNTHETIC = 'model.synthetic';

/** Classifies the cells of a case with any model that is installed. */
export function ClassifyPanel({ caseAnswer }: { caseAnswer: CaseAnswer }) {
  const texts = useTexts(IMPORT_TEXTS);
  const models = useRead('get /models', {});
  const [chosen, setChosen] = useState<string | null>(null);
  const classify = useChange('post /cases/{id}/classify', { outdates: ['get /jobs'] });
  const all = models.data?.models ?? [];
  const [first] = all;
  if (first === undefined) return <NoModelNotice />;
  const start = (body: { modelId: string; allowSyntheticModel?: boolean }) =>
    classify.mutate({ params: { id: caseAnswer.id }, body });
  const modelId = chosen ?? all.find(({ state }) => state === 'present')?.id ?? first.id;
  return (
    <Panel>
      <Actions>
        <SelectField
          inline
          label={texts.classifyWith}
          value={modelId}
          choices={all.map(({ id, name, state }) => ({
            value: id,
            text: state === 'present' ? texts.present(name) : name,
          }))}
          onValue={setChosen}
        />
        <Button
          look={caseAnswer.cells.classified < caseAnswer.cells.all ? 'main' : 'plain'}
          disabled={caseAnswer.cells.all === 0 || classify.isPending}
          onClick={() => start({ modelId })}
        >
          {texts.classify}
        </Button>
      </Actions>
      <ModelNote modelId={modelId} />
      {classify.error && <Problem error={classify.error} />}
      {classify.error instanceof ApiError && classify.error.code === SYNTHETIC && (
        <Actions>
          <Button small onClick={() => start({ modelId, allowSyntheticModel: true })}>
            {texts.classifyAnyway}
          </Button>
        </Actions>
      )}
    </Panel>
  );
}
