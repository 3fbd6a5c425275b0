import { createContext, type ReactNode, useContext } from 'react';
import type { Session } from './types.ts';

export type SignedInUser = NonNullable<Session['user']>;
export type Role = SignedInUser['role'];

export interface SignedIn {
  readonly user: SignedInUser;
  readonly mode: Session['mode'];
  readonly version: string;
}

const SessionContext = createContext<SignedIn | null>(null);

export function SessionProvider({ session, children }: { session: SignedIn; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is signed in; only below the pages that ask for it. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (session === null) throw new TypeError('the session is read outside of SessionProvider');
  return session;
}

const RANKS: Readonly<Record<Role, number>> = { viewer: 0, reviewer: 1, admin: 2 };

/** Whether the person may do what takes this role. */
export function useMay(role: Role): boolean {
  return RANKS[useSession().user.role] >= RANKS[role];
}
