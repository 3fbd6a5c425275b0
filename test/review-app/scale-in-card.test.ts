import { describe, expect, it } from 'vitest';
import { preprocessingSchema } from '../../packages/leukoscope/src/images/preprocessing.ts';
import { scaleInCard } from '../../packages/web/src/models/scale-in-card.ts';

const common = { sizePx: 32, kernel: 'area', mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] } as const;
const cardWith = (crop: unknown) => ({ preprocessing: preprocessingSchema.parse({ ...common, crop }) });

describe('the scale in a model’s card', () => {
  it('is that of a crop in micrometres, and none of another crop', () => {
    const physical = { kind: 'physical', sideUm: 20, micronsPerPixel: 0.1 };
    expect(scaleInCard(cardWith(physical))).toEqual({ sideUm: 20, micronsPerPixel: 0.1 });
    expect(scaleInCard(cardWith({ kind: 'whole' }))).toBeNull();
    expect([scaleInCard(null), scaleInCard({})]).toEqual([null, null]);
  });
});
