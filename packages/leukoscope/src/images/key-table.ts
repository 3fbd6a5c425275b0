export const KEY_BYTES = 16;
const WORDS = KEY_BYTES / 4;
const FIRST_CAPACITY = 1024;

/**
 * Maps keys of 16 random bytes (the start of a sha256) to whole numbers. A JavaScript `Map` of strings would need some
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
  find(key: Uint8Array): number {
    return this.#slots[this.#slotOf(wordsOf(key))]! - 1;
  }

  /** Adds the key, or finds it again. @returns its position, which never changes */
  add(key: Uint8Array): number {
    const words = wordsOf(key);
    const slot = this.#slotOf(words);
    if (this.#slots[slot] !== 0) return this.#slots[slot]! - 1;
    const position = this.#size++;
    this.#slots[slot] = position + 1;
    this.#keys.set(words, position * WORDS);
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

  /** Whether `bytes` starts with the key at this position. */
  matches(position: number, bytes: Uint8Array): boolean {
    return this.#equals(position, wordsOf(bytes));
  }

  #slotOf(words: Uint32Array): number {
    const mask = this.#slots.length - 1;
    let slot = words[0]! & mask;
    while (this.#slots[slot] !== 0 && !this.#equals(this.#slots[slot]! - 1, words)) slot = (slot + 1) & mask;
    return slot;
  }

  #equals(position: number, words: Uint32Array): boolean {
    const at = position * WORDS;
    for (let index = 0; index < WORDS; index++) if (words[index] !== this.#keys[at + index]) return false;
    return true;
  }

  #grow(): void {
    const capacity = this.#values.length * 2;
    const keys = new Uint32Array(capacity * WORDS);
    const values = new Int32Array(capacity);
    keys.set(this.#keys);
    values.set(this.#values);
    this.#keys = keys;
    this.#values = values;
    this.#slots = new Int32Array(capacity * 2);
    for (let position = 0; position < this.#size; position++) {
      this.#slots[this.#slotOf(keys.subarray(position * WORDS, (position + 1) * WORDS))] = position + 1;
    }
  }
}

function wordsOf(key: Uint8Array): Uint32Array {
  if (key.length < KEY_BYTES) throw new RangeError(`key: got ${key.length} bytes, expected at least ${KEY_BYTES}`);
  const words = new Uint32Array(WORDS);
  const view = new DataView(key.buffer, key.byteOffset, KEY_BYTES);
  for (let index = 0; index < WORDS; index++) words[index] = view.getUint32(index * 4, true);
  return words;
}
