import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { caught } from '../testing/caught.ts';
import { MEDMNIST_LABELS, medMnistFile, SIDE_PX } from '../testing/medmnist-file.ts';
import { npyFile } from '../testing/npy-file.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { zipFile } from '../testing/zip-file.ts';
import { requireBloodMnist } from './bloodmnist.ts';
import { openNpz } from './npz-archive.ts';
import { unpackBloodMnist } from './unpack.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
/** Made by numpy. */
const OBJECTS = readFileSync(join(GOLDEN, 'bloodmnist_objects.npz'));
const ONE = SIDE_PX * SIDE_PX * 3;
const pixels = (count: number): Uint8Array => new Uint8Array(count * ONE);

/** What unpacking these bytes is refused with; nothing may be left behind. */
async function refusal(bytes: Uint8Array, name = 'bloodmnist.npz') {
  await using folder = await temporaryFolder({ [name]: bytes });
  const path = folder.file(name);
  const error = await caught(unpackBloodMnist(path, { folder: folder.file('kept') }));
  expect(error.es).not.toBe(error.en);
  const left = await readdir(folder.path, { recursive: true });
  expect(left.filter((entry) => entry !== 'kept')).toEqual([name]);
  return { ...error, en: error.en.replace(path, 'FILE') };
}

