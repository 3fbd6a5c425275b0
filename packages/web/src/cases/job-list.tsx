import { useRead } from '../api/api-context.tsx';
import type { Job } from '../api/types.ts';
import { JobRow } from '../parts/job-row.tsx';
import { Panel } from '../parts/layout.tsx';

/** What the server works on for a case, or last failed or was stopped at. */
export function JobList({ caseId }: { caseId: string }) {
  const jobs = useRead('get /jobs', { query: { caseId } });
  const shown = jobs.data?.jobs.filter((job, at) => isOpen(job) || (at === 0 && job.rejected.length > 0)) ?? [];
  if (shown.length === 0) return null;
  return (
    <Panel>
      {shown.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </Panel>
  );
}

function isOpen({ state }: Job): boolean {
  return state !== 'done';
}
