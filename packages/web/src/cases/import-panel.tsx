import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useChange } from '../api/api-context.tsx';
import { useTexts } from '../base/page-context.tsx';
import { Button, buttonClass } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { TextField } from '../parts/field.tsx';
import { Actions, Notice, Panel } from '../parts/layout.tsx';
import { Problem } from '../parts/problem.tsx';
import { Progress } from '../parts/progress.tsx';
import { Table } from '../parts/table.tsx';
import { useAnnounce } from '../parts/toasts.tsx';
import styles from './import-panel.module.css';
import { IMPORT_TEXTS } from './import-texts.ts';
import { chosenFiles, droppedFiles, type NamedFile } from './upload-files.ts';
import { type Upload, useUpload } from './use-upload.ts';

/** All ways for images to come into a case. */
export function ImportPanel({ caseId }: { caseId: string }) {
  const texts = useTexts(IMPORT_TEXTS);
  const { upload, start, stop } = useUpload(caseId);
  return (
    <Panel title={texts.title}>
      <DropZone onFiles={(files) => void start(files)} />
      <UploadState upload={upload} onStop={stop} />
      <details>
        <summary className={styles.summary}>{texts.otherWays}</summary>
        <div className={styles.ways}>
          <ServerImport caseId={caseId} kind="path" />
          <ServerImport caseId={caseId} kind="dataset" />
        </div>
      </details>
    </Panel>
  );
}

function DropZone({ onFiles }: { onFiles: (files: NamedFile[]) => void }) {
  const texts = useTexts(IMPORT_TEXTS);
  const { fail } = useAnnounce();
  const [isOver, setIsOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    droppedFiles(event.dataTransfer).then(onFiles, () => fail(new Error(texts.dropUnread)));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way beside the two buttons within
    <div
      className={classes(styles.drop, isOver && styles.over)}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <p>{texts.drop}</p>
      <Actions>
        <FileButton onFiles={onFiles}>{texts.files}</FileButton>
        <FileButton onFiles={onFiles} folder>
          {texts.folder}
        </FileButton>
      </Actions>
    </div>
  );
}

interface FileButtonProps {
  readonly onFiles: (files: NamedFile[]) => void;
  readonly folder?: boolean;
  readonly children: ReactNode;
}

function FileButton({ onFiles, folder = false, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current!.click()}>{children}</Button>
      <input
        ref={input}
        className={styles.hidden}
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        {...(folder ? { webkitdirectory: '' } : { accept: 'image/*,.zip,application/zip' })}
        onChange={(event) => {
          onFiles(chosenFiles(event.target.files));
          event.target.value = '';
        }}
      />
    </>
  );
}

function UploadState({ upload, onStop }: { upload: Upload; onStop: () => void }) {
  const texts = useTexts(IMPORT_TEXTS);
  const { state, sent, total, added, doubles, rejected, rejectedCount, error } = upload;
  if (state === 'none') return null;
  return (
    <>
      {state === 'sending' && (
        <>
          <Progress label={texts.sending} done={sent} total={total} note={texts.sent(sent, total)} />
          <Actions>
            <Button small onClick={onStop}>
              {texts.stopSending}
            </Button>
          </Actions>
        </>
      )}
      {state === 'done' && (
        <div role="status">
          <Notice>
            <p>{texts.added(added, doubles)}</p>
          </Notice>
        </div>
      )}
      {error && <Problem error={error} />}
      {rejectedCount > 0 && (
        <Notice tone="caution">
          <Table
            caption={texts.rejected(rejectedCount)}
            columns={[
              { heading: texts.file, header: true, cell: ({ name }) => name },
              { heading: texts.reason, cell: ({ reason }) => reason },
            ]}
            rows={rejected.map((one, at) => ({ ...one, at }))}
            rowKey={({ at }) => String(at)}
          />
        </Notice>
      )}
    </>
  );
}

function ServerImport({ caseId, kind }: { caseId: string; kind: 'path' | 'dataset' }) {
  const texts = useTexts(IMPORT_TEXTS);
  const [text, setText] = useState('');
  const start = useChange('post /cases/{id}/import', { outdates: ['get /jobs'], onDone: () => setText('') });
  const hints = { path: texts.pathHint, dataset: texts.datasetHint };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({ params: { id: caseId }, body: { [kind]: text } });
      }}
    >
      <div className={styles.way}>
        <TextField label={texts[kind]} hint={hints[kind]} value={text} onText={setText} required />
        <button type="submit" className={buttonClass()} disabled={text.trim() === '' || start.isPending}>
          {texts.import}
        </button>
      </div>
      {start.error && <Problem error={start.error} />}
    </form>
  );
}
