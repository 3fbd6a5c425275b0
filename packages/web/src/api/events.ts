import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKey } from './api-context.tsx';
import { API_ROOT } from './client.ts';
import type { Job } from './types.ts';

type JobEvent = Pick<Job, 'id' | 'caseId' | 'trainingId' | 'state' | 'done' | 'total'>;

/** Follows what the server tells as it happens, so that every page shows it without asking again and again. */
export function useServerEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource(`${API_ROOT}/events`);
    source.addEventListener('job', (event) => onJob(queries, JSON.parse(event.data)));
    source.addEventListener('case', (event) => onCase(queries, JSON.parse(event.data)));
    source.addEventListener('training', () => onTraining(queries));
    // What was told before the connection was there, at first or again, is not told to it.
    source.addEventListener('open', () => void queries.invalidateQueries());
    return () => source.close();
  }, [queries]);
}

/** The count goes on at once; rate and time left come with the next answer, of which one at a time is waited for. */
function onJob(queries: QueryClient, event: JobEvent): void {
  queries.setQueriesData<{ jobs: Job[] }>({ queryKey: queryKey('get /jobs') }, (known) =>
    known === undefined ? known : { jobs: known.jobs.map((job) => (job.id === event.id ? { ...job, ...event } : job)) },
  );
  void queries.invalidateQueries({ queryKey: queryKey('get /jobs') }, { cancelRefetch: false });
  if (event.state === 'running') return;
  outdate(queries, ['get /cases', 'get /trainings', 'get /trainings/{id}', 'get /models', 'get /backups']);
  outdate(queries, ['get /audit', 'get /audit/head']);
  if (event.caseId !== null) onCase(queries, { id: event.caseId });
}

/** Epochs may end faster than an answer comes, so one that is under way is waited for; a job's end asks anew. */
function onTraining(queries: QueryClient): void {
  for (const call of ['get /trainings', 'get /trainings/{id}'] as const) {
    void queries.invalidateQueries({ queryKey: queryKey(call) }, { cancelRefetch: false });
  }
}

function onCase(queries: QueryClient, { id }: { readonly id: string }): void {
  for (const call of ['get /cases/{id}', 'get /cases/{id}/summary'] as const) {
    void queries.invalidateQueries({ queryKey: queryKey(call, { params: { id } }) });
  }
  void queries.invalidateQueries({ queryKey: ['get /cases/{id}/cells', { params: { id } }] });
}

function outdate(queries: QueryClient, calls: readonly Parameters<typeof queryKey>[0][]): void {
  for (const call of calls) void queries.invalidateQueries({ queryKey: queryKey(call) });
}
