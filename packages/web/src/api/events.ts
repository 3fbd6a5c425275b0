import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKey } from './api-context.tsx';
import { API_ROOT } from './client.ts';
import type { Job } from './types.ts';

/** Follows what the server tells as it happens, so that every page shows it without asking again and again. */
export function useServerEvents(enabled: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const source = new EventSource(`${API_ROOT}/events`);
    source.addEventListener('job', (event) => onJob(queries, JSON.parse(event.data)));
    source.addEventListener('case', (event) => onCase(queries, JSON.parse(event.data)));
    source.addEventListener('training', () => {
      outdate(queries, ['get /trainings', 'get /trainings/{id}']);
    });
    // What was told while the connection was away is not told again.
    let wasOpen = false;
    source.addEventListener('open', () => {
      if (wasOpen) void queries.invalidateQueries();
      wasOpen = true;
    });
    return () => source.close();
  }, [enabled, queries]);
}

function onJob(queries: QueryClient, job: Job): void {
  queries.setQueriesData<{ jobs: Job[] }>({ queryKey: queryKey('get /jobs') }, (known) => {
    if (known === undefined) return known;
    const isKnown = known.jobs.some(({ id }) => id === job.id);
    return { jobs: isKnown ? known.jobs.map((one) => (one.id === job.id ? job : one)) : known.jobs };
  });
  if (job.state === 'running') return;
  outdate(queries, ['get /jobs', 'get /cases', 'get /trainings', 'get /models']);
  if (job.caseId !== null) onCase(queries, { id: job.caseId });
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
