import type { Language } from '../../errors/entry.ts';
import type { CommandContext } from '../command-context.ts';
import { choice, number, type OptionValues, withDefault } from '../options.ts';
import { refuseTogether } from './refuse-together.ts';

/** What is made small, and of which targets. */
export const lossOptions = {
  loss: withDefault(choice(['cross-entropy', 'focal']), 'cross-entropy'),
  focalGamma: withDefault(number('g', { above: 0, max: 10 }), 2),
  labelSmoothing: withDefault(number('share', { min: 0, below: 1 }), 0),
  mixup: number('alpha', { above: 0, max: 10 }),
};

export const OF_LOSS = Object.keys(lossOptions) as readonly (keyof typeof lossOptions)[];

/** @throws LeukoscopeError `usage.conflicting-options` for what would do nothing. */
export function refuseIneffectiveLoss(
  { loss, batch }: OptionValues<typeof lossOptions> & { readonly batch: number },
  context: CommandContext,
): void {
  if (loss !== 'focal') refuseTogether(`--loss ${loss}`, ['focalGamma'], context);
  if (batch === 1) refuseTogether('--batch 1', ['mixup'], context);
}

export const LOSS_OPTION_TEXTS: Readonly<Record<Language, Readonly<Record<keyof typeof lossOptions, string>>>> = {
  en: {
    loss: 'what training makes small: cross-entropy, or focal loss, in which a cell counts the less the surer the network is of it already',
    focalGamma: 'how fast the weight of sure cells falls in focal loss',
    labelSmoothing: 'share of each target spread over all classes',
    mixup:
      'mix the cells of a batch in pairs, pictures and targets, by shares from a beta distribution of these shapes (0.2 for example)',
  },
  es: {
    loss: 'lo que el entrenamiento hace pequeño: la entropía cruzada (cross-entropy), o la pérdida focal (focal), en la que una célula cuenta menos cuanto más segura está ya la red de ella',
    focalGamma: 'cuán rápido cae el peso de las células seguras en la pérdida focal',
    labelSmoothing: 'parte de cada objetivo repartida entre todas las clases',
    mixup:
      'mezclar por parejas las células de un lote, imágenes y objetivos, en partes sorteadas de una distribución beta de estas formas (por ejemplo 0.2)',
  },
};
