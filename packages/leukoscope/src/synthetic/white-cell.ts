import type { CellCode } from '../cells/cell-types.ts';
import { boxAround, type Canvas, type PixelBox, type Point } from './canvas.ts';
import { CELL_LOOKS, type CellLook } from './cell-looks.ts';
import { aroundMiddle, between, chance, pickWeighted, type Random } from './draws.ts';
import { outwardShift, shiftOutline } from './fit-area.ts';
import { createTexture } from './noise.ts';
import { type NucleusForm, nucleusShape, placed } from './nucleus-shapes.ts';
import { disc, drawDistances, type Rod, type Shape } from './shape.ts';

/** A nucleated cell as geometry, before anything is stained. */
export interface WhiteCell {
  readonly code: CellCode;
  readonly look: CellLook;
  readonly form: NucleusForm;
  readonly lobes: number;
  readonly middle: Point;
  readonly radiusUm: number;
  /** Middle of the nucleus. */
  readonly nucleus: Point;
  readonly nucleusAreaUm2: number;
  /** Pixels beyond which nothing of it lies. */
  readonly box: PixelBox;
  /** Signed distance of each pixel of the canvas to the cell's edge, in micrometres, negative inside. */
  readonly cellDistances: Float32Array;
  readonly nucleusDistances: Float32Array;
}

/** Distance given to pixels far outside. */
const FAR_UM = 1000;
/** The thinnest cytoplasm between nucleus and edge. */
const THINNEST_UM = 0.12;

export function createWhiteCell(
  random: Random,
  canvas: Canvas,
  { code, middle }: { code: CellCode; middle: Point },
): WhiteCell {
  const look = CELL_LOOKS[code];
  const form = pickWeighted(random, look.forms);
  const lobes = Number(pickWeighted(random, look.lobes));
  const radiusUm = aroundMiddle(random, look.usualDiameterUm) / 2;
  const areaUm2 = Math.PI * radiusUm * radiusUm;
  const ratio = aroundMiddle(random, look.usualRatio);
  const nucleusAreaUm2 = form === 'smudge' ? areaUm2 : (areaUm2 * ratio) / (1 + ratio);
  const box = boxAround(canvas, middle, radiusUm * 1.6 + 1.5);
  const cellDistances = new Float32Array(canvas.sizePx ** 2).fill(FAR_UM);
  const nucleusDistances = new Float32Array(canvas.sizePx ** 2).fill(FAR_UM);

  const awayAngle = between(random, [0, 2 * Math.PI]);
  const room = radiusUm - Math.sqrt(nucleusAreaUm2 / Math.PI);
  const away = between(random, look.eccentricity) * Math.max(0, room) * (form === 'smudge' ? 0 : 1);
  const nucleus: Point = [middle[0] + Math.cos(awayAngle) * away, middle[1] + Math.sin(awayAngle) * away];
  const nuclear = nucleusShape(random, { form, lobes, areaUm2: nucleusAreaUm2, cellRadiusUm: radiusUm });
  const waves = [
    {
      texture: createTexture(random, form === 'smudge' ? 3.5 : 1.9),
      amplitudeUm: nucleusWaves(random, form, look),
    },
  ];
  drawDistances({ ...placed(nuclear, nucleus), waves }, canvas, box, nucleusDistances);
  if (form === 'smudge') {
    fitArea(nucleusDistances, { canvas, box, areaUm2 });
    cellDistances.set(nucleusDistances);
  } else {
    drawDistances(bodyShape(random, { look, middle, radiusUm }), canvas, box, cellDistances);
    fitArea(cellDistances, { canvas, box, areaUm2 });
    fitInside(nucleusDistances, cellDistances, { canvas, box, areaUm2: nucleusAreaUm2 });
  }
  return { code, look, form, lobes, middle, radiusUm, nucleus, nucleusAreaUm2, box, cellDistances, nucleusDistances };
}

/** How far the nucleus's outline strays. Threads between lobes would be cut by more than a little. */
function nucleusWaves(random: Random, form: NucleusForm, look: CellLook): number {
  if (form === 'smudge') return between(random, look.outline.wavesUm);
  return form === 'lobed' || form === 'bilobed' ? 0.28 : between(random, [0.15, 0.4]);
}

function bodyShape(
  random: Random,
  { look, middle, radiusUm }: { look: CellLook; middle: Point; radiusUm: number },
): Shape {
  const { wavesUm, elongation, pseudopods } = look.outline;
  const half = between(random, elongation) * radiusUm;
  const angle = between(random, [0, Math.PI]);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const width = radiusUm - half / 2;
  const rods: Rod[] = [
    {
      from: [middle[0] - cosine * half, middle[1] - sine * half],
      to: [middle[0] + cosine * half, middle[1] + sine * half],
      radiusFrom: width * between(random, [0.92, 1.05]),
      radiusTo: width * between(random, [0.92, 1.05]),
    },
  ];
  if (chance(random, pseudopods)) {
    const arms = 1 + Math.floor(random() * 3);
    for (let arm = 0; arm < arms; arm++) {
      const at = between(random, [0, 2 * Math.PI]);
      const reach = radiusUm * between(random, [0.75, 1.05]);
      rods.push(
        disc(
          [middle[0] + Math.cos(at) * reach, middle[1] + Math.sin(at) * reach],
          radiusUm * between(random, [0.18, 0.4]),
        ),
      );
    }
  }
  const amplitudeUm = between(random, wavesUm);
  return {
    rods,
    melt: 0.5 * radiusUm,
    cuts: [],
    waves: [
      { texture: createTexture(random, 4.5), amplitudeUm },
      { texture: createTexture(random, 1.3), amplitudeUm: amplitudeUm * 0.2 },
    ],
  };
}

function fitArea(distances: Float32Array, request: { canvas: Canvas; box: PixelBox; areaUm2: number }): void {
  shiftOutline(distances, request.canvas, { box: request.box, byUm: outwardShift(distances, request) });
}

/** Brings the nucleus to its area without letting it leave the cell. */
function fitInside(
  nucleus: Float32Array,
  cell: Float32Array,
  request: { canvas: Canvas; box: PixelBox; areaUm2: number },
): void {
  const clip = (): void => {
    for (let at = 0; at < nucleus.length; at++) {
      const inner = cell[at]! + THINNEST_UM;
      if (nucleus[at]! < inner) nucleus[at] = inner;
    }
  };
  fitArea(nucleus, request);
  clip();
  // What the cell's edge has cut off is given back elsewhere.
  fitArea(nucleus, request);
  clip();
}
