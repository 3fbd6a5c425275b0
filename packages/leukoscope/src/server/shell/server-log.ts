/** What the server tells those who run it: codes, counts, ids of its own and times; no names, no file names, no patients. */
export interface ServerLog {
  info(entry: Readonly<Record<string, unknown>>): void;
  error(entry: Readonly<Record<string, unknown>>): void;
}

/** One line of JSON each. */
export function lineLog(write: (line: string) => void, now: () => Date): ServerLog {
  const line = (level: string) => (entry: Readonly<Record<string, unknown>>) =>
    write(JSON.stringify({ at: now().toISOString(), level, ...entry }));
  return { info: line('info'), error: line('error') };
}
