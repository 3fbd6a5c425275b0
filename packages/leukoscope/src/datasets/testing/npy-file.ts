/** A `.npy` file as NumPy writes it, but for what is given. */
export function npyFile(
  data: Uint8Array,
  given: { shape: string; descr?: string; fortran?: boolean; version?: number; header?: string },
): Buffer {
  const { shape, descr = "'|u1'", fortran = false, version = 1 } = given;
  const header =
    given.header ?? `{'descr': ${descr}, 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape}), }`;
  const lengthBytes = version === 1 ? 2 : 4;
  const text = Buffer.from(`${header}${' '.repeat(63 - ((8 + lengthBytes + header.length) % 64))}\n`, 'latin1');
  const start = Buffer.alloc(8 + lengthBytes);
  start.write('\x93NUMPY', 'latin1');
  start[6] = version;
  if (version === 1) start.writeUInt16LE(text.length, 8);
  else start.writeUInt32LE(text.length, 8);
  return Buffer.concat([start, text, data]);
}
