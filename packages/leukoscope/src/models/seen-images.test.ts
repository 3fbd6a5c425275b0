import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packSeenImages, seenImages, uniteSeenImages } from './seen-images.ts';

const sha256 = (text: string): string => hash('sha256', text);

test('what was packed was seen, and nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), fc.integer({ min: 0, max: 60 }), (names, cut) => {
      const hashes = names.map(sha256);
      const wasSeen = seenImages(packSeenImages(hashes.slice(0, cut)));
      expect(hashes.map(wasSeen)).toEqual(hashes.map((_, at) => at < cut));
    }),
  );
});

test('six bytes each, whatever their order and however often they come', () => {
  const hashes = ['ff', '00', '80'].map((start) => start.padEnd(64, '12'));
  const packed = packSeenImages(hashes);
  expect(Buffer.from(packed, 'base64').toString('hex')).toBe('001212121212801212121212ff1212121212');
  expect(packSeenImages([...hashes.toReversed(), hashes[0]!])).toBe(packed);
});

test('no images: nothing was seen', () => {
  expect(packSeenImages([])).toBe('');
  expect(seenImages('')(sha256('x'))).toBe(false);
});

test('a large data set needs no deep stack', () => {
  const hashes = Array.from({ length: 100_000 }, (_, at) => sha256(String(at)));
  const wasSeen = seenImages(packSeenImages(hashes));
  expect(hashes.every(wasSeen)).toBe(true);
});

test('packs united are as what is in them packed at once', () => {
  const hashes = Array.from({ length: 30 }, (_, at) => sha256(`image ${at}`));
  const packs = [hashes.slice(0, 20), hashes.slice(10), []].map(packSeenImages);
  expect(uniteSeenImages(packs)).toBe(packSeenImages(hashes));
  const low = ['0'.repeat(64), `00000000000f${'0'.repeat(52)}`];
  expect(uniteSeenImages(low.map((hash) => packSeenImages([hash])))).toBe(packSeenImages(low));
});
