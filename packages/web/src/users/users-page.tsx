import { useState } from 'react';
import { useRead } from '../api/api-context.tsx';
import type { UserAnswer } from '../api/types.ts';
import { dayText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { personText } from '../base/person-texts.ts';
import { Button } from '../parts/button.tsx';
import { Page, Panel, Tag } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Table } from '../parts/table.tsx';
import { AddUserDialog, ChangeUserDialog } from './user-dialogs.tsx';
import { USER_TEXTS } from './user-texts.ts';

export function UsersPage() {
  const texts = useTexts(USER_TEXTS);
  const language = useLanguage();
  const users = useRead('get /users', {});
  const [isAdding, setIsAdding] = useState(false);
  const [changing, setChanging] = useState<UserAnswer | null>(null);
  const { columns } = texts;
  const add = (
    <Button look="main" onClick={() => setIsAdding(true)}>
      {texts.add}
    </Button>
  );
  return (
    <Page title={texts.title} actions={add}>
      <Loaded query={users}>
        {({ users: all }) => (
          <Panel>
            <Table<UserAnswer>
              caption={texts.title}
              captionHidden
              columns={[
                { heading: columns.name, header: true, cell: (user) => personText(user, language) },
                { heading: columns.role, cell: ({ role }) => texts.roles[role] },
                { heading: columns.created, cell: ({ createdAt }) => dayText(createdAt, language) },
                {
                  heading: columns.state,
                  cell: ({ disabledAt }) =>
                    disabledAt === null ? texts.active : <Tag tone="caution">{texts.disabled}</Tag>,
                },
                {
                  heading: texts.change,
                  cell: (user) => (
                    <Button
                      small
                      aria-label={texts.changeOf(personText(user, language))}
                      onClick={() => setChanging(user)}
                    >
                      {texts.change}
                    </Button>
                  ),
                },
              ]}
              rows={all}
              rowKey={({ id }) => id}
            />
          </Panel>
        )}
      </Loaded>
      <AddUserDialog open={isAdding} onClose={() => setIsAdding(false)} />
      <ChangeUserDialog user={changing} onClose={() => setChanging(null)} />
    </Page>
  );
}
