/** Wrong passwords that may be tried in the window before one must wait. */
const MOST_FOR_NAME = 5;
const MOST_FROM_ADDRESS = 30;
const WINDOW_MS = 15 * 60_000;
/** Keys remembered at once; the oldest are forgotten first. */
const MOST_KEYS = 10_000;

/** Counts wrong passwords by name and by address, so that nobody can try many. */
export class SignInLimit {
  readonly #nowMs: () => number;
  /** When wrong passwords came, in ms; the key touched last stands last. */
  readonly #failures = new Map<string, number[]>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** @returns seconds to wait before another try; 0 if it may be made now. */
  secondsToWait(name: string, address: string): number {
    return Math.max(this.#wait(`name ${name}`, MOST_FOR_NAME), this.#wait(`address ${address}`, MOST_FROM_ADDRESS));
  }

  failed(name: string, address: string): void {
    for (const key of [`name ${name}`, `address ${address}`]) {
      const kept = [...this.#recent(key), this.#nowMs()];
      this.#failures.delete(key);
      this.#failures.set(key, kept);
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MOST_KEYS) break;
      this.#failures.delete(key);
    }
  }

  /** Takes back what was counted before the password was known to be right. */
  succeeded(name: string, address: string): void {
    this.#failures.delete(`name ${name}`);
    this.#failures.get(`address ${address}`)?.pop();
  }

  #recent(key: string): number[] {
    const since = this.#nowMs() - WINDOW_MS;
    return (this.#failures.get(key) ?? []).filter((at) => at > since);
  }

  #wait(key: string, most: number): number {
    const recent = this.#recent(key);
    if (recent.length < most) return 0;
    return Math.ceil((recent[recent.length - most]! + WINDOW_MS - this.#nowMs()) / 1000);
  }
}
