import type { Language } from 'leukoscope/browser';
import type { Theme } from '../base/preferences.ts';

interface AppTexts {
  readonly researchUse: string;
  readonly skip: string;
  readonly pages: string;
  readonly cases: string;
  readonly models: string;
  readonly learn: string;
  readonly audit: string;
  readonly users: string;
  readonly language: string;
  readonly theme: string;
  readonly themes: Readonly<Record<Theme, string>>;
  readonly signOut: string;
  readonly signedInAs: (name: string) => string;
  readonly noPage: string;
  readonly noPageHint: string;
  readonly toCases: string;
  readonly broken: string;
  readonly reload: string;
}

export const APP_TEXTS: Readonly<Record<Language, AppTexts>> = {
  en: {
    researchUse: 'Research use, not for diagnosis.',
    skip: 'Skip to the content',
    pages: 'Pages',
    cases: 'Cases',
    models: 'Models',
    learn: 'Learn',
    audit: 'Audit',
    users: 'Users',
    language: 'Language',
    theme: 'Appearance',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    signOut: 'Sign out',
    signedInAs: (name) => `Signed in as ${name}`,
    noPage: 'There is no such page',
    noPageHint: 'The address may be mistyped, or what it showed was deleted.',
    toCases: 'To the cases',
    broken: 'This page failed. What was saved is safe; load the page again.',
    reload: 'Load again',
  },
  es: {
    researchUse: 'Para investigación, no para diagnóstico.',
    skip: 'Ir al contenido',
    pages: 'Páginas',
    cases: 'Casos',
    models: 'Modelos',
    learn: 'Aprender',
    audit: 'Auditoría',
    users: 'Usuarios',
    language: 'Idioma',
    theme: 'Aspecto',
    themes: { system: 'El del sistema', light: 'Claro', dark: 'Oscuro' },
    signOut: 'Salir',
    signedInAs: (name) => `Sesión de ${name}`,
    noPage: 'Esta página no existe',
    noPageHint: 'Quizá la dirección esté mal escrita o se haya borrado lo que mostraba.',
    toCases: 'A los casos',
    broken: 'Esta página ha fallado. Lo guardado está a salvo; vuelva a cargarla.',
    reload: 'Volver a cargar',
  },
};
