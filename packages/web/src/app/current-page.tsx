import { lazy, type ReactNode, Suspense } from 'react';
import { useTexts } from '../base/page-context.tsx';
import { matchPath, usePath } from '../base/router.tsx';
import { CasePage } from '../cases/case-page.tsx';
import { CasesPage } from '../cases/cases-page.tsx';
import { LinkButton } from '../parts/button.tsx';
import { Empty, Page } from '../parts/layout.tsx';
import { APP_TEXTS } from './app-texts.ts';
import { PageBoundary } from './page-boundary.tsx';

// What few visits need comes when it is asked for.
const ReviewPage = lazy(async () => ({ default: (await import('../review/review-page.tsx')).ReviewPage }));
const ModelsPage = lazy(async () => ({ default: (await import('../models/models-page.tsx')).ModelsPage }));
const ModelPage = lazy(async () => ({ default: (await import('../models/model-page.tsx')).ModelPage }));
const LearnPage = lazy(async () => ({ default: (await import('../learn/learn-page.tsx')).LearnPage }));
const AuditPage = lazy(async () => ({ default: (await import('../audit/audit-page.tsx')).AuditPage }));
const UsersPage = lazy(async () => ({ default: (await import('../users/users-page.tsx')).UsersPage }));

const ROUTES: readonly (readonly [pattern: string, page: (words: Readonly<Record<string, string>>) => ReactNode])[] = [
  ['/', () => <CasesPage />],
  ['/sign-in', () => <CasesPage />],
  ['/cases/:id', ({ id }) => <CasePage key={id} id={id!} />],
  ['/cases/:id/review', ({ id }) => <ReviewPage key={id} id={id!} />],
  ['/models', () => <ModelsPage />],
  ['/models/:id', ({ id }) => <ModelPage key={id} id={id!} />],
  ['/learn', () => <LearnPage />],
  ['/audit', () => <AuditPage />],
  ['/users', () => <UsersPage />],
];

/** The page that the address names. */
export function CurrentPage() {
  const path = usePath();
  const page = pageOf(path);
  return (
    <PageBoundary key={path}>
      <Suspense fallback={null}>{page}</Suspense>
    </PageBoundary>
  );
}

function pageOf(path: string): ReactNode {
  for (const [pattern, page] of ROUTES) {
    const words = matchPath(pattern, path);
    if (words !== null) return page(words);
  }
  return <NoPage />;
}

function NoPage() {
  const texts = useTexts(APP_TEXTS);
  return (
    <Page title={texts.noPage}>
      <Empty>
        <p>{texts.noPageHint}</p>
        <LinkButton href="/">{texts.toCases}</LinkButton>
      </Empty>
    </Page>
  );
}
