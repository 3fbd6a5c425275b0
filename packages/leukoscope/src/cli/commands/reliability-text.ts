import type { Language } from '../../errors/entry.ts';
import type { EvaluatedReliability } from '../../evaluation/evaluate.ts';
import type { Estimate } from '../../evaluation/rate.ts';
import type { Reliability } from '../../evaluation/reliability/reliability.ts';
import type { FittedTemperature } from '../../evaluation/reliability/temperature.ts';

interface Words {
  readonly asGiven: (brier: string, ece: string) => string;
  readonly calibrated: (brier: string, ece: string, temperature: string, cells: number) => string;
  readonly over: Readonly<Record<Reliability['unit'], string>>;
  readonly without: Readonly<Record<Exclude<FittedTemperature['reason'], 'fitted'> | 'unknown', string>>;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    asGiven: (brier, ece) => `Probabilities as chances: Brier score ${brier}, calibration error (ECE) ${ece}.`,
    calibrated: (brier, ece, temperature, cells) =>
      `After temperature ${temperature}, by ${cells} validation cells: Brier score ${brier}, ECE ${ece}. No call changes.`,
    over: { patients: 'In brackets: 95% over patients.', cells: 'In brackets: 95% over cells.' },
    without: {
      'too-few': 'The model has no temperature: fewer than 30 validation cells of a group.',
      'no-limit': 'The model has no temperature: its validation cells set no limit to it.',
      unknown: "The model's card says nothing of a temperature.",
    },
  },
  es: {
    asGiven: (brier, ece) => `Si las probabilidades se cumplen: Brier ${brier}, error de calibración (ECE) ${ece}.`,
    calibrated: (brier, ece, temperature, cells) =>
      `Tras la temperatura ${temperature}, según ${cells} células de validación: Brier ${brier}, ECE ${ece}. Ninguna decisión cambia.`,
    over: { patients: 'Entre corchetes: 95% sobre pacientes.', cells: 'Entre corchetes: 95% sobre células.' },
    without: {
      'too-few': 'El modelo no tiene temperatura: menos de 30 células de validación de un grupo.',
      'no-limit': 'El modelo no tiene temperatura: sus células de validación no le ponen límite.',
      unknown: 'La ficha del modelo no dice nada de una temperatura.',
    },
  },
};

const decimals = (value: number | null): string => (value === null ? '—' : value.toFixed(3));
const figure = ({ value, low, high }: Estimate): string =>
  low === null || high === null ? decimals(value) : `${decimals(value)} [${decimals(low)}–${decimals(high)}]`;

/** Whether the model's probabilities are chances, before and after its temperature. */
export function reliabilityText(
  { asGiven, temperature, calibrated }: EvaluatedReliability,
  language: Language,
): string {
  const { over, without, ...words } = WORDS[language];
  const cells = (temperature?.cells.typical ?? 0) + (temperature?.cells.atypical ?? 0);
  const after =
    calibrated === null
      ? without[temperature === null || temperature.reason === 'fitted' ? 'unknown' : temperature.reason]
      : words.calibrated(figure(calibrated.brier), figure(calibrated.ece), decimals(temperature?.value ?? null), cells);
  return [words.asGiven(figure(asGiven.brier), figure(asGiven.ece)), after, over[asGiven.unit], ''].join('\n');
}
