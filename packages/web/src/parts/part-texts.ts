import type { Language } from 'leukoscope/browser';

interface PartTexts {
  readonly cancel: string;
  readonly close: string;
  readonly loading: string;
  readonly again: string;
  readonly notifications: string;
}

export const PART_TEXTS: Readonly<Record<Language, PartTexts>> = {
  en: {
    cancel: 'Cancel',
    close: 'Close',
    loading: 'Loading…',
    again: 'Try again',
    notifications: 'Notifications',
  },
  es: {
    cancel: 'Cancelar',
    close: 'Cerrar',
    loading: 'Cargando…',
    again: 'Intentarlo de nuevo',
    notifications: 'Avisos',
  },
};
