import { useState } from 'react';
import { useChange } from '../api/api-context.tsx';
import { useTexts } from '../base/page-context.tsx';
import { buttonClass } from '../parts/button.tsx';
import { Form, TextField } from '../parts/field.tsx';
import { Notice, Page, Panel } from '../parts/layout.tsx';
import { Problem } from '../parts/problem.tsx';
import styles from './sign-in-page.module.css';
import { SIGN_IN_TEXTS } from './sign-in-texts.ts';

/** @param unsaved decisions that wait for whoever made them. */
export function SignInPage({ unsaved }: { unsaved: number }) {
  const texts = useTexts(SIGN_IN_TEXTS);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useChange('post /session', { outdates: ['get /session'] });
  return (
    <Page title={texts.title}>
      <div className={styles.narrow}>
        {unsaved > 0 && (
          <Notice tone="caution">
            <p>{texts.unsaved(unsaved)}</p>
          </Notice>
        )}
        <Panel>
          <Form onSubmit={() => signIn.mutate({ body: { name, password } })}>
            <TextField label={texts.name} value={name} onText={setName} autoComplete="username" required />
            <TextField
              label={texts.password}
              value={password}
              onText={setPassword}
              type="password"
              autoComplete="current-password"
              required
            />
            {signIn.error && <Problem error={signIn.error} />}
            <button type="submit" className={buttonClass({ look: 'main' })} disabled={signIn.isPending}>
              {texts.signIn}
            </button>
          </Form>
        </Panel>
      </div>
    </Page>
  );
}
