import { useState } from 'react';
import { useRead } from '../api/api-context.tsx';
import { useMay } from '../api/session-context.tsx';
import type { DatasetVersion } from '../api/types.ts';
import { timeText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { personText } from '../base/person-texts.ts';
import { Button } from '../parts/button.tsx';
import { Empty, Muted, Page, Panel } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Table } from '../parts/table.tsx';
import { FreezeDialog, TrainDialog } from './learn-dialogs.tsx';
import { LEARN_TEXTS } from './learn-texts.ts';
import { TrainingPanel } from './training-panel.tsx';

export function LearnPage() {
  const texts = useTexts(LEARN_TEXTS);
  const mayFreeze = useMay('reviewer');
  const mayTrain = useMay('admin');
  const [open, setOpen] = useState<'freeze' | 'train' | null>(null);
  const versions = useRead('get /dataset-versions', {});
  const trainings = useRead('get /trainings', {});
  const all = versions.data?.versions ?? [];
  const close = () => setOpen(null);
  return (
    <Page title={texts.title}>
      <Muted>{texts.intro}</Muted>
      <Panel
        title={texts.versions}
        actions={
          <>
            {mayFreeze && <Button onClick={() => setOpen('freeze')}>{texts.freeze}</Button>}
            {mayTrain && all.length > 0 && (
              <Button look="main" onClick={() => setOpen('train')}>
                {texts.train}
              </Button>
            )}
          </>
        }
      >
        <Loaded query={versions}>
          {() => (all.length === 0 ? <Muted>{texts.noVersions}</Muted> : <VersionTable versions={all} />)}
        </Loaded>
      </Panel>
      <h2>{texts.trainings}</h2>
      <Loaded query={trainings}>
        {({ trainings: list }) =>
          list.length === 0 ? (
            <Empty>
              <p>{texts.noTrainings}</p>
            </Empty>
          ) : (
            list.map((training) => <TrainingPanel key={training.id} training={training} />)
          )
        }
      </Loaded>
      <FreezeDialog open={open === 'freeze'} onClose={close} />
      <TrainDialog open={open === 'train'} onClose={close} versions={all} />
    </Page>
  );
}

function VersionTable({ versions }: { versions: readonly DatasetVersion[] }) {
  const texts = useTexts(LEARN_TEXTS);
  const language = useLanguage();
  const { columns } = texts;
  return (
    <Table<DatasetVersion>
      caption={texts.versions}
      captionHidden
      columns={[
        { heading: columns.made, header: true, cell: ({ createdAt }) => timeText(createdAt, language) },
        { heading: columns.by, cell: ({ createdBy }) => personText(createdBy, language) },
        { heading: columns.cases, number: true, cell: ({ caseIds }) => caseIds.length },
        { heading: columns.patients, number: true, cell: ({ patients }) => patients },
        { heading: columns.cells, number: true, cell: ({ cells }) => cells },
        {
          heading: columns.types,
          cell: ({ byType }) => byType.map(({ code, cells }) => `${code} ${cells}`).join(', '),
        },
      ]}
      rows={versions}
      rowKey={({ id }) => id}
    />
  );
}
