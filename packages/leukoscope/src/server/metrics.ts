/** Seconds up to which answers are counted. */
const BUCKETS = [0.005, 0.025, 0.1, 0.5, 2.5, 10] as const;

interface Timing {
  readonly buckets: number[];
  sum: number;
  count: number;
}

/** Counts what the server does, for Prometheus: by operation, never by path, which holds ids. */
export class Metrics {
  readonly #answers = new Map<string, number>();
  readonly #timings = new Map<string, Timing>();

  answered(operation: string, status: number, seconds: number): void {
    const key = `operation="${operation}",status="${status}"`;
    this.#answers.set(key, (this.#answers.get(key) ?? 0) + 1);
    const timing = this.#timings.get(operation) ?? { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
    BUCKETS.forEach((upTo, at) => {
      if (seconds <= upTo) timing.buckets[at]! += 1;
    });
    timing.sum += seconds;
    timing.count += 1;
    this.#timings.set(operation, timing);
  }

  /** The text form of Prometheus, version 0.0.4. @param gauges what is so now, by name. */
  text(gauges: Readonly<Record<string, number>>): string {
    const lines = ['# HELP leukoscope_requests_total Answered requests.', '# TYPE leukoscope_requests_total counter'];
    for (const [labels, count] of this.#answers) lines.push(`leukoscope_requests_total{${labels}} ${count}`);
    lines.push('# HELP leukoscope_request_seconds Time to answer.', '# TYPE leukoscope_request_seconds histogram');
    for (const [operation, { buckets, sum, count }] of this.#timings) {
      const name = 'leukoscope_request_seconds';
      buckets.forEach((below, at) => {
        lines.push(`${name}_bucket{operation="${operation}",le="${BUCKETS[at]}"} ${below}`);
      });
      lines.push(`${name}_bucket{operation="${operation}",le="+Inf"} ${count}`);
      lines.push(`${name}_sum{operation="${operation}"} ${sum}`, `${name}_count{operation="${operation}"} ${count}`);
    }
    for (const [name, value] of Object.entries(gauges)) lines.push(`# TYPE ${name} gauge`, `${name} ${value}`);
    return `${lines.join('\n')}\n`;
  }
}
