import { describe, expect, it } from 'vitest';
import { drawSmear } from './cell-finder/testing/draw-smear.ts';
import { transformDensity } from './density-transform.ts';
import {
  createPreprocessor,
  cropBox,
  FALLBACK_FRACTION,
  type Preprocessing,
  pixelsId,
  preprocess,
  preprocessingSchema,
} from './preprocessing.ts';
import type { Raster } from './raster.ts';
import { resample } from './resize.ts';
import { planStain } from './stain-normalisation/stain-normalisation.ts';

const spec: Preprocessing = {
  sizePx: 8,
  crop: { kind: 'whole' },
  kernel: 'area',
  mean: [0.5, 0.5, 0.5],
  deviation: [0.5, 0.5, 0.5],
};

/** A bright disc on dark ground, its centre and radius shares of the shorter side. */
function disc(widthPx: number, heightPx: number, radius: number): Raster {
  const shorter = Math.min(widthPx, heightPx);
  const data = new Uint8Array(widthPx * heightPx * 3).fill(20);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const away = Math.hypot(x + 0.5 - widthPx / 2, y + 0.5 - heightPx / 2) / shorter;
      if (away < radius) data.fill(230, (y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3);
    }
  }
  return { widthPx, heightPx, data };
}

describe('the part of a picture that is seen', () => {
  it.each([
    [{ widthPx: 400, heightPx: 400 }, 1, [0, 0, 400]],
    [{ widthPx: 360, heightPx: 363 }, 1, [0, 1, 360]],
    [{ widthPx: 300, heightPx: 200 }, 1, [50, 0, 200]],
    [{ widthPx: 128, heightPx: 128 }, 0.69, [20, 20, 88]],
    [{ widthPx: 5, heightPx: 9 }, 0.01, [2, 4, 1]],
  ])('of %j at fraction %d is a centred square', (size, fraction, [leftPx, topPx, side]) => {
    expect(cropBox(size, { kind: 'centre', fraction })).toEqual({ leftPx, topPx, widthPx: side, heightPx: side });
  });

  it('is for `whole` that of the fraction 1', () => {
    const size = { widthPx: 360, heightPx: 363 };
    expect(cropBox(size, { kind: 'whole' })).toEqual(cropBox(size, { kind: 'centre', fraction: 1 }));
  });
});

describe('preprocessing', () => {
  it('gives [sizePx, sizePx, 3]', () => {
    expect(preprocess(disc(40, 30, 0.3), spec).length).toBe(8 * 8 * 3);
  });

  it('depends on the frame, hardly on how many pixels it was stored with', () => {
    const reference = preprocess(disc(400, 400, 0.31), spec);
    for (const [widthPx, heightPx] of [
      [128, 128],
      [160, 160],
      [360, 363],
    ] as const) {
      const other = preprocess(disc(widthPx, heightPx, 0.31), spec);
      const difference = Math.max(...reference.map((value, index) => Math.abs(value - other[index]!)));
      expect(difference, `${widthPx} x ${heightPx}`).toBeLessThan(14);
    }
  });

  it('does not change the shape of a cell in a frame that is not square', () => {
    expect(preprocess(disc(60, 40, 0.3), spec)).toEqual(preprocess(disc(40, 40, 0.3), spec));
  });
});

/** A cell of 13 µm off the centre of a picture of 25 µm. */
const smear = (shift: number) => {
  const at = (x: number, y: number, radius: number) => ({ x: x + shift, y: y - shift, radius });
  const cell = { cytoplasm: at(0.5, 0.5, 0.26), nucleus: [at(0.47, 0.48, 0.16)] };
  return drawSmear({ sidePx: 128, cells: [cell], redCells: [] });
};
const empty = drawSmear({ sidePx: 128, cells: [], redCells: [] });

function withNotes(raster: Raster, given: Preprocessing) {
  const pixels = new Uint8Array(given.sizePx ** 2 * 3);
  return { notes: createPreprocessor(given)(raster, pixels), pixels };
}

describe('a crop to the cell', () => {
  const crops: [string, Preprocessing['crop']][] = [
    ['cell', { kind: 'cell', margin: 0.1 }],
    ['physical', { kind: 'physical', sideUm: 16, micronsPerPixel: 25 / 128 }],
  ];

  it.each(crops)('%s shows the same wherever the cell lies', (_, crop) => {
    const given = { ...spec, sizePx: 16, crop };
    const [middle, aside] = [withNotes(smear(0), given), withNotes(smear(0.12), given)];
    expect([middle.notes, aside.notes]).toEqual([[], []]);
    const difference = middle.pixels.reduce((sum, value, at) => sum + Math.abs(value - aside.pixels[at]!), 0);
    expect(difference / middle.pixels.length).toBeLessThan(8);
    const whole = { ...given, crop: { kind: 'whole' } } as const;
    const [seen, moved] = [preprocess(smear(0), whole), preprocess(smear(0.12), whole)];
    expect(seen.reduce((sum, value, at) => sum + Math.abs(value - moved[at]!), 0)).toBeGreaterThan(3 * difference);
  });

  it('takes the cell and its margin: the frame is 0.52 x 1.2 of the picture', () => {
    const given = { ...spec, sizePx: 32, crop: { kind: 'cell', margin: 0.1 } } as const;
    const side = Math.round(0.52 * 1.2 * 128);
    const left = Math.round((128 - side) / 2);
    const box = { leftPx: left, topPx: left, widthPx: side, heightPx: side };
    const expected = resample(smear(0), box, { widthPx: 32, heightPx: 32 }, 'area').data;
    const difference = preprocess(smear(0), given).reduce((sum, value, at) => sum + Math.abs(value - expected[at]!), 0);
    expect(difference / expected.length).toBeLessThan(8);
  });

  it('falls back to the middle, and says so', () => {
    const { notes, pixels } = withNotes(empty, { ...spec, crop: { kind: 'cell', margin: 0.1 } });
    expect(notes).toEqual(['cell-not-found']);
    expect(pixels).toEqual(preprocess(empty, { ...spec, crop: { kind: 'centre', fraction: FALLBACK_FRACTION } }));
  });

  it('in micrometres falls back to as many around the middle, and is never larger than the picture', () => {
    const physical = (sideUm: number) => ({ ...spec, crop: { kind: 'physical', sideUm, micronsPerPixel: 1 } }) as const;
    const { notes, pixels } = withNotes(empty, physical(64));
    expect(notes).toEqual(['cell-not-found']);
    expect(pixels).toEqual(preprocess(empty, { ...spec, crop: { kind: 'centre', fraction: 0.5 } }));
    expect(preprocess(empty, physical(900))).toEqual(preprocess(empty, spec));
  });
});

