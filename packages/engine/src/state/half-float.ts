/** Widens IEEE 754 binary16 numbers, given as their 16 bits. Exact, NaN payloads included. */
export function float16ToFloat32(bits: Uint16Array): Float32Array {
  const floats = new Float32Array(bits.length);
  const wide = new Uint32Array(floats.buffer);
  for (let i = 0; i < bits.length; i++) {
    const half = bits[i]!;
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) wide[i] = sign | 0x7f800000 | (fraction << 13);
    else if (exponent > 0) wide[i] = sign | ((exponent + 127 - 15) << 23) | (fraction << 13);
    else {
      // Below binary16's normal range, not below float32's.
      floats[i] = fraction * 2 ** -24;
      wide[i]! |= sign;
    }
  }
  return floats;
}

/** Widens bfloat16 numbers, given as their 16 bits: they are the upper half of a float32. Exact, NaN payloads included. */
export function bfloat16ToFloat32(bits: Uint16Array): Float32Array {
  const wide = Uint32Array.from(bits, (half) => half << 16);
  return new Float32Array(wide.buffer);
}
