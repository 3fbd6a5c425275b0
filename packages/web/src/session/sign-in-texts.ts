import type { Language } from 'leukoscope/browser';

interface SignInTexts {
  readonly title: string;
  readonly name: string;
  readonly password: string;
  readonly signIn: string;
}

export const SIGN_IN_TEXTS: Readonly<Record<Language, SignInTexts>> = {
  en: { title: 'Sign in', name: 'Name', password: 'Password', signIn: 'Sign in' },
  es: { title: 'Entrar', name: 'Nombre', password: 'Contraseña', signIn: 'Entrar' },
};
