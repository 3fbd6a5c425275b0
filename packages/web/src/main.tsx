import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProvider, queryKey } from './api/api-context.tsx';
import { ApiClient, ApiError } from './api/client.ts';
import { App } from './app/app.tsx';
import './app/tokens.css';
import { PreferenceProvider } from './base/page-context.tsx';
import { PreferenceStore } from './base/preferences.ts';
import { plotStyles } from './parts/plot-styles.ts';
import { ToastProvider } from './parts/toasts.tsx';

const preferences = new PreferenceStore(window.localStorage, navigator.languages);
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Only what a second try can mend is tried again.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status > 500),
    },
  },
});
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
              <App />
            </ToastProvider>
          </ApiProvider>
        </QueryClientProvider>
      </PreferenceProvider>
    </CSPProvider>
  </StrictMode>,
);
