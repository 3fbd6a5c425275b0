import { countText } from 'leukoscope/browser';
import { useChange, useRead } from '../api/api-context.tsx';
import { useMay } from '../api/session-context.tsx';
import type { Job } from '../api/types.ts';
import { durationText } from '../base/format.ts';
import { useTexts } from '../base/page-context.tsx';
import { Button } from '../parts/button.tsx';
import { Actions, Muted, Notice, Panel } from '../parts/layout.tsx';
import { Progress } from '../parts/progress.tsx';
import { IMPORT_TEXTS } from './import-texts.ts';
import styles from './job-list.module.css';

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

export function JobRow({ job }: { job: Job }) {
  const texts = useTexts(IMPORT_TEXTS);
  const mayStop = useMay('reviewer');
  const outdates = ['get /jobs', 'get /trainings', 'get /trainings/{id}'] as const;
  const stop = useChange('post /jobs/{id}/stop', { outdates });
  const resume = useChange('post /jobs/{id}/resume', { outdates });
  const params = { id: job.id };
  const rejected = job.rejected.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles.job}>
      <Progress label={texts.jobs[job.kind]} done={job.done} total={job.total} note={noteOf(job, texts)} />
      {rejected > 0 && <Muted>{texts.jobRejected(rejected)}</Muted>}
      {job.error && (
        <div role="alert">
          <Notice tone="bad">
            <p>{job.error.message}</p>
            {job.error.hint && <p>{job.error.hint}</p>}
          </Notice>
        </div>
      )}
      {mayStop && (
        <Actions>
          {(job.state === 'running' || job.state === 'waiting') && (
            <Button small onClick={() => stop.mutate({ params })}>
              {texts.stop}
            </Button>
          )}
          {(job.state === 'stopped' || job.state === 'failed') && (
            <Button small onClick={() => resume.mutate({ params })}>
              {texts.resume}
            </Button>
          )}
        </Actions>
      )}
    </div>
  );
}

function noteOf(job: Job, texts: (typeof IMPORT_TEXTS)['en']): string {
  const counted = job.total === null ? countText(job.done) : texts.sent(job.done, job.total);
  if (job.state !== 'running') return `${counted} · ${texts.jobStates[job.state]}`;
  return [
    counted,
    ...(job.perSecond === null || job.done === 0 ? [] : [texts.rate(countText(Math.round(job.perSecond)))]),
    ...(job.secondsLeft === null ? [] : [texts.left(durationText(job.secondsLeft))]),
  ].join(' · ');
}
