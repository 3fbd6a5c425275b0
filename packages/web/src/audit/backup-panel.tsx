import { countText } from 'leukoscope/browser';
import { useChange, useRead } from '../api/api-context.tsx';
import type { Backup } from '../api/types.ts';
import { timeText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { Button } from '../parts/button.tsx';
import { JobRow } from '../parts/job-row.tsx';
import { Muted, Panel } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Problem } from '../parts/problem.tsx';
import { Table } from '../parts/table.tsx';
import { AUDIT_TEXTS } from './audit-texts.ts';

/** Makes a copy of everything on the server, and tells of those that are there. */
export function BackupPanel() {
  const texts = useTexts(AUDIT_TEXTS);
  const backups = useRead('get /backups', {});
  const jobs = useRead('get /jobs', {});
  const make = useChange('post /backup', { outdates: ['get /jobs', 'get /audit/head', 'get /audit'] });
  const newest = jobs.data?.jobs.find(({ kind }) => kind === 'backup');
  const isUnderWay = newest?.state === 'waiting' || newest?.state === 'running';
  return (
    <Panel
      title={texts.backups}
      actions={
        <Button onClick={() => make.mutate({})} disabled={make.isPending || isUnderWay}>
          {texts.makeBackup}
        </Button>
      }
    >
      {make.error && <Problem error={make.error} />}
      {newest && newest.state !== 'done' && <JobRow job={newest} />}
      <Loaded query={backups}>
        {({ folder, backups: all }) => (
          <>
            <Muted>{texts.backupsIn(folder)}</Muted>
            {all.length > 0 && <BackupTable backups={all} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function BackupTable({ backups }: { backups: readonly Backup[] }) {
  const texts = useTexts(AUDIT_TEXTS);
  const language = useLanguage();
  const { backupColumns: columns } = texts;
  return (
    <Table<Backup>
      caption={texts.backups}
      captionHidden
      columns={[
        { heading: columns.name, header: true, cell: ({ name }) => <code>{name}</code> },
        { heading: columns.madeAt, cell: ({ madeAt }) => timeText(madeAt, language) },
        { heading: columns.images, number: true, cell: ({ images }) => countText(images) },
        { heading: columns.entry, number: true, cell: ({ auditHead }) => auditHead.seq },
      ]}
      rows={backups}
      rowKey={({ name }) => name}
    />
  );
}