describe('an .npz file is refused, in one sentence, with', () => {
  it.each<[string, Uint8Array, string, string]>([
    ['no ZIP archive', Buffer.from('no'), 'npz.bad-archive', 'FILE is not a whole ZIP archive, as an .npz file is.'],
    [
      'nothing in it',
      zipFile([]),
      'npz.missing-array',
      "FILE has no array 'train_images': got none, expected train_images, train_labels, val_images, val_labels, test_images, test_labels.",
    ],
    [
      'an array missing',
      medMnistFile({ val_labels: null }),
      'npz.missing-array',
      "FILE has no array 'val_labels': got train_images, train_labels, val_images, test_images, test_labels, expected train_images, train_labels, val_images, val_labels, test_images, test_labels.",
    ],
    [
      'an array twice',
      medMnistFile({ again: { name: 'val_labels.npy' } }),
      'npz.bad-archive',
      'val_labels.npy in FILE holds two files of one name.',
    ],
    [
      'a name that leads out',
      medMnistFile({ more: { name: '../../etc/x.npy' } }),
      'npz.bad-archive',
      '../../etc/x.npy in FILE has a name that leads out of a folder.',
    ],
    [
      'a name that is a root',
      medMnistFile({ more: { name: '/etc/x.npy' } }),
      'npz.bad-archive',
      '/etc/x.npy in FILE has a name that leads out of a folder.',
    ],
    [
      'too many files',
      zipFile(Array.from({ length: 65 }, (_, at) => ({ name: `${at}.npy`, data: pixels(0) }))),
      'npz.bad-archive',
      'FILE holds more files than an .npz of MedMNIST.',
    ],
    [
      'an encrypted array',
      medMnistFile({ val_images: { flags: 1 } }),
      'npz.bad-archive',
      'val_images.npy in FILE is encrypted.',
    ],
    [
      'an unknown compression',
      medMnistFile({ val_images: { method: 12 } }),
      'npz.bad-archive',
      'val_images.npy in FILE is compressed in a way NumPy does not use.',
    ],
    [
      'a wrong checksum of labels',
      medMnistFile({ val_labels: { crc: 1 } }),
      'npz.bad-archive',
      'val_labels.npy in FILE is damaged: its checksum does not fit.',
    ],
    [
      'a wrong checksum of images',
      medMnistFile({ test_images: { crc: 1 } }),
      'npz.bad-archive',
      'test_images.npy in FILE is damaged: its checksum does not fit.',
    ],
    [
      'objects',
      OBJECTS,
      'npz.object-array',
      'val_labels in FILE holds Python objects (pickle), which can run programs and are never loaded.',
    ],
    [
      'records with objects',
      medMnistFile({ val_labels: npyFile(pixels(0), { shape: '2,', descr: "[('a', '|O')]" }) }),
      'npz.object-array',
      'val_labels in FILE holds Python objects (pickle), which can run programs and are never loaded.',
    ],
    [
      'numbers of another type',
      medMnistFile({ train_images: npyFile(pixels(36), { shape: `9, 28, 28, 3`, descr: "'<f4'" }) }),
      'npz.wrong-type',
      'train_images in FILE has numbers of type <f4, expected uint8 (|u1).',
    ],
    [
      'big-endian labels',
      medMnistFile({ val_labels: npyFile(new Uint8Array(4), { shape: '2, 1', descr: "'>i2'" }) }),
      'npz.wrong-type',
      'val_labels in FILE has numbers of type >i2, expected uint8 (|u1).',
    ],
    [
      'Fortran order',
      medMnistFile({ train_images: npyFile(pixels(9), { shape: '9, 28, 28, 3', fortran: true }) }),
      'npz.fortran-order',
      'train_images in FILE is in Fortran order, expected C order.',
    ],
    [
      'grey pictures',
      medMnistFile({ train_images: npyFile(new Uint8Array(9 * 784), { shape: '9, 28, 28' }) }),
      'npz.wrong-shape',
      'train_images in FILE has the shape [9, 28, 28], expected [images, height, width, 3] with sides from 28 to 224.',
    ],
    [
      'channels first',
      medMnistFile({ train_images: npyFile(pixels(9), { shape: '9, 3, 28, 28' }) }),
      'npz.wrong-shape',
      'train_images in FILE has the shape [9, 3, 28, 28], expected [images, height, width, 3] with sides from 28 to 224.',
    ],
    [
      'pictures too small',
      medMnistFile({ train_images: npyFile(new Uint8Array(9 * 27 * 28 * 3), { shape: '9, 27, 28, 3' }) }),
      'npz.wrong-shape',
      'train_images in FILE has the shape [9, 27, 28, 3], expected [images, height, width, 3] with sides from 28 to 224.',
    ],
    [
      'pictures too large',
      medMnistFile({ train_images: npyFile(new Uint8Array(9 * 225 * 28 * 3), { shape: '9, 28, 225, 3' }) }),
      'npz.wrong-shape',
      'train_images in FILE has the shape [9, 28, 225, 3], expected [images, height, width, 3] with sides from 28 to 224.',
    ],
    [
      'parts of two sizes',
      medMnistFile({ val_images: npyFile(new Uint8Array(2 * 32 * 32 * 3), { shape: '2, 32, 32, 3' }) }),
      'npz.wrong-shape',
      'val_images in FILE has the shape [2, 32, 32, 3], expected [images, 28, 28, 3].',
    ],
    [
      'fewer labels than images',
      medMnistFile({ val_labels: npyFile(new Uint8Array(1), { shape: '1, 1' }) }),
      'npz.wrong-shape',
      'val_labels in FILE has the shape [1, 1], expected [2, 1].',
    ],
    [
      'several labels for an image',
      medMnistFile({ val_labels: npyFile(new Uint8Array(28), { shape: '2, 14' }) }),
      'npz.wrong-shape',
      'val_labels in FILE has the shape [2, 14], expected [2, 1].',
    ],
    [
      'a shape the data do not fill',
      medMnistFile({ val_images: npyFile(pixels(2), { shape: '3, 28, 28, 3' }) }),
      'npz.bad-array',
      'val_images in FILE is not as long as its header says.',
    ],
    [
      'more data than the shape has',
      medMnistFile({ val_images: npyFile(pixels(3), { shape: '2, 28, 28, 3' }) }),
      'npz.bad-array',
      'val_images in FILE is not as long as its header says.',
    ],
    [
      'a text for an array',
      medMnistFile({ val_images: Buffer.from('hello') }),
      'npz.bad-array',
      'val_images in FILE is not a NumPy array.',
    ],
    [
      'a label beyond the classes',
      medMnistFile({}, { ...MEDMNIST_LABELS, val: [3, 8, 9] }),
      'npz.unknown-label',
      'val_labels in FILE has the label 8 at position 1 (2 such labels), expected 0 to 7, the classes of BloodMNIST.',
    ],
    [
      'no image',
      medMnistFile({}, { train: [], val: [], test: [] }),
      'npz.unknown-set',
      'FILE does not say what its labels mean: got 0 images in 0 classes, expected BloodMNIST (17,092 images in 8 classes, or a name that begins with bloodmnist).',
    ],
  ])('%s', async (_, bytes, code, en) => {
    expect(await refusal(bytes)).toMatchObject({ code, exitCode: 3, en });
  });

  it.each([
    [
      'PathMNIST by its name',
      'pathmnist_64.npz',
      'npz.other-set',
      'FILE is PathMNIST, which shows no blood cells: expected BloodMNIST.',
    ],
    [
      'a name that says nothing',
      'cells.npz',
      'npz.unknown-set',
      'FILE does not say what its labels mean: got 14 images in 8 classes, expected BloodMNIST (17,092 images in 8 classes, or a name that begins with bloodmnist).',
    ],
  ])('%s', async (_, name, ...[code, en]) => {
    expect(await refusal(medMnistFile(), name)).toMatchObject({ code, exitCode: 3, en });
  });

  it('a path where nothing is', async () => {
    await using folder = await temporaryFolder({});
    const opening = unpackBloodMnist(folder.file('bloodmnist.npz'), { folder: folder.path });
    expect(await caught(opening)).toMatchObject({ code: 'usage.no-such-file' });
  });
});

