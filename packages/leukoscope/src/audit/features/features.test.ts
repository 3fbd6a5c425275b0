import { describe, expect, it } from 'vitest';
import { png } from '../../../test/png.ts';
import { fileFeatures, varyingTraits } from './file-features.ts';
import type { FileTraits } from './file-traits.ts';
import golden from './golden/features.json' with { type: 'json' };
import { readJpegCoding } from './jpeg-coding.ts';
import { FRAME_ONLY, MEAN_COLOUR, WHOLE_PICTURE } from './picture-features.ts';

/** The picture of golden/make_features.py. */
const PIXELS = Uint8Array.from(
  { length: 64 * 64 * 3 },
  (_, at) => (at * 37 + Math.floor(at / 192) ** 2 * 5 + (at % 7) * 11) % 256,
);

describe.each([
  ['the whole picture', WHOLE_PICTURE, golden.whole],
  ['the frame', FRAME_ONLY, golden.frame],
  ['the mean colour', MEAN_COLOUR, golden.meanColour],
] as const)('%s', (_, features, expected) => {
  it('has the features that NumPy computes, and writes nothing beside them', () => {
    const target = new Float64Array(features.length + 4).fill(-1);
    features.write(PIXELS, target, 2);
    expect(Array.from(target.subarray(0, 2))).toEqual([-1, -1]);
    expect(Array.from(target.subarray(-2))).toEqual([-1, -1]);
    expect(expected).toHaveLength(features.length);
    for (const [at, value] of expected.entries()) expect(target[at + 2]).toBeCloseTo(value, 9);
  });
});

it('the frame knows nothing of what is within it', () => {
  const changed = PIXELS.map((value, at) => {
    const [x, y] = [Math.floor(at / 3) % 64, Math.floor(at / 192)];
    return Math.min(x, y, 63 - x, 63 - y) < 7 ? value : 255 - value;
  });
  const [before, after] = [PIXELS, changed].map((pixels) => {
    const target = new Float64Array(FRAME_ONLY.length);
    FRAME_ONLY.write(pixels, target, 0);
    return target;
  });
  expect(changed).not.toEqual(PIXELS);
  expect(after).toEqual(before);
});

describe('JPEG headers', () => {
  it.each(golden.jpegs)(
    'tell tables and sampling as Pillow does ($brightnessTable)',
    ({ file, sampling, ...expected }) => {
      const number = sampling.reduce((sum, [h, v]) => sum * 256 + h! * 16 + v!, 0);
      expect(readJpegCoding(Buffer.from(file, 'base64'))).toEqual({
        ...expected,
        sampling: number,
        components: 3,
      });
    },
  );

  it('are not looked for in other files, nor past where a file breaks off', () => {
    const whole = Buffer.from(golden.jpegs[0]!.file, 'base64');
    expect(readJpegCoding(png(1, 1, new Uint8Array(3)))).toBeNull();
    expect(readJpegCoding(whole.subarray(0, 30))).toBeNull();
    expect(readJpegCoding(new Uint8Array())).toBeNull();
  });
});

describe('features of files', () => {
  const file: FileTraits = {
    bytes: 1,
    format: 'PNG',
    widthPx: 10,
    heightPx: 10,
    pngColourType: 2,
    jpeg: null,
    device: '',
  };

  it('give words numbers, the commonest first', () => {
    const files = ['scan', '', '', 'camera', 'camera', 'camera'].map((device) => ({ ...file, device }));
    const { values, columns } = fileFeatures(files);
    expect(files.map((_, row) => values[row * columns + columns - 1])).toEqual([2, 1, 1, 0, 0, 0]);
    expect(varyingTraits(files)).toEqual(['device']);
  });

  it('do not hold the size in bytes, which is a view of its own', () => {
    const { values } = fileFeatures([file, { ...file, bytes: 999 }]);
    expect(Array.from(values.subarray(0, values.length / 2))).toEqual(Array.from(values.subarray(values.length / 2)));
  });
});
