import type { Language } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { IMAGENET } from '../../models/network-choices.ts';
import type { CommandContext } from '../command-context.ts';
import { type OptionValues, parsed, text, withDefault } from '../options.ts';
import { refuseTogether } from './refuse-together.ts';

type Colour = readonly [red: number, green: number, blue: number];

const COLOUR_EXPECTED = {
  en: 'three shares of full brightness with commas between them, for red, green and blue (0.485,0.456,0.406)',
  es: 'tres partes del brillo máximo separadas por comas, para rojo, verde y azul (0.485,0.456,0.406)',
};

function colour(isAllowed: (share: number) => boolean) {
  return parsed('r,g,b', COLOUR_EXPECTED, (given): Colour | undefined => {
    const shares = given.split(',').map((share) => (share.trim() === '' ? Number.NaN : Number(share)));
    const [red, green, blue] = shares;
    const fits = shares.length === 3 && shares.every((share) => share <= 1 && isAllowed(share));
    return fits ? [red!, green!, blue!] : undefined;
  });
}

export const backboneOptions = {
  backbone: text('file.onnx'),
  backboneOutput: text('name'),
  mean: withDefault(
    colour((share) => share >= 0),
    IMAGENET.mean,
  ),
  deviation: withDefault(
    colour((share) => share > 0),
    IMAGENET.deviation,
  ),
};

/** What says how another program's network is used. */
const OF_BACKBONE = ['backboneOutput', 'mean', 'deviation'] as const;

/** What concerns networks of ours, and how their layers learn. */
const OF_OURS = ['model', 'weights', 'download', 'norm', 'freezeNorm', 'layerDecay', 'tune'] as const;

/** What does nothing with another program's network, or without it. */
export function refuseWithBackbone(
  { backbone, fineTune }: OptionValues<typeof backboneOptions> & { readonly fineTune: string },
  context: CommandContext,
): void {
  if (backbone === undefined) {
    if (!OF_BACKBONE.some((key) => context.givenOptions.has(key))) return;
    throw new LeukoscopeError('usage.missing-option', { option: '--backbone', command: 'leukoscope train' });
  }
  refuseTogether('--backbone', OF_OURS, context);
  if (fineTune !== 'head') refuseTogether('--backbone', ['fineTune'], context);
}

export const BACKBONE_OPTION_TEXTS: Readonly<Record<Language, Readonly<Record<keyof typeof backboneOptions, string>>>> =
  {
    en: {
      backbone:
        "another program's image network (an ONNX file, colour images in), frozen: a head learns from its features; --size is what the file asks for, or 224",
      backboneOutput: 'which value of the backbone to use, also one within it (default: its only output)',
      mean: 'subtracted from the pixels before the backbone sees them',
      deviation: 'divides them then (0.00392 in each place for pixels from 0 to 255)',
    },
    es: {
      backbone:
        'red de imágenes de otro programa (un archivo ONNX que recibe imágenes en color), congelada: una cabeza aprende de sus características; --size es lo que pide el archivo, o 224',
      backboneOutput: 'qué valor de la red se usa, también uno de su interior (por omisión: su única salida)',
      mean: 'se resta a los píxeles antes de que la red los vea',
      deviation: 'los divide después (0.00392 en cada lugar para píxeles de 0 a 255)',
    },
  };
