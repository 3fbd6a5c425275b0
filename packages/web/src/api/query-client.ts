import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

/** How long an answer is taken to hold; what changes meanwhile the server tells by events. */
const STALE_MS = 30_000;

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // Only what a second try can mend is tried again.
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && (error.status === 0 || error.status > 500),
      },
    },
  });
}
