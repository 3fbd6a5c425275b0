import { countText } from 'leukoscope/browser';
import { useChange } from '../api/api-context.tsx';
import { useMay } from '../api/session-context.tsx';
import type { Job } from '../api/types.ts';
import { durationText } from '../base/format.ts';
import { useTexts } from '../base/page-context.tsx';
import { Button } from './button.tsx';
import styles from './job-row.module.css';
import { JOB_TEXTS } from './job-texts.ts';
import { Actions, Muted, Notice } from './layout.tsx';
import { Progress } from './progress.tsx';

/** What the server works on, or was stopped or failed at, with what can be done about it. */
export function JobRow({ job }: { job: Job }) {
  const texts = useTexts(JOB_TEXTS);
  const mayStop = useMay('reviewer');
  const outdates = ['get /jobs', 'get /trainings', 'get /trainings/{id}'] as const;
  const stop = useChange('post /jobs/{id}/stop', { outdates });
  const resume = useChange('post /jobs/{id}/resume', { outdates });
  const params = { id: job.id };
  const rejected = job.rejected.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles.job}>
      <Progress label={texts.kinds[job.kind]} done={job.done} total={job.total} note={noteOf(job, texts)} />
      {rejected > 0 && <Muted>{texts.rejected(rejected)}</Muted>}
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

function noteOf(job: Job, texts: (typeof JOB_TEXTS)['en']): string {
  const counted = job.total === null ? countText(job.done) : texts.counted(job.done, job.total);
  if (job.state !== 'running') return `${counted} · ${texts.states[job.state]}`;
  return [
    counted,
    ...(job.perSecond === null || job.done === 0 ? [] : [texts.rate(countText(Math.round(job.perSecond)))]),
    ...(job.secondsLeft === null ? [] : [texts.left(durationText(job.secondsLeft))]),
  ].join(' · ');
}
