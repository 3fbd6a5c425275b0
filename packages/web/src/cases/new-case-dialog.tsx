import { useId, useState } from 'react';
import { useChange } from '../api/api-context.tsx';
import { useReadPages } from '../api/pages.ts';
import { useTexts } from '../base/page-context.tsx';
import { navigate } from '../base/router.tsx';
import { Dialog, DialogFoot } from '../parts/dialog.tsx';
import { Form, TextArea, TextField } from '../parts/field.tsx';
import { CASE_TEXTS } from './case-texts.ts';

export function NewCaseDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const texts = useTexts(CASE_TEXTS);
  return (
    <Dialog open={open} onClose={onClose} title={texts.newCase}>
      <NewCaseForm onClose={onClose} />
    </Dialog>
  );
}

function NewCaseForm({ onClose }: { onClose: () => void }) {
  const texts = useTexts(CASE_TEXTS);
  const list = useId();
  const [patientName, setPatientName] = useState('');
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const patients = useReadPages('get /patients', {});
  const add = useChange('post /cases', {
    outdates: ['get /cases', 'get /patients'],
    onDone: ({ id }) => navigate(`/cases/${id}`),
  });
  const known = patients.data?.pages.flatMap((page) => page.patients) ?? [];
  const isReady = patientName.trim() !== '' && title.trim() !== '';
  return (
    <Form onSubmit={() => add.mutate({ body: { patientName, title, note } })}>
      <TextField
        label={texts.patient}
        hint={texts.patientHint}
        value={patientName}
        onText={setPatientName}
        list={list}
        autoComplete="off"
        maxLength={200}
        required
      />
      <datalist id={list}>
        {known.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <TextField label={texts.title} value={title} onText={setTitle} maxLength={200} required />
      <TextArea label={texts.note} value={note} onText={setNote} maxLength={10_000} />
      <DialogFoot text={texts.create} change={add} onClose={onClose} disabled={!isReady} />
    </Form>
  );
}
