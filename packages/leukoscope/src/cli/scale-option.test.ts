import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fastFolder } from '../../test/fast-folder.ts';
import { png } from '../../test/png.ts';
import type { Preprocessing } from '../images/preprocessing.ts';
import type { ModelCard } from '../models/model-card.ts';
import { preprocessingAtScale, type ScaleRequest } from './scale-option.ts';

const whole: Preprocessing = {
  sizePx: 32,
  crop: { kind: 'whole' },
  kernel: 'area',
  mean: [0.5, 0.5, 0.5],
  deviation: [0.5, 0.5, 0.5],
};
const physical: Preprocessing = { ...whole, crop: { kind: 'physical', sideUm: 20, micronsPerPixel: 0.28 } };

const frame = { shorterSidePx: 128, micronsPerPixel: 0.25 }; // 32 µm
const pictures = { frame } as ModelCard['pictures'];

/** Two pictures of 100 px without red cells. */
function picturesOf100Px(): string[] {
  const file = join(fastFolder(), 'grey.png');
  writeFileSync(file, png(100, 100, new Uint8Array(100 * 100 * 3).fill(128)));
  return [file, file];
}

async function atScale(
  model: Parameters<typeof preprocessingAtScale>[0],
  micronsPerPixel: ScaleRequest['micronsPerPixel'],
  paths: readonly string[] = [],
) {
  const told: string[] = [];
  const tell = (sentence: string) => void told.push(sentence);
  const context = { env: {}, language: 'en', note: tell, warn: tell, signal: new AbortController().signal } as const;
  return { result: await preprocessingAtScale(model, { micronsPerPixel, paths }, context), told };
}

test('a model that sees micrometres sees them in images of another scale', async () => {
  const crop = { ...physical.crop, micronsPerPixel: 0.07 };
  expect(await atScale({ preprocessing: physical }, 0.07)).toEqual({ result: { ...physical, crop }, told: [] });
});

test('without a scale and without red cells that of training is taken, and told', async () => {
  for (const asked of [undefined, 'estimated'] as const) {
    const { result, told } = await atScale({ preprocessing: physical }, asked);
    expect(result).toBe(physical);
    expect(told).toEqual([expect.stringContaining('0.28 µm')]);
  }
});

describe('a model that sees a share of the frame', () => {
  const centre: Preprocessing = { ...whole, crop: { kind: 'centre', fraction: 0.5 } };

  test('sees as many micrometres as in training where a scale is given, and it is told', async () => {
    const { result, told } = await atScale({ preprocessing: centre, pictures }, 0.2, picturesOf100Px());
    expect(result).toEqual({ ...centre, crop: { kind: 'centre', fraction: 0.8 } });
    expect(told).toEqual([
      'These frames are 20.0 µm wide, those of the training were 32.0 µm: the model sees 80% of their side where it saw 50%.',
    ]);
  });

  test('is told where the whole frame shows less than it saw in training', async () => {
    const { result, told } = await atScale({ preprocessing: whole, pictures }, 0.2, picturesOf100Px());
    expect(result).toEqual(whole);
    expect(told).toEqual([expect.stringContaining('cells still look 1.60 times as large')]);
  });

  test('takes the files as they are unless a scale is asked for', async () => {
    expect(await atScale({ preprocessing: centre, pictures }, undefined)).toEqual({ result: centre, told: [] });
  });

  test('is told that too few red cells tell the scale', async () => {
    const { result, told } = await atScale({ preprocessing: centre, pictures }, 'estimated', picturesOf100Px());
    expect(result).toEqual(centre);
    expect(told).toEqual([expect.stringContaining('32.0 µm')]);
  });

  test.each([
    ['does not know the scale of its training', { preprocessing: centre }, 'model.no-scale'],
    ['was adapted to a laboratory', { preprocessing: centre, pictures, adaptation: {} }, 'usage.conflicting-options'],
    [
      'follows the cell',
      { preprocessing: { ...whole, crop: { kind: 'cell', margin: 0.1 } }, pictures },
      'usage.conflicting-options',
    ],
  ])('and %s refuses a scale', async (_, model, code) => {
    await expect(atScale(model as ModelCard, 0.07)).rejects.toThrow(expect.objectContaining({ code }));
  });
});
