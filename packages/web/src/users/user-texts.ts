import type { Language } from 'leukoscope/browser';
import type { Role } from '../api/session-context.tsx';

interface UserTexts {
  readonly title: string;
  readonly add: string;
  readonly columns: Readonly<Record<'name' | 'role' | 'created' | 'state', string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly roleMeanings: Readonly<Record<Role, string>>;
  readonly active: string;
  readonly disabled: string;
  readonly change: string;
  readonly changeOf: (name: string) => string;
  readonly name: string;
  readonly role: string;
  readonly password: string;
  readonly passwordHint: string;
  readonly newPassword: string;
  readonly newPasswordHint: string;
  readonly mayNotSignIn: string;
  readonly save: string;
}

export const USER_TEXTS: Readonly<Record<Language, UserTexts>> = {
  en: {
    title: 'Users',
    add: 'Add user',
    columns: { name: 'Name', role: 'Role', created: 'Added', state: 'State' },
    roles: { viewer: 'viewer', reviewer: 'reviewer', admin: 'admin' },
    roleMeanings: {
      viewer: 'Looks at cases and results.',
      reviewer: 'Also creates cases, decides on cells and signs.',
      admin: 'Also installs models, trains, deletes, and manages users.',
    },
    active: 'may sign in',
    disabled: 'disabled',
    change: 'Change',
    changeOf: (name) => `Change ${name}`,
    name: 'Name',
    role: 'Role',
    password: 'Password',
    passwordHint: 'At least 10 characters.',
    newPassword: 'New password',
    newPasswordHint: 'Empty: stays as it is. A new one ends the sessions of this user.',
    mayNotSignIn: 'Disabled: may not sign in',
    save: 'Save',
  },
  es: {
    title: 'Usuarios',
    add: 'Añadir usuario',
    columns: { name: 'Nombre', role: 'Papel', created: 'Añadido', state: 'Estado' },
    roles: { viewer: 'observador', reviewer: 'revisor', admin: 'administrador' },
    roleMeanings: {
      viewer: 'Mira casos y resultados.',
      reviewer: 'Además crea casos, decide sobre células y firma.',
      admin: 'Además instala modelos, entrena, borra y lleva los usuarios.',
    },
    active: 'puede entrar',
    disabled: 'desactivado',
    change: 'Cambiar',
    changeOf: (name) => `Cambiar ${name}`,
    name: 'Nombre',
    role: 'Papel',
    password: 'Contraseña',
    passwordHint: 'Al menos 10 caracteres.',
    newPassword: 'Nueva contraseña',
    newPasswordHint: 'Vacío: sigue igual. Una nueva cierra las sesiones de este usuario.',
    mayNotSignIn: 'Desactivado: no puede entrar',
    save: 'Guardar',
  },
};
