import { describe, expect, it } from 'vitest';
import golden from './golden/metadata.json' with { type: 'json' };
import { readFacts } from './metadata-leftovers.ts';

const fileOf = (name: keyof typeof golden) => Buffer.from(golden[name], 'base64');
const leftoversOf = (name: keyof typeof golden) =>
  readFacts(fileOf(name))
    ?.leftovers.map(({ kind, field, value }) => `${kind} ${field}: ${value}`)
    .sort();

const EXIF = [
  'date DateTime: 2021:03:04 10:11:12',
  'date DateTimeOriginal: 2021:03:04 10:11:12',
  'device BodySerialNumber: SN1234567',
  'device Make: Canon',
  'free-text ImageDescription: Frotis de Maria Lopez',
  'person Artist: Dr. Juan Perez',
  'person CameraOwnerName: Juan Perez',
  'position GPSLatitude: 25.669444444444444',
  'position GPSLongitude: 100.3',
];

describe('what image files say beside the picture', () => {
  it.each(['plain.jpg', 'plain.png', 'plain.tif', 'plain.webp', 'program.jpg', 'imagej.tif'] as const)(
    'is nothing about people in %s',
    (name) => {
      expect(leftoversOf(name)).toEqual([]);
    },
  );

  it.each(['exif.jpg', 'exif.webp'] as const)('in %s is where, who, when and with what', (name) => {
    expect(leftoversOf(name)).toEqual(EXIF);
  });

  it('is found in comments, text chunks, XMP and the fields of TIFF', () => {
    expect(leftoversOf('comment.jpg')).toEqual(['free-text JPEGComment: biopsia 4711']);
    expect(leftoversOf('text.png')).toEqual(['free-text Description: frotis de Ana', 'person Author: Juan Perez']);
    expect(leftoversOf('xmp.jpg')).toEqual(['date CreateDate: 2020-05-06', 'person creator: Ana Ruiz']);
    expect(leftoversOf('described.tif')).toEqual([
      'free-text ImageDescription: Paciente Maria',
      'person Artist: Juan Perez',
    ]);
  });

  it('is the size too, where the header is plain', () => {
    for (const name of ['plain.jpg', 'text.png', 'described.tif'] as const) {
      expect(readFacts(fileOf(name))).toMatchObject({ widthPx: 40, heightPx: 30 });
    }
  });

  it.each(['exif.jpg', 'text.png', 'described.tif', 'exif.webp'] as const)(
    'of %s cut anywhere is read as far as it goes, or not at all',
    (name) => {
      const whole = fileOf(name);
      for (let length = 0; length < whole.length; length += 7) {
        expect(() => readFacts(whole.subarray(0, length))).not.toThrow();
      }
    },
  );
});
