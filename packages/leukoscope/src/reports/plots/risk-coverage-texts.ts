import type { Language } from '../../errors/entry.ts';
import type { Referral, RiskCoveragePoint } from '../../evaluation/promises/risk-coverage.ts';
import { percentText } from './interval-text.ts';

interface RiskCoverageTexts {
  readonly title: string;
  readonly referred: string;
  readonly errors: string;
  readonly wrong: string;
  readonly wrongAlarms: string;
  readonly marker: (referral: Referral) => string;
  readonly note: string;
  readonly empty: string;
  readonly description: (points: readonly RiskCoveragePoint[], referral: Referral) => string;
}

export const RISK_COVERAGE_TEXTS: Readonly<Record<Language, RiskCoverageTexts>> = {
  en: {
    title: 'What referring cells to a person buys',
    referred: 'Share of the cells referred to a person (%)',
    errors: 'Called wrongly (%)',
    wrong: 'wrong, of the cells still called',
    wrongAlarms: 'typical, of those still called atypical',
    marker: ({ referred }) => `this model: ${percentText(referred.value)} referred`,
    note: 'The threshold below which cells are called typical stays, and with it the share of atypical cells missed. What is referred lies above it, from the least atypical on.',
    empty: 'There are no cells to show.',
    description: (points, { referred, wrong }) =>
      `With nothing referred ${percentText(points[0]?.wrong ?? null)} of the cells are called wrongly; as the model stands ${percentText(referred.value)} are referred and ${percentText(wrong.value)} of the rest are wrong; with every cell from the threshold on referred ${percentText(points.at(-1)?.wrong ?? null)} of the rest.`,
  },
  es: {
    title: 'Qué se gana derivando células a una persona',
    referred: 'Proporción de células derivadas a una persona (%)',
    errors: 'Mal llamadas (%)',
    wrong: 'mal llamadas, de las que aún se llaman',
    wrongAlarms: 'típicas, de las que aún se llaman atípicas',
    marker: ({ referred }) => `este modelo: ${percentText(referred.value)} derivadas`,
    note: 'El umbral por debajo del cual se llaman típicas no cambia, y con él tampoco la proporción de atípicas no detectadas. Lo que se deriva está por encima, desde las menos atípicas.',
    empty: 'No hay células que mostrar.',
    description: (points, { referred, wrong }) =>
      `Sin derivar ninguna se llama mal el ${percentText(points[0]?.wrong ?? null)} de las células; tal como está el modelo se deriva el ${percentText(referred.value)} y del resto está mal el ${percentText(wrong.value)}; derivando todas desde el umbral, el ${percentText(points.at(-1)?.wrong ?? null)} del resto.`,
  },
};
