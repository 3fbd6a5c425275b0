/** Six bytes of a sha256: among a million images two agree by chance once in hundreds of models. */
const BYTES_EACH = 6;
const HEX_EACH = 2 * BYTES_EACH;

/**
 * The images a model was trained on, as it carries them: the first six bytes of each image's sha256, sorted, end to end,
 * in base64. They say of a given image whether it was among them, and nothing else.
 *
 * @param imageHashes sha256 in hexadecimal.
 */
export function packSeenImages(imageHashes: Iterable<string>): string {
  const prefixes = [...new Set(Array.from(imageHashes, (hash) => hash.slice(0, HEX_EACH)))].sort();
  const bytes = prefixes.flatMap((prefix) => prefix.match(/../g)!.map((byte) => Number.parseInt(byte, 16)));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @returns whether an image, by its sha256 in hexadecimal, is among the packed ones. */
export function seenImages(packed: string): (imageHash: string) => boolean {
  const hex = Array.from(atob(packed), (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  const prefixes = new Set<string>();
  for (let at = 0; at < hex.length; at += HEX_EACH) prefixes.add(hex.slice(at, at + HEX_EACH));
  return (imageHash) => prefixes.has(imageHash.slice(0, HEX_EACH));
}
