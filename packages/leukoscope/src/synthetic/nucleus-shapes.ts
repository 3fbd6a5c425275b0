import type { Point } from './canvas.ts';
import { between, type Random, type Range } from './draws.ts';
import { disc, type Rod, type Shape } from './shape.ts';

/** `dented`: an indentation of less than half; `kidney`: up to half; `horseshoe`: beyond half but thick; `band`: thin. */
export const NUCLEUS_FORMS = [
  'round',
  'dented',
  'kidney',
  'horseshoe',
  'band',
  'lobed',
  'bilobed',
  'folded',
  'smudge',
] as const;
export type NucleusForm = (typeof NUCLEUS_FORMS)[number];

export interface NucleusRequest {
  readonly form: NucleusForm;
  readonly lobes: number;
  readonly areaUm2: number;
  readonly cellRadiusUm: number;
}

/**
 * The outline of a nucleus around (0, 0), of about the area asked for; turned at random.
 */
export function nucleusShape(random: Random, request: NucleusRequest): Shape {
  const radius = Math.sqrt(request.areaUm2 / Math.PI);
  const turn = between(random, [0, 2 * Math.PI]);
  return turned(OUTLINES[request.form](random, { ...request, radius }), turn);
}

type Outline = (random: Random, request: NucleusRequest & { radius: number }) => Shape;

const OUTLINES: Readonly<Record<NucleusForm, Outline>> = {
  round: (random, { radius }) => shapeOf([oval(random, radius, [0, 0.16])], 1),
  dented: (random, { radius }) => {
    const width = between(random, [0.35, 0.9]) * radius;
    const depth = between(random, [0.15, 0.45]) * radius;
    return { ...shapeOf([oval(random, radius * 1.05, [0, 0.2])], 1), cuts: [disc([radius + width - depth, 0], width)] };
  },
  kidney: (random, { radius }) =>
    arc(radius, { turn: between(random, [2, 3]), thickness: between(random, [0.58, 0.7]) }),
  horseshoe: (random, { radius }) =>
    arc(radius, { turn: between(random, [2.8, 4]), thickness: between(random, [0.48, 0.58]) }),
  band: (random, { areaUm2, cellRadiusUm }) => band(random, areaUm2, cellRadiusUm),
  lobed: (random, { lobes, areaUm2, cellRadiusUm }) => lobed(random, { lobes, areaUm2, cellRadiusUm }),
  bilobed: (random, request) => bilobed(random, request),
  folded: (random, { radius }) => {
    const rods = [0, 1, 2, 3].map((part): Rod => {
      const angle = (part + between(random, [-0.3, 0.3])) * (Math.PI / 2);
      const out = between(random, [0.25, 0.55]) * radius;
      return disc([Math.cos(angle) * out, Math.sin(angle) * out], between(random, [0.5, 0.75]) * radius);
    });
    const width = between(random, [0.25, 0.6]) * radius;
    const depth = between(random, [0.1, 0.5]) * radius;
    return { ...shapeOf(rods, 0.6 * radius), cuts: [disc([radius + width - depth, 0], width)] };
  },
  smudge: (random, { radius }) => {
    // A smear of chromatin: a body drawn out one way, with lobes of what has flowed from it.
    const half = between(random, [0.2, 0.9]) * radius;
    const body = { from: [-half, 0], to: [half, 0] } as const;
    const rods = [0, 1, 2].map((): Rod => {
      const angle = between(random, [0, 2 * Math.PI]);
      const out = between(random, [0.5, 1]) * radius;
      return disc([Math.cos(angle) * out, Math.sin(angle) * out], between(random, [0.2, 0.5]) * radius);
    });
    const ends = { radiusFrom: between(random, [0.45, 0.9]) * radius, radiusTo: between(random, [0.45, 0.9]) * radius };
    return shapeOf([{ ...body, ...ends }, ...rods], 0.6 * radius);
  },
};

function shapeOf(rods: readonly Rod[], melt: number): Shape {
  return { rods, melt, cuts: [], waves: [] };
}

function oval(random: Random, radius: number, elongation: Range): Rod {
  const half = between(random, elongation) * radius;
  return { from: [-half, 0], to: [half, 0], radiusFrom: radius - half / 2, radiusTo: radius - half / 2 };
}

/** A bent rod of the same area as a disc of `radius`; `turn` in radians, `thickness` as a share of that radius. */
function arc(radius: number, { turn, thickness }: { turn: number; thickness: number }): Shape {
  const half = thickness * radius;
  // Half circles at the ends and a bent strip between them make up the disc's area.
  const bend = (Math.PI * (radius * radius - half * half)) / (2 * half * turn);
  const points = alongArc(bend, turn, 7);
  return shapeOf(centred(rodsThrough(points, () => half)), half / 2);
}

function band(random: Random, areaUm2: number, cellRadiusUm: number): Shape {
  const turn = between(random, [3.1, 4.6]);
  const bend = between(random, [0.5, 0.62]) * cellRadiusUm;
  // The positive root of: two half circles at the ends and a strip between them make up the area.
  const length = bend * turn;
  const half = (Math.sqrt(length * length + Math.PI * areaUm2) - length) / Math.PI;
  const squeeze = between(random, [0.75, 1]);
  const waist = between(random, [0.72, 1]);
  const points = alongArc(bend, turn, 9).map(([x, y]): Point => [x, y * squeeze]);
  return shapeOf(
    centred(rodsThrough(points, (t) => half * (waist + (1 - waist) * Math.abs(2 * t - 1) * 1.4))),
    half / 3,
  );
}

interface LobesRequest {
  readonly lobes: number;
  readonly areaUm2: number;
  readonly cellRadiusUm: number;
}

