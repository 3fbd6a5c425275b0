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
  find(key: Uint8Array): number {
    return this.#slots[this.#slotOf(key)]! - 1;
  }

  /** Adds the key, or finds it again. @returns its position, which never changes */
  add(key: Uint8Array): number {
    const slot = this.#slotOf(key);
    if (this.#slots[slot] !== 0) return this.#slots[slot]! - 1;
    const position = this.#size++;
    this.#slots[slot] = position + 1;
    for (let word = 0; word < WORDS; word++) this.#keys[position * WORDS + word] = wordOf(key, word);
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
    for (let word = 0; word < WORDS; word++) {
      if (wordOf(bytes, word) !== this.#keys[position * WORDS + word]) return false;
    }
    return true;
  }

  /** The slot that holds the key, or the free one where it belongs. */
  #slotOf(key: Uint8Array): number {
    if (key.length < KEY_BYTES) throw new RangeError(`key: got ${key.length} bytes, expected at least ${KEY_BYTES}`);
    const mask = this.#slots.length - 1;
    let slot = wordOf(key, 0) & mask;
    while (this.#slots[slot] !== 0 && !this.matches(this.#slots[slot]! - 1, key)) slot = (slot + 1) & mask;
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
    this.#keys = keys;
    this.#values = values;
    this.#slots = slots;
  }
}

/** Four bytes of a key as one number. Keys are compared this way since views of them would cost more than the search. */
function wordOf(key: Uint8Array, word: number): number {
  const at = word * 4;
  return (key[at]! | (key[at + 1]! << 8) | (key[at + 2]! << 16) | (key[at + 3]! << 24)) >>> 0;
}
