import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAugment, DRAWS } from './augment.ts';
import { type Augmentation, augmentationSchema, NO_AUGMENTATION } from './augmentation.ts';
import { changeColour } from './colour.ts';
import { createPlacing, type Placement } from './placement.ts';
import { changeStain, EOSIN, METHYLENE_BLUE } from './stain.ts';

const STILL: Placement = { mirrorX: false, mirrorY: false, quarterTurns: 0, turnRadians: 0, shiftX: 0, shiftY: 0 };
const square = fc
  .integer({ min: 1, max: 24 })
  .chain((sizePx) =>
    fc
      .uint8Array({ minLength: sizePx * sizePx * 3, maxLength: sizePx * sizePx * 3 })
      .map((pixels) => ({ sizePx, pixels })),
  );

/** The picture placed by each of the steps in turn. */
function placed(
  { sizePx, pixels }: { sizePx: number; pixels: Uint8Array },
  ...steps: Partial<Placement>[]
): Uint8Array {
  const place = createPlacing(sizePx);
  return steps.reduce((source, step) => {
    const target = new Uint8Array(source.length);
    place(source, target, { ...STILL, ...step });
    return target;
  }, pixels);
}

/** Pixels numbered 1, 2, 3 … row by row. */
const numbered = (sizePx: number) => ({
  sizePx,
  pixels: Uint8Array.from({ length: sizePx * sizePx * 3 }, (_, index) => Math.floor(index / 3) + 1),
});
const firstChannel = (pixels: Uint8Array) => [...pixels].filter((_, index) => index % 3 === 0);

