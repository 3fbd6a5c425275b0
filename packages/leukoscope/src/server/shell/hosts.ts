const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'] as const;

/** Whether an address that the server binds to is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * The names under which the server answers. A page of another site can make a browser send requests to this machine by
 * giving its own name this machine's address (DNS rebinding), but it cannot choose the Host header: that has its name.
 *
 * @param bound what the server binds to @param allowed further names, of a proxy before it for example
 */
export function allowedHosts(bound: string, allowed: readonly string[]): ReadonlySet<string> {
  const own = bound.includes(':') && !bound.startsWith('[') ? `[${bound}]` : bound;
  const anyAddress = bound === '0.0.0.0' || bound === '::';
  return new Set([...LOOPBACK, ...(anyAddress ? [] : [own]), ...allowed].map((name) => name.toLowerCase()));
}

/** The name in a Host header, without its port; `null` if the header is no name and port. */
export function hostNameOf(header: string | undefined): string | null {
  const [, name] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header ?? '') ?? [];
  return name?.toLowerCase() ?? null;
}

/** Whether an Origin header names the page that the server itself gave. */
export function isOwnOrigin(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === new URL(`http://${host}`).host || new URL(origin).host === host.toLowerCase();
  } catch {
    return false;
  }
}
