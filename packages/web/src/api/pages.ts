import { useInfiniteQuery } from '@tanstack/react-query';
import { queryKey, useApi } from './api-context.tsx';
import type { AnswerTo, Request } from './client.ts';

type ListCall = 'get /cases' | 'get /audit' | 'get /patients';

/** A long list, page by page: the answers so far, and how to get the next. */
export function useReadPages<C extends ListCall>(call: C, request: Request<C>) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...queryKey(call, request), 'pages'],
    queryFn: ({ pageParam, signal }): Promise<AnswerTo<C>> => {
      const query = {
        ...('query' in request ? (request.query as object) : {}),
        ...(pageParam && { cursor: pageParam }),
      };
      return api.send(call, { ...request, query, signal } as Request<C>);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (answer) => (answer as { readonly next: string | null }).next,
  });
}
