import { npyFile } from './npy-file.ts';
import { type ZipMember, zipFile } from './zip-file.ts';

export const MEDMNIST_LABELS = { train: [0, 1, 2, 3, 4, 5, 6, 7, 1], val: [6, 3], test: [7, 0, 4] };
export type MedMnistLabels = typeof MEDMNIST_LABELS;
export const SIDE_PX = 28;

type Replacements = Readonly<Record<string, Partial<ZipMember> | Buffer | null>>;

/** An `.npz` file like MedMNIST's with pictures of 28 x 28 px; any member can be changed, added or left out (`null`). */
export function medMnistFile(replaced: Replacements = {}, labels: MedMnistLabels = MEDMNIST_LABELS): Buffer {
  const made = new Map<string, ZipMember>();
  const add = (array: string, data: Buffer): void => {
    made.set(array, { name: `${array}.npy`, data });
  };
  for (const [part, some] of Object.entries(labels)) {
    const pixels = new Uint8Array(some.length * SIDE_PX * SIDE_PX * 3).map((_, at) => (at * 7) % 256);
    add(`${part}_images`, npyFile(pixels, { shape: `${some.length}, ${SIDE_PX}, ${SIDE_PX}, 3` }));
    add(`${part}_labels`, npyFile(Uint8Array.from(some), { shape: `${some.length}, 1` }));
  }
  for (const [array, member] of Object.entries(replaced)) {
    const before = made.get(array) ?? { name: `${array}.npy`, data: new Uint8Array() };
    if (member === null) made.delete(array);
    else made.set(array, Buffer.isBuffer(member) ? { ...before, data: member } : { ...before, ...member });
  }
  return zipFile([...made.values()]);
}
