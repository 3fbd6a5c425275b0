/**
 * A seeded stream of numbers in [0, 1), the same on every machine. Each `(seed, ...labels)` names a stream of its own:
 * what is drawn for epoch 3 does not depend on what was drawn before, so a resumed run draws the same.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), its state filled by MurmurHash3's finaliser over the labels.
 */
export function randomStream(seed: number | string, ...labels: readonly (number | string)[]): () => number {
  let [a, b, c, d] = hash128([seed, ...labels].join('\u0000'));
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** A permutation of 0 … count − 1 (Fisher–Yates). */
export function shuffled(count: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    const kept = order[last]!;
    order[last] = order[pick]!;
    order[pick] = kept;
  }
  return order;
}

function hash128(text: string): [number, number, number, number] {
  const lanes: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef];
  for (let i = 0; i < text.length; i++) {
    for (let lane = 0; lane < 4; lane++) {
      lanes[lane as 0] = Math.imul(lanes[lane as 0] ^ (text.charCodeAt(i) + lane * 0x1f35), 0x85ebca6b + 2 * lane);
      lanes[lane as 0] ^= lanes[lane as 0] >>> 15;
    }
  }
  return lanes.map(finalise) as [number, number, number, number];
}

function finalise(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
