import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProvider, queryKey } from './api/api-context.tsx';
import { ApiClient } from './api/client.ts';
import { newQueryClient } from './api/query-client.ts';
import { App } from './app/app.tsx';
import './app/tokens.css';
import { PreferenceProvider } from './base/page-context.tsx';
import { PreferenceStore } from './base/preferences.ts';
import { plotStyles } from './parts/plot-styles.ts';
import { ToastProvider } from './parts/toasts.tsx';
import { KeptDecisions } from './review/kept-decisions.ts';

const preferences = new PreferenceStore(window.localStorage, navigator.languages);
const kept = new KeptDecisions(window.sessionStorage);
const queries = newQueryClient();
const client = new ApiClient({
  fetch: (input, init) => fetch(input, init),
  language: () => preferences.get().language,
  onSignedOut: () => void queries.invalidateQueries({ queryKey: queryKey('get /session') }),
});

document.adoptedStyleSheets.push(plotStyles());

createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <PreferenceProvider store={preferences}>
        <QueryClientProvider client={queries}>
          <ApiProvider client={client}>
            <ToastProvider>
              <App kept={kept} />
            </ToastProvider>
          </ApiProvider>
        </QueryClientProvider>
      </PreferenceProvider>
    </CSPProvider>
  </StrictMode>,
);
