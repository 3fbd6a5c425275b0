import { describe, expect, test } from 'vitest';
import {
  EXPLAINED_MODELS,
  type ExplainedModel,
  explainedModelFile,
  PIXEL_SALT,
  type StoredMap,
} from '../../test/explained-models.ts';
import { formula, formulaPixels } from '../../test/formula-weights.ts';
import { TINY_RUNTIME } from '../../test/tiny-model.ts';
import { type Explainer, openExplainer } from './explainer.ts';

/** Float32 against PyTorch's float64, as a share of a map's largest value. Measured: 4e-6 at most. */
const LIMIT = 5e-5;

async function withExplainer<Result>(model: ExplainedModel, use: (explainer: Explainer) => Promise<Result>) {
  const bytes = await explainedModelFile(model);
  const explainer = await openExplainer(bytes, { path: 'model.onnx', runtime: TINY_RUNTIME });
  try {
    return await use(explainer);
  } finally {
    await explainer.close();
  }
}

function expectMap(values: Float32Array, { every, sample, largest, weighted }: StoredMap): void {
  const scale = Math.max(largest, 1e-9);
  sample.forEach((expected, at) => {
    expect(Math.abs(values[at * every]! - expected) / scale, `element ${at * every}`).toBeLessThan(LIMIT);
  });
  expect(Math.abs(Math.max(...values) - largest) / scale, 'largest').toBeLessThan(LIMIT);
  const weights = formula(values.length, 1001);
  const sum = values.reduce((total, value, at) => total + value * weights[at]!, 0);
  expect(Math.abs(sum - weighted) / scale, 'weighted sum').toBeLessThan(LIMIT * Math.sqrt(values.length));
}

describe.each(EXPLAINED_MODELS)('$name, as PyTorch', (model) => {
  const pixels = formulaPixels(3 * model.sizePx ** 2, PIXEL_SALT);

  test('logarithm of the odds, saliency and Grad-CAM of both groups', () =>
    withExplainer(model, async (explainer) => {
      expect(explainer.layers.map(({ channels, rows }) => ({ channels, rows }))).toEqual(model.layers);
      for (const toward of ['typical', 'atypical'] as const) {
        const { logOdds, maps } = await explainer.explain(pixels, { methods: ['saliency', 'grad-cam'], toward });
        expect(Math.abs(logOdds - model.logOdds)).toBeLessThan(1e-4);
        expectMap(maps[0]!.values, model.saliency);
        expectMap(maps[1]!.values, model.gradCam[toward]);
      }
    }));
});

const [first] = EXPLAINED_MODELS as [ExplainedModel];
const firstPixels = formulaPixels(3 * first.sizePx ** 2, PIXEL_SALT);

test('saliency is how much the evidence changes when a pixel does', () =>
  withExplainer(first, async ({ predictor, explain }) => {
    const { maps } = await explain(firstPixels, { methods: ['saliency'] });
    const places = [0, 1, 2].map((at) => 100 + 290 * at);
    for (const place of places) {
      // By both sides, one grey level each: pixels are whole numbers.
      const slopes = await Promise.all(
        [0, 1, 2].map(async (channel) => {
          const moved = [-1, 1].map((by) => {
            const picture = firstPixels.slice();
            picture[3 * place + channel]! += by;
            return picture;
          });
          const [less, more] = (await predictor.predict(Uint8Array.of(...moved[0]!, ...moved[1]!))).logOdds;
          return Math.abs(more! - less!) / 2;
        }),
      );
      expect(Math.max(...slopes)).toBeCloseTo(maps[0]!.values[place]!, 4);
    }
  }));

test('the maps speak for the call of the model unless asked otherwise, and are the same again', () =>
  withExplainer(first, async ({ explain }) => {
    const methods = ['saliency', 'grad-cam', 'occlusion'] as const;
    const own = await explain(firstPixels, { methods });
    expect(own.toward).toBe('typical');
    expect(await explain(firstPixels, { methods, toward: 'typical' })).toEqual(own);
    const other = await explain(firstPixels, { methods, toward: 'atypical' });
    expect([...other.maps[2]!.values]).toEqual([...own.maps[2]!.values].map((value) => 0 - value));
  }));

test('refuses what is not one picture', () =>
  withExplainer(first, async ({ explain }) => {
    await expect(explain(new Uint8Array(12), { methods: ['saliency'] })).rejects.toThrow(
      'explain() pixels: got 12 bytes, expected one image of 32 x 32 x 3',
    );
  }));
