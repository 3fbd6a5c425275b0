/** Six bytes of a sha256: among a million images two agree by chance once in hundreds of models. */
const BYTES_EACH = 6;

/**
 * The images a model was trained on, as it carries them: the first six bytes of each image's sha256, sorted, end to end,
 * in base64. They say of a given image whether it was among them, and nothing else.
 *
 * @param imageHashes sha256 in hexadecimal.
 */
export function packSeenImages(imageHashes: Iterable<string>): string {
  const prefixes = Float64Array.from(new Set(Array.from(imageHashes, prefixOf))).sort();
  const packed = new DataView(new ArrayBuffer(prefixes.length * BYTES_EACH));
  prefixes.forEach((prefix, index) => {
    packed.setUint16(index * BYTES_EACH, Math.floor(prefix / 2 ** 32));
    packed.setUint32(index * BYTES_EACH + 2, prefix % 2 ** 32);
  });
  let binary = '';
  for (const byte of new Uint8Array(packed.buffer)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The images that are in any of the packs, packed together. */
export function uniteSeenImages(packs: readonly string[]): string {
  const prefixes = new Set(packs.flatMap((packed) => [...unpacked(packed)]));
  return packSeenImages(Array.from(prefixes, (prefix) => prefix.toString(16).padStart(2 * BYTES_EACH, '0')));
}

/** @returns whether an image, by its sha256 in hexadecimal, is among the packed ones. */
export function seenImages(packed: string): (imageHash: string) => boolean {
  const seen = unpacked(packed);
  return (imageHash) => seen.has(prefixOf(imageHash));
}

function unpacked(packed: string): Set<number> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const seen = new Set<number>();
  for (let at = 0; at < bytes.length; at += BYTES_EACH) seen.add(view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2));
  return seen;
}

/** As one number: six bytes are exact in a float64. */
function prefixOf(imageHash: string): number {
  return Number.parseInt(imageHash.slice(0, 2 * BYTES_EACH), 16);
}
