import { useState } from 'react';
import { useChange, useRead } from '../api/api-context.tsx';
import { useMay } from '../api/session-context.tsx';
import type { Model } from '../api/types.ts';
import { dayText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { Link } from '../base/router.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog, DialogFoot } from '../parts/dialog.tsx';
import { Page, Panel, Tag } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Table } from '../parts/table.tsx';
import { InstallPanel } from './install-panel.tsx';
import { MODEL_TEXTS } from './model-texts.ts';
import { NoModelNotice } from './no-model-notice.tsx';

export function ModelsPage() {
  const texts = useTexts(MODEL_TEXTS);
  const isAdmin = useMay('admin');
  const models = useRead('get /models', {});
  const [isRollingBack, setIsRollingBack] = useState(false);
  const hasFormer = models.data?.models.some(({ state }) => state === 'former') ?? false;
  return (
    <Page
      title={texts.models}
      actions={isAdmin && hasFormer && <Button onClick={() => setIsRollingBack(true)}>{texts.rollBack}</Button>}
    >
      <NoModelNotice link={false} />
      <Loaded query={models}>
        {({ models: all }) =>
          all.length > 0 && (
            <Panel>
              <ModelTable models={all} />
            </Panel>
          )
        }
      </Loaded>
      {isAdmin && <InstallPanel />}
      <RollBackDialog open={isRollingBack} onClose={() => setIsRollingBack(false)} />
    </Page>
  );
}

function ModelTable({ models }: { models: readonly Model[] }) {
  const texts = useTexts(MODEL_TEXTS);
  const language = useLanguage();
  const { columns } = texts;
  return (
    <Table<Model>
      caption={texts.models}
      captionHidden
      columns={[
        { heading: columns.name, header: true, cell: ({ id, name }) => <Link href={`/models/${id}`}>{name}</Link> },
        { heading: columns.state, cell: (model) => <ModelTags model={model} /> },
        { heading: columns.network, cell: ({ network }) => network },
        {
          heading: columns.types,
          cell: ({ types }) => (types === null ? texts.twoGroups : texts.typeCount(types.length)),
        },
        { heading: columns.learntFrom, cell: ({ dataset }) => dataset },
        { heading: columns.installed, number: true, cell: ({ installedAt }) => dayText(installedAt, language) },
      ]}
      rows={models}
      rowKey={({ id }) => id}
    />
  );
}

export function ModelTags({ model: { state, synthetic } }: { model: Model }) {
  const texts = useTexts(MODEL_TEXTS);
  return (
    <>
      <Tag tone={state === 'present' ? 'good' : 'plain'}>{texts.states[state]}</Tag>{' '}
      {synthetic && <Tag tone="caution">{texts.synthetic}</Tag>}
    </>
  );
}

function RollBackDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const texts = useTexts(MODEL_TEXTS);
  const rollBack = useChange('post /models/roll-back', {
    outdates: ['get /models', 'get /models/{id}'],
    onDone: onClose,
  });
  return (
    <Dialog open={open} onClose={onClose} title={texts.rollBack}>
      <p>{texts.rollBackText}</p>
      <DialogFoot text={texts.rollBack} change={rollBack} onAct={() => rollBack.mutate({})} onClose={onClose} />
    </Dialog>
  );
}
