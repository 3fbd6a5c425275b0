const SIDE = 64;
const MASK = SIDE - 1;

/** One fixed field of slopes for all pictures: what differs is where in it a texture lies. */
const [SLOPE_X, SLOPE_Y] = slopes();

/**
 * Smooth noise (Perlin, SIGGRAPH 2002) of lattice distance 1 and mean 0, mostly within ±0.7. It repeats every 64 units,
 * which is far more than a cell measures.
 */
function noise(x: number, y: number): number {
  const floorX = Math.floor(x);
  const floorY = Math.floor(y);
  const fx = x - floorX;
  const fy = y - floorY;
  const row0 = (floorY & MASK) * SIDE;
  const row1 = ((floorY + 1) & MASK) * SIDE;
  const column0 = floorX & MASK;
  const column1 = (floorX + 1) & MASK;
  const a = SLOPE_X[row0 + column0]! * fx + SLOPE_Y[row0 + column0]! * fy;
  const b = SLOPE_X[row0 + column1]! * (fx - 1) + SLOPE_Y[row0 + column1]! * fy;
  const c = SLOPE_X[row1 + column0]! * fx + SLOPE_Y[row1 + column0]! * (fy - 1);
  const d = SLOPE_X[row1 + column1]! * (fx - 1) + SLOPE_Y[row1 + column1]! * (fy - 1);
  const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
  const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
  const top = a + u * (b - a);
  return top + v * (c + u * (d - c) - top);
}

/** A texture: noise of a given grain, laid down at a random place and angle so that the lattice never shows. */
export interface Texture {
  readonly cosine: number;
  readonly sine: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** @param grainUm distance between neighbouring light or dark spots is about twice this */
export function createTexture(random: () => number, grainUm: number): Texture {
  const angle = random() * 2 * Math.PI;
  return {
    cosine: Math.cos(angle) / grainUm,
    sine: Math.sin(angle) / grainUm,
    shiftX: random() * SIDE,
    shiftY: random() * SIDE,
  };
}

export function textureAt(texture: Texture, x: number, y: number): number {
  const { cosine, sine, shiftX, shiftY } = texture;
  return noise(cosine * x - sine * y + shiftX, sine * x + cosine * y + shiftY);
}

function slopes(): [Float32Array, Float32Array] {
  const x = new Float32Array(SIDE * SIDE);
  const y = new Float32Array(SIDE * SIDE);
  for (let at = 0; at < x.length; at++) {
    // The finaliser of MurmurHash3 as a fixed table of angles.
    let h = Math.imul(at + 1, 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    const angle = ((h ^ (h >>> 16)) >>> 0) * ((2 * Math.PI) / 4294967296);
    x[at] = Math.cos(angle);
    y[at] = Math.sin(angle);
  }
  return [x, y];
}