describe('placing a picture of 3 x 3 pixels', () => {
  it.each<[string, Partial<Placement>, number[]]>([
    ['leaves it', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['mirrors left to right', { mirrorX: true }, [3, 2, 1, 6, 5, 4, 9, 8, 7]],
    ['mirrors top to bottom', { mirrorY: true }, [7, 8, 9, 4, 5, 6, 1, 2, 3]],
    ['turns to the right', { quarterTurns: 1 }, [7, 4, 1, 8, 5, 2, 9, 6, 3]],
    ['turns upside down', { quarterTurns: 2 }, [9, 8, 7, 6, 5, 4, 3, 2, 1]],
    ['turns to the left', { quarterTurns: 3 }, [3, 6, 9, 2, 5, 8, 1, 4, 7]],
    ['mirrors, then turns', { mirrorX: true, quarterTurns: 1 }, [9, 6, 3, 8, 5, 2, 7, 4, 1]],
    ['moves right, the border mirrored', { shiftX: 1 }, [1, 1, 2, 4, 4, 5, 7, 7, 8]],
    ['moves up by two, the border mirrored', { shiftY: -2 }, [7, 8, 9, 7, 8, 9, 4, 5, 6]],
    ['turns freely by a right angle as by a quarter turn', { turnRadians: Math.PI / 2 }, [7, 4, 1, 8, 5, 2, 9, 6, 3]],
  ])('%s', (_, placement, expected) => {
    expect(firstChannel(placed(numbered(3), placement))).toEqual(expected);
  });
});

describe('placing any picture', () => {
  it('four turns by a right angle are none', () => {
    const turn = { quarterTurns: 1 };
    fc.assert(
      fc.property(square, (picture) => {
        expect(placed(picture, turn, turn, turn, turn)).toEqual(picture.pixels);
      }),
    );
  });

  it('mirrored twice is as before', () => {
    fc.assert(
      fc.property(square, fc.constantFrom({ mirrorX: true }, { mirrorY: true }), (picture, mirror) => {
        expect(placed(picture, mirror, mirror)).toEqual(picture.pixels);
      }),
    );
  });

  it('mirrored both ways is turned upside down', () => {
    fc.assert(
      fc.property(square, (picture) => {
        expect(placed(picture, { mirrorX: true, mirrorY: true })).toEqual(placed(picture, { quarterTurns: 2 }));
      }),
    );
  });

  it('turned freely by each right angle is turned by quarters, whatever else is done', () => {
    const rest = fc.record({ mirrorX: fc.boolean(), mirrorY: fc.boolean(), quarterTurns: fc.nat(3) });
    fc.assert(
      fc.property(square, fc.integer({ min: 1, max: 3 }), rest, (picture, turns, others) => {
        const free = placed(picture, { ...others, turnRadians: (turns * Math.PI) / 2 });
        expect(free).toEqual(placed(picture, others, { quarterTurns: turns }));
      }),
    );
  });

  it('turned freely it stays between its darkest and its brightest level', () => {
    const placement = fc.record({
      turnRadians: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
      shiftX: fc.integer({ min: -12, max: 12 }),
      shiftY: fc.integer({ min: -12, max: 12 }),
    });
    fc.assert(
      fc.property(square, placement, (picture, { turnRadians, shiftX, shiftY }) => {
        const half = Math.floor(picture.sizePx / 2);
        const within = { turnRadians, shiftX: Math.min(half, shiftX), shiftY: Math.max(-half, shiftY) };
        const clipped = { ...within, shiftX: Math.max(-half, within.shiftX), shiftY: Math.min(half, within.shiftY) };
        const levels = placed(picture, clipped);
        expect(Math.min(...levels)).toBeGreaterThanOrEqual(Math.min(...picture.pixels));
        expect(Math.max(...levels)).toBeLessThanOrEqual(Math.max(...picture.pixels));
      }),
    );
  });

  it('turned there and back, a smooth picture is nearly as before in its middle', () => {
    const sizePx = 32;
    const pixels = Uint8Array.from({ length: sizePx * sizePx * 3 }, (_, index) => {
      const [x, y] = [Math.floor(index / 3) % sizePx, Math.floor(index / 3 / sizePx)];
      return 128 + 60 * Math.sin(x / 6) + 50 * Math.cos(y / 7 + (index % 3));
    });
    const back = placed({ sizePx, pixels }, { turnRadians: 0.3 }, { turnRadians: -0.3 });
    for (let y = 10; y < 22; y++) {
      for (let x = 10; x < 22; x++) {
        const at = (y * sizePx + x) * 3;
        expect(Math.abs(back[at]! - pixels[at]!)).toBeLessThanOrEqual(3);
      }
    }
  });
});

describe('changing the dyes', () => {
  const none = { factors: [1, 1], additions: [0, 0] } as const;
  /** The grey levels of a pixel with these amounts of the two dyes. */
  const dyed = (blue: number, eosin: number) =>
    Uint8Array.from(METHYLENE_BLUE, (part, channel) =>
      Math.round(256 * Math.exp(-(blue * part + eosin * EOSIN[channel]!)) - 1),
    );
  const close = (actual: Uint8Array, expected: Uint8Array) =>
    expect(Math.max(...actual.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThanOrEqual(2);

  it('not at all keeps every level of every pixel', () => {
    const pixels = Uint8Array.from({ length: 256 * 3 * 7 }, (_, index) => (index * 31) % 256);
    const changed = pixels.slice();
    changeStain(changed, none);
    expect(changed).toEqual(pixels);
  });

  it.each([
    ['more methylene blue', { factors: [1.3, 1], additions: [0, 0] } as const, [0.65, 0.4]],
    ['less eosin', { factors: [1, 0.5], additions: [0, 0] } as const, [0.5, 0.2]],
    ['a little of both added', { factors: [1, 1], additions: [0.1, 0.05] } as const, [0.6, 0.45]],
  ])('%s: a pixel of these dyes becomes the pixel of those', (_, change, [blue, eosin]) => {
    const pixel = dyed(0.5, 0.4);
    changeStain(pixel, change);
    close(pixel, dyed(blue!, eosin!));
  });

  it('leaves white where there is no dye to multiply', () => {
    const white = new Uint8Array(30).fill(255);
    changeStain(white, { factors: [1.5, 0.6], additions: [0, 0] });
    expect(white.every((level) => level === 255)).toBe(true);
  });
});

describe('changing colours', () => {
  const changed = (pixels: number[], change: Partial<Parameters<typeof changeColour>[1]>) => {
    const copy = Uint8Array.from(pixels);
    changeColour(copy, { brightness: 1, contrast: 1, saturation: 1, ...change });
    return [...copy];
  };
  it.each<[string, number[], Parameters<typeof changed>[1], number[]]>([
    ['nothing', [10, 200, 77], {}, [10, 200, 77]],
    ['brightness', [10, 200, 77], { brightness: 1.2 }, [12, 240, 92]],
    ['brightness, cut off at white', [10, 200, 77], { brightness: 2 }, [20, 255, 154]],
    [
      'contrast around the mean grey of 100',
      [50, 50, 50, 150, 150, 150],
      { contrast: 1.5 },
      [25, 25, 25, 175, 175, 175],
    ],
    ['no contrast leaves the mean grey', [50, 50, 50, 150, 150, 150], { contrast: 0 }, new Array(6).fill(100)],
    // 0.299 * 10 + 0.587 * 200 + 0.114 * 77 = 129.168
    ['no saturation leaves the grey of each pixel', [10, 200, 77], { saturation: 0 }, [129, 129, 129]],
    ['half the saturation', [10, 200, 77], { saturation: 0.5 }, [70, 165, 103]],
  ])('%s', (_, pixels, change, expected) => {
    expect(changed(pixels, change)).toEqual(expected);
  });
});

const augmentation: fc.Arbitrary<Augmentation> = fc.record({
  flips: fc.boolean(),
  rightAngles: fc.boolean(),
  rotateDegrees: fc.double({ min: 0, max: 180, noNaN: true }),
  shiftFraction: fc.double({ min: 0, max: 0.5, noNaN: true }),
  colour: fc.double({ min: 0, max: 0.9, noNaN: true }),
  stain: fc.double({ min: 0, max: 0.9, noNaN: true }),
});

/** Any numbers in [0, 1), the same for the same seed, and how many were taken. */
function randomOf(seed: number) {
  let state = seed >>> 0;
  const random = () => {
    random.taken++;
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  random.taken = 0;
  return random;
}

describe('augmenting', () => {
  it('takes the same count of random numbers whatever the picture and the augmentation, and depends on nothing else', () => {
    fc.assert(
      fc.property(square, augmentation, fc.nat(), ({ sizePx, pixels }, spec, seed) => {
        const before = pixels.slice();
        const [one, two] = [new Uint8Array(pixels.length), new Uint8Array(pixels.length).fill(9)];
        const [random, again] = [randomOf(seed), randomOf(seed)];
        createAugment(spec, sizePx)(pixels, one, random);
        createAugment(spec, sizePx)(pixels, two, again);
        expect([random.taken, again.taken]).toEqual([DRAWS, DRAWS]);
        expect(one).toEqual(two);
        expect(pixels).toEqual(before);
      }),
    );
  });

  it('with nothing switched on copies', () => {
    fc.assert(
      fc.property(square, fc.nat(), ({ sizePx, pixels }, seed) => {
        const target = new Uint8Array(pixels.length);
        createAugment(NO_AUGMENTATION, sizePx)(pixels, target, randomOf(seed));
        expect(target).toEqual(pixels);
      }),
    );
  });

  it('by flips and right angles gives each of the eight positions, about as often', () => {
    const { sizePx, pixels } = numbered(2);
    const augment = createAugment({ ...NO_AUGMENTATION, flips: true, rightAngles: true }, sizePx);
    const counts = new Map<string, number>();
    const random = randomOf(7);
    for (let draw = 0; draw < 4_000; draw++) {
      const target = new Uint8Array(pixels.length);
      augment(pixels, target, random);
      const position = firstChannel(target).join('');
      counts.set(position, (counts.get(position) ?? 0) + 1);
    }
    expect(counts.size).toBe(8);
    expect(Math.min(...counts.values())).toBeGreaterThan(400);
  });

  it('refuses buffers of another size by name', () => {
    const augment = createAugment(NO_AUGMENTATION, 8);
    expect(() => augment(new Uint8Array(192), new Uint8Array(191), () => 0)).toThrow(
      /got 192 and 191 bytes, expected 192/,
    );
  });
});

describe('the schema', () => {
  it('accepts no augmentation', () => {
    expect(augmentationSchema.parse(NO_AUGMENTATION)).toEqual(NO_AUGMENTATION);
  });

  it.each([
    ['a turn over 180 degrees', { rotateDegrees: 181 }],
    ['a shift over half the side', { shiftFraction: 0.6 }],
    ['a factor that could be 0', { colour: 1 }],
    ['a negative amount', { stain: -0.1 }],
    ['an unknown field', { blur: 1 }],
  ])('refuses %s', (_, wrong) => {
    expect(augmentationSchema.safeParse({ ...NO_AUGMENTATION, ...wrong }).success).toBe(false);
  });
});