/** The widest a bow of lobes may turn before its ends meet, in radians. */
const WIDEST_BOW = 5;

/** Lobes in a row along a bow through the cell, threads between them. */
function lobed(random: Random, { lobes, areaUm2, cellRadiusUm }: LobesRequest): Shape {
  const weights = Array.from({ length: lobes }, () => between(random, [0.7, 1.3]));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sizes = weights.map((weight) => {
    const stretch = between(random, lobes > 3 ? [0, 0.5] : [0.15, 0.9]);
    const radius = Math.sqrt((areaUm2 * weight) / total / (Math.PI + 4 * stretch));
    return { radius, reach: stretch * radius };
  });
  const steps = sizes.slice(1).map(({ radius, reach }, index) => {
    const before = sizes[index]!;
    return radius + reach + before.radius + before.reach + between(random, [0.05, 0.6]);
  });
  const length = steps.reduce((sum, step) => sum + step, 0);
  const bend = Math.max(between(random, [0.5, 0.62]) * cellRadiusUm, length / WIDEST_BOW);
  const rods: Rod[] = [];
  const middles: Point[] = [];
  let angle = 0;
  sizes.forEach(({ radius, reach }, index) => {
    if (index > 0) angle += 2 * Math.asin(Math.min(1, steps[index - 1]! / (2 * bend)));
    // Many lobes lie in a zigzag, or they would close to a ring.
    const zigzag = lobes > 3 ? (index % 2 === 0 ? 0.16 : -0.22) : 0;
    const out = bend * (between(random, [0.88, 1.08]) + zigzag);
    const middle: Point = [Math.cos(angle) * out, Math.sin(angle) * out];
    const lean = angle + Math.PI / 2 + between(random, [-0.6, 0.6]);
    const ends = [Math.cos(lean) * reach, Math.sin(lean) * reach] as const;
    rods.push({
      from: [middle[0] - ends[0], middle[1] - ends[1]],
      to: [middle[0] + ends[0], middle[1] + ends[1]],
      radiusFrom: radius * between(random, [0.9, 1.1]),
      radiusTo: radius * between(random, [0.85, 1.05]),
    });
    middles.push(middle);
  });
  const thread = between(random, [0.22, 0.55]);
  return shapeOf(centred([...rods, ...rodsThrough(middles, () => thread)]), 0.35);
}

/** Two large halves, a narrow bridge between them and a cleft on either side of it. */
function bilobed(random: Random, { radius }: { radius: number }): Shape {
  const half = between(random, [0.64, 0.7]) * radius;
  const size = between(random, [0.85, 1.15]);
  const away = half * between(random, [1.14, 1.26]);
  const reach = between(random, [0.25, 0.5]) * half;
  const slant = between(random, [-0.35, 0.35]) * half;
  const lobe = (x: number, factor: number): Rod => ({
    from: [x - slant * Math.sign(x), -reach],
    to: [x + slant * Math.sign(x), reach],
    radiusFrom: half * factor,
    radiusTo: half * factor,
  });
  const shift = between(random, [-0.4, 0.4]) * reach;
  const bridge: Rod = { from: [-away, shift], to: [away, shift], radiusFrom: 0.22 * half, radiusTo: 0.22 * half };
  const clefts = [-1, 1].map(
    (side): Rod => ({
      from: [0, shift + side * 0.5 * half],
      to: [0, side * 3 * half],
      radiusFrom: 0.08 * half,
      radiusTo: 0.3 * half,
    }),
  );
  return { ...shapeOf([lobe(-away, size), lobe(away, 2 - size), bridge], 0.3), cuts: clefts };
}

function alongArc(bend: number, turn: number, count: number): Point[] {
  return Array.from({ length: count }, (_, index): Point => {
    const angle = turn * (index / (count - 1) - 0.5);
    return [Math.cos(angle) * bend, Math.sin(angle) * bend];
  });
}

/** @param radiusAt half the thickness at a share of the way along */
function rodsThrough(points: readonly Point[], radiusAt: (share: number) => number): Rod[] {
  const last = points.length - 1;
  return points.slice(1).map((to, index) => ({
    ...{ from: points[index]!, to },
    ...{ radiusFrom: radiusAt(index / last), radiusTo: radiusAt((index + 1) / last) },
  }));
}

/** Moved so that the mean of all ends, weighted with their thickness, lies at (0, 0). */
function centred(rods: readonly Rod[]): Rod[] {
  let [x, y, weight] = [0, 0, 0];
  for (const { from, to, radiusFrom, radiusTo } of rods) {
    x += from[0] * radiusFrom ** 2 + to[0] * radiusTo ** 2;
    y += from[1] * radiusFrom ** 2 + to[1] * radiusTo ** 2;
    weight += radiusFrom ** 2 + radiusTo ** 2;
  }
  return rods.map((rod) => moved(rod, ([px, py]) => [px - x / weight, py - y / weight]));
}

function moved(rod: Rod, move: (point: Point) => Point): Rod {
  return { ...rod, from: move(rod.from), to: move(rod.to) };
}

function turned(shape: Shape, angle: number): Shape {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const turn = ([x, y]: Point): Point => [cosine * x - sine * y, sine * x + cosine * y];
  return { ...shape, rods: shape.rods.map((rod) => moved(rod, turn)), cuts: shape.cuts.map((rod) => moved(rod, turn)) };
}

/** The same outline elsewhere. */
export function placed(shape: Shape, [dx, dy]: Point): Shape {
  const move = ([x, y]: Point): Point => [x + dx, y + dy];
  return { ...shape, rods: shape.rods.map((rod) => moved(rod, move)), cuts: shape.cuts.map((rod) => moved(rod, move)) };
}
