import type { Language } from 'leukoscope/browser';
import type { Job } from '../api/types.ts';

interface JobTexts {
  readonly kinds: Readonly<Record<Job['kind'], string>>;
  readonly states: Readonly<Record<Exclude<Job['state'], 'running'>, string>>;
  readonly rejected: (count: number) => string;
  readonly rate: (perSecond: string) => string;
  readonly left: (duration: string) => string;
  readonly stop: string;
  readonly resume: string;
  readonly counted: (done: number, total: number) => string;
}

export const JOB_TEXTS: Readonly<Record<Language, JobTexts>> = {
  en: {
    kinds: {
      import: 'Importing images',
      classify: 'Classifying cells',
      train: 'Training',
      evaluate: 'Evaluating',
      backup: 'Backup',
    },
    states: { waiting: 'waiting', stopped: 'stopped', done: 'done', failed: 'failed' },
    rejected: (count) => (count === 1 ? '1 image could not be used' : `${count} images could not be used`),
    rate: (perSecond) => `${perSecond} per second`,
    left: (duration) => `${duration} left`,
    stop: 'Stop',
    resume: 'Go on',
    counted: (done, total) => `${done} of ${total}`,
  },
  es: {
    kinds: {
      import: 'Importando imágenes',
      classify: 'Clasificando células',
      train: 'Entrenando',
      evaluate: 'Evaluando',
      backup: 'Copia de seguridad',
    },
    states: { waiting: 'en espera', stopped: 'parado', done: 'hecho', failed: 'fallido' },
    rejected: (count) => (count === 1 ? '1 imagen no se pudo usar' : `${count} imágenes no se pudieron usar`),
    rate: (perSecond) => `${perSecond} por segundo`,
    left: (duration) => `quedan ${duration}`,
    stop: 'Parar',
    resume: 'Continuar',
    counted: (done, total) => `${done} de ${total}`,
  },
};
