import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKey, useApi } from '../api/api-context.tsx';
import { mergedCells, type StoredCells, storedCells } from './stored-cells.ts';

function cellsKey(caseId: string): readonly unknown[] {
  return queryKey('get /cases/{id}/cells', { params: { id: caseId } });
}

/** All cells of a case; asked again, only what changed since. */
export function useStoredCells(caseId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useQuery({
    queryKey: cellsKey(caseId),
    queryFn: async ({ signal }): Promise<StoredCells> => {
      const known = queries.getQueryData<StoredCells>(cellsKey(caseId));
      const query = known === undefined ? {} : { since: known.version };
      const answer = storedCells(await api.send('get /cases/{id}/cells', { params: { id: caseId }, query, signal }));
      // Decisions that were confirmed while the answer was on its way are in the latest that is known.
      const latest = queries.getQueryData<StoredCells>(cellsKey(caseId));
      return latest === undefined ? answer : mergedCells(latest, answer);
    },
    // Columns are compared by identity: 100,000 cells are not compared one by one.
    structuralSharing: false,
  });
}

/** Changes what is known of a case's cells without asking. */
export function updateStoredCells(
  queries: QueryClient,
  caseId: string,
  change: (stored: StoredCells) => StoredCells,
): void {
  queries.setQueryData<StoredCells>(cellsKey(caseId), (stored) => (stored === undefined ? stored : change(stored)));
}
