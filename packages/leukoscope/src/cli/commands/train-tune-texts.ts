import type { TunedConvolution } from '@leukoscope/engine';
import type { Language } from '../../errors/entry.ts';

const WORDS = {
  en: {
    timed: (count: number, others: number) =>
      `${count} convolutions timed, ${others} of them ${others === 1 ? 'is' : 'are'} faster in another form than expected${others === 0 ? '.' : ':'}`,
    faster: (key: string, chosen: string, expected: string) => `  ${key}: ${chosen} instead of ${expected}`,
  },
  es: {
    timed: (count: number, others: number) =>
      `${count} convoluciones medidas, ${others} de ellas ${others === 1 ? 'es más rápida' : 'son más rápidas'} en otra forma que la esperada${others === 0 ? '.' : ':'}`,
    faster: (key: string, chosen: string, expected: string) => `  ${key}: ${chosen} en vez de ${expected}`,
  },
} as const;

/** What `train --tune` found. */
export function tunedText(convolutions: readonly TunedConvolution[], language: Language): string {
  const words = WORDS[language];
  const others = convolutions.filter(({ chosen, expected }) => chosen !== expected);
  const ms = (time: number | undefined) => (time === undefined ? '' : ` (${time.toFixed(1)} ms)`);
  return [
    words.timed(convolutions.length, others.length),
    ...others.map(({ key, chosen, expected, ms: by }) =>
      words.faster(key, `${chosen}${ms(by[chosen])}`, `${expected}${ms(by[expected])}`),
    ),
  ].join('\n');
}