describe('a ZIP bomb', () => {
  const zeros = new Uint8Array(30_000_000);

  it('is refused by what it says of itself, before it is unpacked', async () => {
    const bomb = medMnistFile({ train_images: npyFile(zeros, { shape: '12755, 28, 28, 3' }) });
    const { code, en } = await refusal(bomb);
    expect([code, en]).toEqual([
      'npz.too-large',
      expect.stringMatching(
        /^train_images.npy in FILE is refused: it would grow from \d{5} to 30000128 bytes, expected at most 4194304\.$/,
      ),
    ]);
  });

  it('is refused while it is unpacked, if it lies about itself', async () => {
    const data = npyFile(zeros, { shape: '9, 28, 28, 3' });
    const honest = npyFile(pixels(9), { shape: '9, 28, 28, 3' });
    expect(await refusal(medMnistFile({ train_images: { data, bytes: honest.length } }))).toMatchObject({
      code: 'npz.bad-archive',
      en: 'train_images.npy in FILE is damaged: its data cannot be unpacked.',
    });
  });

  it('is refused where members that are each allowed are too much together', async () => {
    await using folder = await temporaryFolder({ 'bloodmnist.npz': medMnistFile() });
    const together = 14 * (ONE + 1) + 6 * 128;
    using archive = await openNpz(folder.file('bloodmnist.npz'), together);
    expect(archive.arrays.size).toBe(6);
    expect(await caught(openNpz(folder.file('bloodmnist.npz'), together - 1))).toMatchObject({ code: 'npz.too-large' });
  });
});

describe('a file that is cut short or changed anywhere', () => {
  it.each(['bloodmnist.npz', 'bloodmnist_stored.npz'])('is refused, %s', async (name) => {
    const whole = await readFile(join(GOLDEN, name));
    await using folder = await temporaryFolder({});
    const lengths = fc.sample(fc.nat(whole.length - 1), { numRuns: 60, seed: 3 });
    for (const length of [0, 1, 21, 22, ...lengths, whole.length - 1]) {
      await writeFile(folder.file('bloodmnist.npz'), whole.subarray(0, length));
      const opening = unpackBloodMnist(folder.file('bloodmnist.npz'), { folder: folder.file('kept') });
      await expect(opening, `${length} bytes`).rejects.toBeInstanceOf(LeukoscopeError);
    }
  });

  it('is refused or the same, never a crash', async () => {
    const whole = await readFile(join(GOLDEN, 'bloodmnist.npz'));
    await using folder = await temporaryFolder({});
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }));
    const changed = fc.array(change, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changed, async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = bytes[at]! ^ value;
        await writeFile(folder.file('bloodmnist.npz'), bytes);
        const opening = unpackBloodMnist(folder.file('bloodmnist.npz'), { folder: folder.file('kept') });
        const result = await opening.catch((error: unknown) => error);
        if (result instanceof LeukoscopeError) return;
        // What no reader looks at, such as the date of a member.
        expect(result).toHaveProperty('index.labels', { train: '012345671', val: '63', test: '704' });
      }),
      { numRuns: 80 },
    );
  });
});

describe('a set of another name', () => {
  const labels = (count: number): Uint8Array => new Uint8Array(count);

  it('is BloodMNIST if each of its parts has as many images', () => {
    const published = { train: labels(11_959), val: labels(1_712), test: labels(3_421) };
    expect(() => requireBloodMnist('/cells.npz', published)).not.toThrow();
    expect(() => requireBloodMnist('/cells.npz', { ...published, val: labels(1_711) })).toThrowError(/does not say/);
    expect(() => requireBloodMnist('/BloodMNIST-mine.npz', { ...published, val: labels(1) })).not.toThrow();
  });
});
