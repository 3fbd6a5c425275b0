import { expect, test } from 'vitest';
import { EXPLAINED_MODELS, type ExplainedModel, explainedModelFile } from '../../test/explained-models.ts';
import { formulaPixels } from '../../test/formula-weights.ts';
import { TINY_RUNTIME } from '../../test/tiny-model.ts';
import { checkMaps, compareMaps } from './check-maps.ts';
import { openExplainer } from './explainer.ts';
import { METHODS } from './maps/relevance-map.ts';
import { randomisedModel } from './randomised-model.ts';

const runtime = TINY_RUNTIME;

test('maps of the same parameters are alike, and it is said', async () => {
  const [model] = EXPLAINED_MODELS as [ExplainedModel];
  const explainer = await openExplainer(await explainedModelFile(model), { path: 'model.onnx', runtime });
  const pictures = [1, 2, 3].map((salt) => formulaPixels(3 * model.sizePx ** 2, salt));
  const checks = await compareMaps([explainer, explainer], pictures, { methods: METHODS });
  for (const { correlation, asShown, differs } of checks) {
    expect(correlation.value).toBeCloseTo(1, 12);
    expect(asShown.value).toBeCloseTo(1, 12);
    expect([correlation.n, differs]).toEqual([3, false]);
  }
  await explainer.close();
});

test('one picture is too few to say', async () => {
  const [model] = EXPLAINED_MODELS as [ExplainedModel];
  const explainer = await openExplainer(await explainedModelFile(model), { path: 'model.onnx', runtime });
  const pixels = formulaPixels(3 * model.sizePx ** 2, 1);
  const [check] = await checkMaps(explainer, [pixels], { runtime, seed: 1, methods: ['saliency'] });
  expect(check).toMatchObject({ correlation: { n: 1, low: null, high: null }, differs: null });
  await explainer.close();
});

test('each network of an ensemble is drawn anew, by the seed', async () => {
  const model = EXPLAINED_MODELS.find(({ networks }) => networks.length === 2)!;
  const explainer = await openExplainer(await explainedModelFile(model), { path: 'model.onnx', runtime });
  const { card } = explainer.predictor;
  const pixels = formulaPixels(3 * model.sizePx ** 2, 1);
  const said = async (seed: number) => {
    const drawn = await openExplainer(await randomisedModel(card, seed), { path: 'drawn', runtime });
    const { logOdds } = await drawn.explain(pixels, { methods: [] });
    await drawn.close();
    return logOdds;
  };
  const [one, two, again] = [await said(1), await said(2), await said(1)];
  expect(again).toBe(one);
  expect(two).not.toBe(one);
  await explainer.close();
});
