import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import type { AnswerTo, ApiClient, Call, Request } from './client.ts';

const ApiContext = createContext<ApiClient | null>(null);

export function ApiProvider({ client, children }: { client: ApiClient; children: ReactNode }) {
  return <ApiContext value={client}>{children}</ApiContext>;
}

export function useApi(): ApiClient {
  const client = useContext(ApiContext);
  if (client === null) throw new TypeError('the API is used outside of ApiProvider');
  return client;
}

type GetCall = Extract<Call, `get ${string}`>;

/** How a query is kept: by its call, then by what it asks for. */
export function queryKey<C extends GetCall>(call: C, request?: Request<C>): readonly unknown[] {
  return request === undefined ? [call] : [call, request];
}

export interface ReadOptions {
  readonly enabled?: boolean;
}

/** What the server answers to a reading call, kept and asked for again when it is out of date. */
export function useRead<C extends GetCall>(call: C, request: Request<C>, { enabled = true }: ReadOptions = {}) {
  const api = useApi();
  return useQuery<AnswerTo<C>>({
    queryKey: queryKey(call, request),
    queryFn: ({ signal }) => api.send(call, { ...request, signal }),
    enabled,
  });
}

export interface ChangeOptions<C extends Call> {
  /** Readings that are out of date after it. */
  readonly outdates: readonly GetCall[];
  readonly onDone?: (answer: AnswerTo<C>) => void;
}

/** A call that changes something. One act is one key, so that sending it again does nothing twice. */
export function useChange<C extends Call>(call: C, { outdates, onDone }: ChangeOptions<C>) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation<AnswerTo<C>, Error, Request<C>>({
    mutationFn: (request) => api.send(call, { idempotencyKey: crypto.randomUUID(), ...request }),
    onSuccess: async (answer) => {
      await Promise.all(outdates.map((outdated) => queries.invalidateQueries({ queryKey: queryKey(outdated) })));
      onDone?.(answer);
    },
  });
}
