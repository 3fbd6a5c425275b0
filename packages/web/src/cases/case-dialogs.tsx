import { useState } from 'react';
import { useChange, useRead } from '../api/api-context.tsx';
import type { CaseAnswer } from '../api/types.ts';
import { useTexts } from '../base/page-context.tsx';
import { navigate } from '../base/router.tsx';
import { Dialog, DialogFoot } from '../parts/dialog.tsx';
import { Form, SelectField, TextArea, TextField } from '../parts/field.tsx';
import { CASE_TEXTS } from './case-texts.ts';

export const CASE_DIALOGS = ['edit', 'sign', 'unlock', 'second-reader', 'delete', 'delete-patient'] as const;
export type CaseDialog = (typeof CASE_DIALOGS)[number];

interface CaseDialogProps {
  readonly caseAnswer: CaseAnswer;
  readonly onClose: () => void;
}

const OF_CASE = ['get /cases/{id}', 'get /cases/{id}/summary', 'get /cases', 'get /cases/{id}/cells'] as const;

/** The one dialog of a case that is open, if any. */
export function CaseDialogs({ open, ...props }: CaseDialogProps & { open: CaseDialog | null }) {
  const texts = useTexts(CASE_TEXTS);
  const titles: Readonly<Record<CaseDialog, string>> = {
    edit: texts.edit,
    sign: texts.sign,
    unlock: texts.unlock,
    'second-reader': texts.secondReader,
    delete: texts.remove,
    'delete-patient': texts.removePatient,
  };
  return (
    <Dialog open={open !== null} onClose={props.onClose} title={open === null ? '' : titles[open].replace('…', '')}>
      {open === 'edit' && <EditForm {...props} />}
      {open === 'sign' && <SignForm {...props} />}
      {open === 'unlock' && <UnlockForm {...props} />}
      {open === 'second-reader' && <SecondReaderForm {...props} />}
      {open === 'delete' && <DeleteForm {...props} />}
      {open === 'delete-patient' && <DeletePatientForm {...props} />}
    </Dialog>
  );
}

function EditForm({ caseAnswer, onClose }: CaseDialogProps) {
  const texts = useTexts(CASE_TEXTS);
  const [title, setTitle] = useState(caseAnswer.title);
  const [note, setNote] = useState(caseAnswer.note);
  const change = useChange('patch /cases/{id}', { outdates: OF_CASE, onDone: onClose });
  const save = () => change.mutate({ params: { id: caseAnswer.id }, body: { title, note } });
  return (
    <Form onSubmit={save}>
      <TextField label={texts.title} value={title} onText={setTitle} maxLength={200} required />
      <TextArea label={texts.note} value={note} onText={setNote} maxLength={10_000} />
      <DialogFoot text={texts.save} change={change} onClose={onClose} />
    </Form>
  );
}

function SignForm({ caseAnswer, onClose }: CaseDialogProps) {
  const texts = useTexts(CASE_TEXTS);
  const { all, reviewed, unidentified } = caseAnswer.cells;
  const sign = useChange('post /cases/{id}/sign', { outdates: OF_CASE, onDone: onClose });
  return (
    <>
      <p>{texts.signText(unidentified)}</p>
      {all > reviewed && <p>{texts.signOpen(all - reviewed)}</p>}
      <DialogFoot
        text={texts.sign}
        change={sign}
        onAct={() => sign.mutate({ params: { id: caseAnswer.id } })}
        onClose={onClose}
        disabled={unidentified > 0}
      />
    </>
  );
}

function UnlockForm({ caseAnswer, onClose }: CaseDialogProps) {
  const texts = useTexts(CASE_TEXTS);
  const [reason, setReason] = useState('');
  const unlock = useChange('post /cases/{id}/unlock', { outdates: OF_CASE, onDone: onClose });
  const act = () => unlock.mutate({ params: { id: caseAnswer.id }, body: { reason } });
  return (
    <Form onSubmit={act}>
      <p>{texts.unlockText}</p>
      <TextField label={texts.reason} value={reason} onText={setReason} maxLength={200} required />
      <DialogFoot text={texts.unlock} change={unlock} onClose={onClose} disabled={reason.trim() === ''} />
    </Form>
  );
}

const NOBODY = '';

function SecondReaderForm({ caseAnswer, onClose }: CaseDialogProps) {
  const texts = useTexts(CASE_TEXTS);
  const readers = useRead('get /readers', {});
  const [userId, setUserId] = useState(caseAnswer.secondReader?.id ?? NOBODY);
  const change = useChange('post /cases/{id}/second-reader', { outdates: OF_CASE, onDone: onClose });
  const act = () =>
    change.mutate({ params: { id: caseAnswer.id }, body: { userId: userId === NOBODY ? null : userId } });
  const choices = (readers.data?.readers ?? []).map(({ id, name }) => ({ value: id, text: name }));
  return (
    <Form onSubmit={act}>
      <p>{texts.secondReaderText}</p>
      <SelectField
        label={texts.secondReader.replace('…', '')}
        value={userId}
        choices={[{ value: NOBODY, text: texts.nobody }, ...choices]}
        onValue={setUserId}
      />
      <DialogFoot text={texts.save} change={change} onClose={onClose} />
    </Form>
  );
}

function DeleteForm({ caseAnswer, onClose }: CaseDialogProps) {
  const texts = useTexts(CASE_TEXTS);
  const remove = useChange('delete /cases/{id}', { outdates: ['get /cases'], onDone: () => navigate('/') });
  return (
    <>
      <p>{texts.removeText}</p>
      <DialogFoot
        danger
        text={texts.remove.replace('…', '')}
        change={remove}
        onAct={() => remove.mutate({ params: { id: caseAnswer.id } })}
        onClose={onClose}
      />
    </>
  );
}

function DeletePatientForm({ caseAnswer, onClose }: CaseDialogProps) {
  const texts = useTexts(CASE_TEXTS);
  const { id } = caseAnswer.patient;
  const outdates = ['get /cases', 'get /patients'] as const;
  const remove = useChange('delete /patients/{id}', { outdates, onDone: () => navigate('/') });
  return (
    <>
      <p>{texts.removePatientText(caseAnswer.patient.name)}</p>
      <DialogFoot
        danger
        text={texts.removePatient.replace('…', '')}
        change={remove}
        onAct={() => remove.mutate({ params: { id } })}
        onClose={onClose}
      />
    </>
  );
}
