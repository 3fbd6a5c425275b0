import type { Language } from 'leukoscope/browser';

interface SignInTexts {
  readonly title: string;
  readonly name: string;
  readonly password: string;
  readonly signIn: string;
  readonly unsaved: (decisions: number) => string;
}

export const SIGN_IN_TEXTS: Readonly<Record<Language, SignInTexts>> = {
  en: {
    title: 'Sign in',
    name: 'Name',
    password: 'Password',
    signIn: 'Sign in',
    unsaved: (decisions) =>
      `${decisions === 1 ? '1 decision is' : `${decisions} decisions are`} not saved yet. This tab keeps what is unsaved until the person who decided signs in here again.`,
  },
  es: {
    title: 'Entrar',
    name: 'Nombre',
    password: 'Contraseña',
    signIn: 'Entrar',
    unsaved: (decisions) =>
      `${decisions === 1 ? 'Hay 1 decisión' : `Hay ${decisions} decisiones`} sin guardar. Esta pestaña conserva lo pendiente hasta que quien decidió vuelva a entrar aquí.`,
  },
};
