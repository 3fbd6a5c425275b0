import { useRef, useState } from 'react';
import { useChange } from '../api/api-context.tsx';
import { useTexts } from '../base/page-context.tsx';
import { Button, buttonClass } from '../parts/button.tsx';
import { Form, TextField } from '../parts/field.tsx';
import { Actions, Muted, Panel } from '../parts/layout.tsx';
import { Problem } from '../parts/problem.tsx';
import { MODEL_TEXTS } from './model-texts.ts';
import styles from './models.module.css';

/** A model comes in as a file, or from a folder that the server may read. */
export function InstallPanel() {
  const texts = useTexts(MODEL_TEXTS);
  const input = useRef<HTMLInputElement>(null);
  const [path, setPath] = useState('');
  const install = useChange('post /models', { outdates: ['get /models'], onDone: () => setPath('') });
  return (
    <Panel title={texts.install}>
      <Muted>{texts.installHint}</Muted>
      <Actions>
        <Button onClick={() => input.current!.click()} disabled={install.isPending}>
          {texts.installFile}
        </Button>
      </Actions>
      <input
        ref={input}
        className={styles.hidden}
        type="file"
        accept=".onnx"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) install.mutate({ query: { name: file.name.replace(/\.onnx$/i, '') }, upload: file });
          event.target.value = '';
        }}
      />
      <Form onSubmit={() => install.mutate({ body: { path } })}>
        <TextField label={texts.installPath} hint={texts.installPathHint} value={path} onText={setPath} required />
        <Actions>
          <button type="submit" className={buttonClass()} disabled={path.trim() === '' || install.isPending}>
            {texts.install}
          </button>
        </Actions>
      </Form>
      {install.error && <Problem error={install.error} />}
    </Panel>
  );
}
