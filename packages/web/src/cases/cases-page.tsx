import { useState } from 'react';
import { useReadPages } from '../api/pages.ts';
import { useMay } from '../api/session-context.tsx';
import type { CaseAnswer } from '../api/types.ts';
import { dayText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { Link } from '../base/router.tsx';
import { NoModelNotice } from '../models/no-model-notice.tsx';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/field.tsx';
import { Empty, Page, Panel, Tag } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { CASE_TEXTS } from './case-texts.ts';
import { NewCaseDialog } from './new-case-dialog.tsx';

const FILTERS = ['all', 'open', 'signed'] as const;
type Filter = (typeof FILTERS)[number];

export function CasesPage() {
  const texts = useTexts(CASE_TEXTS);
  const mayAdd = useMay('reviewer');
  const [filter, setFilter] = useState<Filter>('all');
  const [isAdding, setIsAdding] = useState(false);
  const cases = useReadPages('get /cases', { query: filter === 'all' ? {} : { state: filter } });
  const add = mayAdd && (
    <Button look="main" onClick={() => setIsAdding(true)}>
      {texts.newCase}
    </Button>
  );
  return (
    <Page title={texts.cases} actions={add}>
      <NoModelNotice />
      <Loaded query={cases as typeof cases & { data: { pages: { cases: CaseAnswer[] }[] } | undefined }}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.cases);
          if (all.length === 0 && filter === 'all') {
            return (
              <Empty>
                <p>{texts.noCases}</p>
                <p>{texts.noCasesHint}</p>
                {add}
              </Empty>
            );
          }
          return (
            <Panel
              actions={
                <SelectField
                  inline
                  label={texts.filter}
                  value={filter}
                  choices={FILTERS.map((value) => ({ value, text: texts.filters[value] }))}
                  onValue={setFilter}
                />
              }
            >
              <CaseTable cases={all} />
              {cases.hasNextPage && <Button onClick={() => void cases.fetchNextPage()}>{texts.more}</Button>}
            </Panel>
          );
        }}
      </Loaded>
      <NewCaseDialog open={isAdding} onClose={() => setIsAdding(false)} />
    </Page>
  );
}

function CaseTable({ cases }: { cases: readonly CaseAnswer[] }) {
  const texts = useTexts(CASE_TEXTS);
  const language = useLanguage();
  const { columns } = texts;
  const shown: Column<CaseAnswer>[] = [
    { heading: columns.title, header: true, cell: ({ id, title }) => <Link href={`/cases/${id}`}>{title}</Link> },
    { heading: columns.patient, cell: ({ patient }) => patient.name },
    { heading: columns.state, cell: ({ state }) => <StateTag state={state} /> },
    { heading: columns.cells, number: true, cell: ({ cells }) => cells.all },
    { heading: columns.reviewed, number: true, cell: ({ cells }) => cells.reviewed },
    { heading: columns.created, number: true, cell: ({ createdAt }) => dayText(createdAt, language) },
  ];
  return <Table caption={texts.cases} captionHidden columns={shown} rows={cases} rowKey={({ id }) => id} />;
}

export function StateTag({ state }: Pick<CaseAnswer, 'state'>) {
  const texts = useTexts(CASE_TEXTS);
  return <Tag tone={state === 'signed' ? 'good' : 'plain'}>{texts.states[state]}</Tag>;
}
