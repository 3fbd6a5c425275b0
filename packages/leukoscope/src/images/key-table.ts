import { release } from './release.ts';

export const KEY_BYTES = 16;
const WORDS = KEY_BYTES / 4;
const FIRST_CAPACITY = 1024;

/**
 * Maps keys of 16 random bytes (the start of a sha256; what follows is not looked at) to whole numbers. A JavaScript `Map` of strings would need some
 * ten times the memory, which counts with hundreds of thousands of images.
 */
export class KeyTable {
  #keys = new Uint32Array(FIRST_CAPACITY * WORDS);
  #values = new Int32Array(FIRST_CAPACITY);
  /** Open addressing: position + 1 of a key, 0 where free; at most half full. */
  #slots = new Int32Array(FIRST_CAPACITY * 2);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @returns the position of the key, counted from 0 in order of addition; -1 if it is not there */
  find(bytes: Uint8Array, at: number): number {
    return this.#slots[this.#slotOf(bytes, at)]! - 1;
  }

  /** Adds the key, or finds it again. @returns its position, which never changes */
  add(bytes: Uint8Array, at: number): number {
    const slot = this.#slotOf(bytes, at);
    if (this.#slots[slot] !== 0) return this.#slots[slot]! - 1;
    const position = this.#size++;
    this.#slots[slot] = position + 1;
    for (let word = 0; word < WORDS; word++) this.#keys[position * WORDS + word] = wordOf(bytes, at, word);
    this.#values[position] = -1;
    if (this.#size === this.#values.length) this.#grow();
    return position;
  }

  /** What `set` stored last for the key at this position; -1 if nothing. */
  get(position: number): number {
    return this.#values[position]!;
  }

  set(position: number, value: number): void {
    this.#values[position] = value;
  }

  /** Whether the key at this position is the one in `bytes` from `at` on. */
  matches(position: number, bytes: Uint8Array, at: number): boolean {
    for (let word = 0; word < WORDS; word++) {
      if (wordOf(bytes, at, word) !== this.#keys[position * WORDS + word]) return false;
    }
    return true;
  }

  /** The slot that holds the key, or the free one where it belongs. */
  #slotOf(bytes: Uint8Array, at: number): number {
    if (at + KEY_BYTES > bytes.length)
      throw new RangeError(`at: got ${at}, expected a key within ${bytes.length} bytes`);
    const mask = this.#slots.length - 1;
    let slot = wordOf(bytes, at, 0) & mask;
    while (this.#slots[slot] !== 0 && !this.matches(this.#slots[slot]! - 1, bytes, at)) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const capacity = this.#values.length * 2;
    const keys = new Uint32Array(capacity * WORDS);
    const values = new Int32Array(capacity);
    const slots = new Int32Array(capacity * 2);
    keys.set(this.#keys);
    values.set(this.#values);
    for (let position = 0; position < this.#size; position++) {
      let slot = keys[position * WORDS]! & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = position + 1;
    }
    for (const outgrown of [this.#keys, this.#values, this.#slots]) release(outgrown);
    this.#keys = keys;
    this.#values = values;
    this.#slots = slots;
  }
}

function wordOf(bytes: Uint8Array, at: number, word: number): number {
  const from = at + word * 4;
  return (bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16) | (bytes[from + 3]! << 24)) >>> 0;
}