describe('a map of colours', () => {
  const colour = { matrix: [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5], offset: [0.1, 0, 0] };

  it('changes what is seen before it is resized, as the map alone does', () => {
    const raster = smear(0);
    const changed = { ...raster, data: raster.data.slice() };
    transformDensity(changed.data, colour);
    for (const crop of [{ kind: 'whole' }, { kind: 'centre', fraction: 0.5 }] as const) {
      expect(preprocess(raster, { ...spec, crop, colour })).toEqual(preprocess(changed, { ...spec, crop }));
    }
  });

  it('leaves the picture of the file as it is', () => {
    const raster = smear(0);
    const before = raster.data.slice();
    preprocess(raster, { ...spec, colour });
    expect(raster.data).toEqual(before);
  });

  it('has pixels of its own in every cache', () => {
    const other = { ...colour, offset: [0.2, 0, 0] };
    const ids = [spec, { ...spec, colour }, { ...spec, colour: other }].map(pixelsId);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w.-]{1,200}$/);
  });
});

describe('stain normalisation', () => {
  it('comes before resizing, of what is seen, as the whole picture tells', () => {
    const raster = smear(0);
    const given = { ...spec, sizePx: 16, crop: { kind: 'centre', fraction: 0.5 }, stain: 'macenko' } as const;
    const changed = { ...raster, data: raster.data.slice() };
    planStain('macenko', raster)!(changed.data);
    expect(withNotes(raster, given)).toEqual({
      notes: [],
      pixels: preprocess(changed, { ...given, stain: undefined }),
    });
  });

  it('leaves a picture without colours as it is, and says so', () => {
    expect(withNotes(disc(20, 20, 0.3), { ...spec, stain: 'reinhard' })).toEqual({
      notes: ['stain-unchanged'],
      pixels: preprocess(disc(20, 20, 0.3), spec),
    });
  });
});

describe('the name of the pixels', () => {
  const changed: [string, Preprocessing][] = [
    ['size', { ...spec, sizePx: 9 }],
    ['crop', { ...spec, crop: { kind: 'centre', fraction: 0.69 } }],
    ['fraction', { ...spec, crop: { kind: 'centre', fraction: 0.7 } }],
    ['kernel', { ...spec, kernel: 'bilinear' }],
    ['cell', { ...spec, crop: { kind: 'cell', margin: 0.1 } }],
    ['micrometres', { ...spec, crop: { kind: 'physical', sideUm: 20, micronsPerPixel: 0.281 } }],
    ['stain', { ...spec, stain: 'macenko' }],
  ];
  it('is stable: caches of earlier versions are found by it', () => {
    expect([spec, ...changed.map(([, other]) => other)].map(pixelsId)).toEqual([
      'v1-8px-whole-area',
      'v1-9px-whole-area',
      'v1-8px-centre0.69-area',
      'v1-8px-centre0.7-area',
      'v1-8px-whole-bilinear',
      'v1-8px-cell0.1f1-area',
      'v1-8px-20um-0.281umpx-f1-area',
      'v1-8px-whole-area-macenko1',
    ]);
  });

  it('does not tell mean and deviation, which are applied in the model', () => {
    expect(pixelsId({ ...spec, mean: [0.1, 0.2, 0.3], deviation: [1, 1, 1] })).toBe(pixelsId(spec));
  });

  it('is one for `whole` and the fraction 1, which are the same pixels', () => {
    expect(pixelsId({ ...spec, crop: { kind: 'centre', fraction: 1 } })).toBe(pixelsId(spec));
  });
});

describe('the schema', () => {
  it('accepts a specification as it stands', () => {
    expect(preprocessingSchema.parse(spec)).toEqual(spec);
  });

  it.each([
    ['7 px', { ...spec, sizePx: 7 }],
    ['1025 px', { ...spec, sizePx: 1025 }],
    ['half a pixel', { ...spec, sizePx: 32.5 }],
    ['a fraction of 0', { ...spec, crop: { kind: 'centre', fraction: 0 } }],
    ['a fraction over 1', { ...spec, crop: { kind: 'centre', fraction: 1.01 } }],
    ['a mean of 128', { ...spec, mean: [128, 128, 128] }],
    ['a deviation of 0', { ...spec, deviation: [0, 1, 1] }],
    ['an unknown field', { ...spec, flip: true }],
  ])('refuses %s', (_, wrong) => {
    expect(preprocessingSchema.safeParse(wrong).success).toBe(false);
  });
});
