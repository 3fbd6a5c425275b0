import type { Language } from '../../errors/entry.ts';
import type { CommandContext } from '../command-context.ts';
import { choice, number, type OptionValues, withDefault } from '../options.ts';
import { refuseTogether } from './refuse-together.ts';

/** What is made small, and of which targets. */
export const lossOptions = {
  loss: withDefault(choice(['cross-entropy', 'focal', 'robust']), 'cross-entropy'),
  focalGamma: withDefault(number('g', { above: 0, max: 10 }), 2),
  robustQ: withDefault(number('q', { above: 0, max: 1 }), 0.7),
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
  if (loss !== 'robust') refuseTogether(`--loss ${loss}`, ['robustQ'], context);
  if (batch === 1) refuseTogether('--batch 1', ['mixup'], context);
}

export const LOSS_OPTION_TEXTS: Readonly<Record<Language, Readonly<Record<keyof typeof lossOptions, string>>>> = {
  en: {
    loss: 'what training makes small: cross-entropy, focal loss, in which a cell counts the less the surer the network is of it already, or the robust one, in which a label counts the less the firmer the network disbelieves it',
    focalGamma: 'how fast the weight of sure cells falls in focal loss',
    robustQ:
      'how much less labels that the network disbelieves count in robust loss: 0 as in cross-entropy, 1 as little as can be',
    labelSmoothing: 'share of each target spread over all classes',
    mixup:
      'mix the cells of a batch in pairs, pictures and targets, by shares from a beta distribution of these shapes (0.2 for example)',
  },
  es: {
    loss: 'lo que el entrenamiento hace pequeño: la entropía cruzada (cross-entropy), la pérdida focal (focal), en la que una célula cuenta menos cuanto más segura está ya la red de ella, o la robusta (robust), en la que una etiqueta cuenta menos cuanto menos la cree la red',
    focalGamma: 'cuán rápido cae el peso de las células seguras en la pérdida focal',
    robustQ:
      'cuánto menos cuentan en la pérdida robusta las etiquetas que la red no cree: 0 como en la entropía cruzada, 1 lo menos posible',
    labelSmoothing: 'parte de cada objetivo repartida entre todas las clases',
    mixup:
      'mezclar por parejas las células de un lote, imágenes y objetivos, en partes sorteadas de una distribución beta de estas formas (por ejemplo 0.2)',
  },
};
