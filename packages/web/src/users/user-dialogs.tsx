import { useState } from 'react';
import { useChange } from '../api/api-context.tsx';
import type { Role } from '../api/session-context.tsx';
import type { UserAnswer } from '../api/types.ts';
import { useTexts } from '../base/page-context.tsx';
import { Dialog, DialogFoot } from '../parts/dialog.tsx';
import { CheckField, Form, SelectField, TextField } from '../parts/field.tsx';
import { USER_TEXTS } from './user-texts.ts';

const ROLES = ['viewer', 'reviewer', 'admin'] as const satisfies readonly Role[];

export function AddUserDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const texts = useTexts(USER_TEXTS);
  return (
    <Dialog open={open} onClose={onClose} title={texts.add}>
      <AddUserForm onClose={onClose} />
    </Dialog>
  );
}

function AddUserForm({ onClose }: { onClose: () => void }) {
  const texts = useTexts(USER_TEXTS);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('reviewer');
  const add = useChange('post /users', { outdates: ['get /users'], onDone: onClose });
  const act = () => add.mutate({ body: { name, password, role } });
  return (
    <Form onSubmit={act}>
      <TextField label={texts.name} value={name} onText={setName} autoComplete="off" maxLength={200} required />
      <RoleField role={role} onRole={setRole} />
      <TextField
        label={texts.password}
        hint={texts.passwordHint}
        value={password}
        onText={setPassword}
        type="password"
        autoComplete="new-password"
        minLength={10}
        required
      />
      <DialogFoot text={texts.add} change={add} onClose={onClose} />
    </Form>
  );
}

export function ChangeUserDialog({ user, onClose }: { user: UserAnswer | null; onClose: () => void }) {
  const texts = useTexts(USER_TEXTS);
  return (
    <Dialog open={user !== null} onClose={onClose} title={user === null ? '' : texts.changeOf(user.name)}>
      {user && <ChangeUserForm user={user} onClose={onClose} />}
    </Dialog>
  );
}

function ChangeUserForm({ user, onClose }: { user: UserAnswer; onClose: () => void }) {
  const texts = useTexts(USER_TEXTS);
  const [role, setRole] = useState<Role>(user.role);
  const [password, setPassword] = useState('');
  const [disabled, setDisabled] = useState(user.disabledAt !== null);
  const change = useChange('patch /users/{id}', { outdates: ['get /users'], onDone: onClose });
  const act = () =>
    change.mutate({ params: { id: user.id }, body: { role, disabled, ...(password === '' ? {} : { password }) } });
  return (
    <Form onSubmit={act}>
      <RoleField role={role} onRole={setRole} />
      <TextField
        label={texts.newPassword}
        hint={texts.newPasswordHint}
        value={password}
        onText={setPassword}
        type="password"
        autoComplete="new-password"
        minLength={10}
      />
      <CheckField label={texts.mayNotSignIn} checked={disabled} onChecked={setDisabled} />
      <DialogFoot text={texts.save} change={change} onClose={onClose} />
    </Form>
  );
}

function RoleField({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  const texts = useTexts(USER_TEXTS);
  return (
    <SelectField
      label={texts.role}
      hint={texts.roleMeanings[role]}
      value={role}
      choices={ROLES.map((value) => ({ value, text: texts.roles[value] }))}
      onValue={onRole}
    />
  );
}
