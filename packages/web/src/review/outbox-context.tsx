import { notifyManager, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { queryKey, useApi } from '../api/api-context.tsx';
import { type ApiClient, ApiError } from '../api/client.ts';
import { useAnnounce } from '../parts/toasts.tsx';
import type { KeptDecisions, Place } from './kept-decisions.ts';
import type { Outbox, OutboxState, Parcel, Sent } from './outbox.ts';
import { OutboxShelf } from './outbox-shelf.ts';
import { withConfirmed } from './stored-cells.ts';
import { updateStoredCells } from './use-stored-cells.ts';

const OutboxContext = createContext<OutboxShelf | null>(null);

interface OutboxProviderProps {
  readonly userId: string;
  /** Another one after signing in again: then what waits is sent. */
  readonly csrfToken: string | null;
  readonly kept: KeptDecisions;
  readonly children: ReactNode;
}

/** Saves the user's decisions from whichever page, those too that were left unsaved when a session ended. */
export function OutboxProvider({ userId, csrfToken, kept, children }: OutboxProviderProps) {
  const api = useApi();
  const queries = useQueryClient();
  const { fail } = useAnnounce();
  const [shelf] = useState(
    () =>
      new OutboxShelf(userId, {
        kept,
        send: (place, parcel) => send(api, place, parcel),
        onSaved: (place, parcel) => noteSaved(queries, place, parcel),
        onRefused: fail,
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        newKey: () => crypto.randomUUID(),
      }),
  );
  useEffect(() => {
    if (csrfToken === null) return;
    shelf.resume();
    return () => shelf.pause();
  }, [shelf, csrfToken]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (shelf.unsaved > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [shelf]);
  return <OutboxContext value={shelf}>{children}</OutboxContext>;
}

/** What of a case and a reading is not yet saved, and how to add to it. */
export function useOutbox(place: Omit<Place, 'userId'>): OutboxState & Pick<Outbox, 'add'> {
  const shelf = useContext(OutboxContext);
  if (shelf === null) throw new TypeError('decisions are made outside of OutboxProvider');
  const outbox = shelf.of(place);
  return { ...useSyncExternalStore(outbox.subscribe, outbox.state), add: outbox.add };
}

async function send(api: ApiClient, { caseId, reading }: Place, { key, changes }: Parcel): Promise<Sent> {
  try {
    const body = { reading, changes: [...changes] };
    await api.send('post /cases/{id}/reviews', { params: { id: caseId }, body, idempotencyKey: key });
    return 'saved';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.endsSession) return 'signed-out';
    // The server is away, is starting, or has much to do.
    if (error.status === 0 || error.status === 429 || error.status >= 502) return 'again';
    throw error;
  }
}

async function noteSaved(queries: QueryClient, { caseId, reading }: Place, { changes }: Parcel): Promise<void> {
  const decided = new Map(changes.map(({ number, typeCode }) => [number, typeCode] as const));
  updateStoredCells(queries, caseId, (stored) => withConfirmed(stored, reading, decided));
  for (const call of ['get /cases/{id}', 'get /cases/{id}/summary', 'get /cases/{id}/agreement'] as const) {
    void queries.invalidateQueries({ queryKey: queryKey(call) });
  }
  // The queries tell of changes later than they make them, in order: behind this one the pages have it.
  await new Promise<void>((resolve) => notifyManager.schedule(resolve));
}
