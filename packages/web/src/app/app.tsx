import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useApi, useRead } from '../api/api-context.tsx';
import { useServerEvents } from '../api/events.ts';
import { newQueryClient } from '../api/query-client.ts';
import { SessionProvider } from '../api/session-context.tsx';
import { usePreference } from '../base/page-context.tsx';
import { Loaded } from '../parts/loaded.tsx';
import type { KeptDecisions } from '../review/kept-decisions.ts';
import { OutboxProvider } from '../review/outbox-context.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';
import { CurrentPage } from './current-page.tsx';
import { Account, Navigation, Shell } from './shell.tsx';

/** @param kept decisions that were not saved when a session ended. */
export function App({ kept }: { kept: KeptDecisions }) {
  const api = useApi();
  const [{ language, theme }] = usePreference();
  const session = useRead('get /session', {});
  api.setCsrfToken(session.data?.csrfToken ?? null);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <Loaded query={session}>
      {({ user, mode, version, csrfToken }) =>
        user === null ? (
          <Shell>
            <SignInPage unsaved={kept.count()} />
          </Shell>
        ) : (
          <SessionProvider key={user.id} session={{ user, mode, version }}>
            <OwnAnswers>
              <OutboxProvider userId={user.id} csrfToken={csrfToken} kept={kept}>
                <Shell nav={<Navigation />} account={<Account />}>
                  <CurrentPage />
                </Shell>
              </OutboxProvider>
            </OwnAnswers>
          </SessionProvider>
        )
      }
    </Loaded>
  );
}

/** What the server answered to one user is never shown to the next: a second reader, say, who must not see the first. */
function OwnAnswers({ children }: { children: ReactNode }) {
  const [queries] = useState(newQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <ServerEvents />
      {children}
    </QueryClientProvider>
  );
}

function ServerEvents() {
  useServerEvents();
  return null;
}
