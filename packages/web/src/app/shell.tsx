import { type ReactNode, useEffect, useRef } from 'react';
import { useChange } from '../api/api-context.tsx';
import { useMay, useSession } from '../api/session-context.tsx';
import { usePreference, useTexts } from '../base/page-context.tsx';
import { THEMES } from '../base/preferences.ts';
import { Link, usePath } from '../base/router.tsx';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/field.tsx';
import { APP_TEXTS } from './app-texts.ts';
import styles from './shell.module.css';

interface ShellProps {
  readonly nav?: ReactNode;
  readonly account?: ReactNode;
  readonly children: ReactNode;
}

/** What stands around every page: where one is, what one prefers, and what this is not for. */
export function Shell({ nav, account, children }: ShellProps) {
  const texts = useTexts(APP_TEXTS);
  const main = useRef<HTMLElement>(null);
  const path = usePath();
  const isFirst = useRef(true);
  // A page that came without loading is told to those who do not see it: the focus goes to where it begins.
  // The path is what the focus follows.
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [path]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {texts.skip}
      </a>
      <header className={styles.top}>
        <div className={styles.bar}>
          <Link className={styles.brand} href="/">
            <img src="/icon.svg" alt="" width="24" height="24" />
            Leukoscope
          </Link>
          <nav className={styles.nav} aria-label={texts.pages}>
            {nav}
          </nav>
          <div className={styles.tools}>
            <PreferenceFields />
            {account}
          </div>
        </div>
        <p className={styles.research}>{texts.researchUse}</p>
      </header>
      <main id="content" ref={main} className={styles.content} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function PreferenceFields() {
  const texts = useTexts(APP_TEXTS);
  const [{ language, theme }, set] = usePreference();
  return (
    <>
      <SelectField
        inline
        label={texts.language}
        value={language}
        choices={[
          { value: 'en', text: 'English' },
          { value: 'es', text: 'Español' },
        ]}
        onValue={(next) => set({ language: next })}
      />
      <SelectField
        inline
        label={texts.theme}
        value={theme}
        choices={THEMES.map((value) => ({ value, text: texts.themes[value] }))}
        onValue={(next) => set({ theme: next })}
      />
    </>
  );
}

/** The pages that the person may see. */
export function Navigation() {
  const texts = useTexts(APP_TEXTS);
  const isAdmin = useMay('admin');
  const { mode } = useSession();
  const path = usePath();
  const pages = [
    { href: '/', text: texts.cases, isHere: path === '/' || path.startsWith('/cases') },
    { href: '/models', text: texts.models, isHere: path.startsWith('/models') },
    { href: '/learn', text: texts.learn, isHere: path.startsWith('/learn') },
    ...(isAdmin ? [{ href: '/audit', text: texts.audit, isHere: path === '/audit' }] : []),
    ...(isAdmin && mode === 'users' ? [{ href: '/users', text: texts.users, isHere: path === '/users' }] : []),
  ];
  return pages.map(({ href, text, isHere }) => (
    <Link key={href} href={href} aria-current={isHere ? 'page' : undefined}>
      {text}
    </Link>
  ));
}

export function Account() {
  const texts = useTexts(APP_TEXTS);
  const { user, mode } = useSession();
  const signOut = useChange('delete /session', { outdates: ['get /session'] });
  if (mode === 'local') return null;
  return (
    <>
      <span className={styles.who} title={texts.signedInAs(user.name)}>
        {user.name}
      </span>
      <Button small onClick={() => signOut.mutate({})}>
        {texts.signOut}
      </Button>
    </>
  );
}
