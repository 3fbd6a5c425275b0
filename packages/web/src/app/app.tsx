import { useEffect } from 'react';
import { useApi, useRead } from '../api/api-context.tsx';
import { useServerEvents } from '../api/events.ts';
import { SessionProvider } from '../api/session-context.tsx';
import { usePreference } from '../base/page-context.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';
import { CurrentPage } from './current-page.tsx';
import { Account, Navigation, Shell } from './shell.tsx';

export function App() {
  const api = useApi();
  const [{ language, theme }] = usePreference();
  const session = useRead('get /session', {});
  const user = session.data?.user ?? null;
  api.setCsrfToken(session.data?.csrfToken ?? null);
  useServerEvents(user !== null);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <Loaded query={session}>
      {({ mode, version }) =>
        user === null ? (
          <Shell>
            <SignInPage />
          </Shell>
        ) : (
          <SessionProvider session={{ user, mode, version }}>
            <Shell nav={<Navigation />} account={<Account />}>
              <CurrentPage />
            </Shell>
          </SessionProvider>
        )
      }
    </Loaded>
  );
}
