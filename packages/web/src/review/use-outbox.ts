import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { queryKey, useApi } from '../api/api-context.tsx';
import { ApiError } from '../api/client.ts';
import { Outbox, type Parcel } from './outbox.ts';
import { type Reading, withConfirmed } from './stored-cells.ts';
import { updateStoredCells } from './use-stored-cells.ts';

interface OutboxOptions {
  readonly caseId: string;
  readonly reading: Reading;
  readonly onRefused: (error: Error) => void;
}

export interface OutboxState {
  readonly pending: ReadonlyMap<number, string | null>;
  readonly unsaved: number;
  readonly isStuck: boolean;
  readonly add: Outbox['add'];
}

/** Sends decisions to the server and tells what of them is not yet saved. */
export function useOutbox({ caseId, reading, onRefused }: OutboxOptions): OutboxState {
  const api = useApi();
  const queries = useQueryClient();
  const [state, setState] = useState({
    pending: new Map() as Outbox['pending'] extends () => infer M ? M : never,
    unsaved: 0,
    isStuck: false,
  });
  // One outbox for a case and a reading, as long as it is shown.
  const outbox = useMemo(() => {
    const created: Outbox = new Outbox({
      send: async ({ key, changes }) => {
        try {
          const body = { reading, changes: [...changes] };
          await api.send('post /cases/{id}/reviews', { params: { id: caseId }, body, idempotencyKey: key });
          return 'saved';
        } catch (error) {
          if (mayPass(error)) return 'again';
          throw error;
        }
      },
      onSaved: ({ changes }: Parcel) => {
        const decided = new Map(changes.map(({ number, typeCode }) => [number, typeCode] as const));
        updateStoredCells(queries, caseId, (stored) => withConfirmed(stored, reading, decided));
        for (const call of ['get /cases/{id}', 'get /cases/{id}/summary', 'get /cases/{id}/agreement'] as const) {
          void queries.invalidateQueries({ queryKey: queryKey(call) });
        }
      },
      onRefused: (_, error) => onRefused(error),
      onChange: () => setState({ pending: created.pending(), unsaved: created.unsaved, isStuck: created.isStuck }),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      newKey: () => crypto.randomUUID(),
    });
    return created;
  }, [caseId, reading]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (outbox.unsaved > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [outbox]);
  return { ...state, add: (changes) => outbox.add(changes) };
}

/** Whether the same call may be taken later: the server is away, is starting, or has much to do. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 502);
}
