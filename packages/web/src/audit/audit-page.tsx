import { useChange, useRead } from '../api/api-context.tsx';
import { useReadPages } from '../api/pages.ts';
import type { AuditEntry } from '../api/types.ts';
import { timeText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { personText } from '../base/person-texts.ts';
import { Link } from '../base/router.tsx';
import { Button } from '../parts/button.tsx';
import { Muted, Notice, Page, Panel } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Problem } from '../parts/problem.tsx';
import { Table } from '../parts/table.tsx';
import { useAnnounce } from '../parts/toasts.tsx';
import styles from './audit-page.module.css';
import { AUDIT_TEXTS } from './audit-texts.ts';
import { BackupPanel } from './backup-panel.tsx';
import { actionText, changeWords, subjectWords } from './change-words.ts';

export function AuditPage() {
  const texts = useTexts(AUDIT_TEXTS);
  const verify = useChange('post /audit/verify', { outdates: ['get /audit/head'] });
  const actions = (
    <Button onClick={() => verify.mutate({})} disabled={verify.isPending}>
      {texts.verify}
    </Button>
  );
  return (
    <Page title={texts.title} actions={actions}>
      <Muted>{texts.intro}</Muted>
      {verify.data && (
        <div role="status">
          <Notice tone={verify.data.ok ? 'plain' : 'bad'}>
            <p>{verify.data.ok ? texts.whole(verify.data.entries) : texts.broken(verify.data.fault?.seq ?? 0)}</p>
          </Notice>
        </div>
      )}
      {verify.error && <Problem error={verify.error} />}
      <ChainHead />
      <BackupPanel />
      <Entries />
    </Page>
  );
}

function ChainHead() {
  const texts = useTexts(AUDIT_TEXTS);
  const { say } = useAnnounce();
  const head = useRead('get /audit/head', {});
  return (
    <Panel title={texts.head}>
      <Loaded query={head}>
        {({ seq, hash }) =>
          seq === 0 ? (
            <Muted>{texts.headNone}</Muted>
          ) : (
            <>
              <p className={styles.hash}>
                {seq} · {hash}
              </p>
              <Button
                small
                className={styles.copy}
                onClick={() => void navigator.clipboard.writeText(`${seq} ${hash}`).then(() => say(texts.copied))}
              >
                {texts.copy}
              </Button>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Entries() {
  const texts = useTexts(AUDIT_TEXTS);
  const language = useLanguage();
  const entries = useReadPages('get /audit', {});
  const { columns } = texts;
  const rows = entries.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Panel>
      {entries.error && <Problem error={entries.error} />}
      <Table<AuditEntry>
        caption={texts.title}
        captionHidden
        columns={[
          { heading: columns.number, number: true, header: true, cell: ({ seq }) => seq },
          { heading: columns.at, cell: ({ at }) => timeText(at, language) },
          { heading: columns.user, cell: ({ user }) => personText(user, language) },
          { heading: columns.action, cell: ({ action }) => <span title={action}>{actionText(action, language)}</span> },
          { heading: columns.subject, cell: (entry) => <Subject entry={entry} /> },
          { heading: columns.before, cell: ({ before }) => <Side side={before} /> },
          { heading: columns.after, cell: ({ after }) => <Side side={after} /> },
        ]}
        rows={rows}
        rowKey={({ seq }) => String(seq)}
      />
      {entries.hasNextPage && <Button onClick={() => void entries.fetchNextPage()}>{texts.more}</Button>}
    </Panel>
  );
}

function Subject({ entry }: { entry: AuditEntry }) {
  const { text, href } = subjectWords(entry, useLanguage());
  const { subjectId } = entry;
  if (href === null) return <span title={subjectId}>{text}</span>;
  return (
    <Link href={href} title={subjectId}>
      {text}
    </Link>
  );
}

function Side({ side }: { side: unknown }) {
  const texts = useTexts(AUDIT_TEXTS);
  const words = changeWords(side, useLanguage());
  if (words.length === 0) return texts.none;
  return (
    <ul className={styles.side} title={JSON.stringify(side)}>
      {words.map(([part, value]) => (
        <li key={part}>
          <span className={styles.part}>{part}</span> {value}
        </li>
      ))}
    </ul>
  );
}
