/** Keeps values up to a total size; those asked for longest ago go first. */
export class LeastRecent<Value> {
  readonly #most: number;
  readonly #kept = new Map<string, { readonly value: Value; readonly size: number }>();
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  set(key: string, value: Value, size: number): void {
    const before = this.#kept.get(key);
    if (before !== undefined) this.#size -= before.size;
    this.#kept.delete(key);
    this.#kept.set(key, { value, size });
    this.#size += size;
    for (const [oldest, { size: freed }] of this.#kept) {
      if (this.#size <= this.#most) break;
      this.#kept.delete(oldest);
      this.#size -= freed;
    }
  }
}
