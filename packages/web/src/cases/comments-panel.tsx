import { useState } from 'react';
import { useChange, useRead } from '../api/api-context.tsx';
import { useMay } from '../api/session-context.tsx';
import type { Comment } from '../api/types.ts';
import { timeText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { personText } from '../base/person-texts.ts';
import { buttonClass } from '../parts/button.tsx';
import { Form, TextArea } from '../parts/field.tsx';
import { Actions, Muted, Panel } from '../parts/layout.tsx';
import { Problem } from '../parts/problem.tsx';
import { CASE_TEXTS } from './case-texts.ts';
import styles from './comments-panel.module.css';

/** What people wrote on a case and its cells. */
export function CommentsPanel({ caseId }: { caseId: string }) {
  const texts = useTexts(CASE_TEXTS);
  const comments = useRead('get /cases/{id}/comments', { params: { id: caseId } });
  return (
    <Panel title={texts.comments}>
      <CommentList comments={comments.data?.comments ?? []} />
      <CommentForm caseId={caseId} number={null} />
    </Panel>
  );
}

export function CommentList({ comments }: { comments: readonly Comment[] }) {
  const texts = useTexts(CASE_TEXTS);
  const language = useLanguage();
  if (comments.length === 0) return <Muted>{texts.noComments}</Muted>;
  return (
    <ul className={styles.comments}>
      {comments.map(({ id, by, at, text, number }) => (
        <li key={id}>
          <p className={styles.by}>
            {[
              personText(by, language),
              timeText(at, language),
              ...(number === null ? [] : [texts.ofCell(number)]),
            ].join(' · ')}
          </p>
          <p className={styles.text}>{text}</p>
        </li>
      ))}
    </ul>
  );
}

/** @param number of the cell; `null`: on the case. */
export function CommentForm({ caseId, number }: { caseId: string; number: number | null }) {
  const texts = useTexts(CASE_TEXTS);
  const mayComment = useMay('reviewer');
  const [text, setText] = useState('');
  const add = useChange('post /cases/{id}/comments', {
    outdates: ['get /cases/{id}/comments', 'get /cases/{id}/cells/{number}', 'get /cases/{id}/cells'],
    onDone: () => setText(''),
  });
  if (!mayComment) return null;
  return (
    <Form onSubmit={() => add.mutate({ params: { id: caseId }, body: { number, text } })}>
      <TextArea label={texts.comment} value={text} onText={setText} maxLength={10_000} rows={2} />
      {add.error && <Problem error={add.error} />}
      <Actions>
        <button type="submit" className={buttonClass({ small: true })} disabled={text.trim() === '' || add.isPending}>
          {texts.comment}
        </button>
      </Actions>
    </Form>
  );
}
