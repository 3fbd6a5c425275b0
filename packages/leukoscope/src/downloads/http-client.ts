/** Header values by lower-case name, as Node's `IncomingMessage.headers`. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** Ends with an error if the connection ends before the announced length. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Gives the connection up; needed wherever the body is not read to its end. */
  close(): void;
}

/** How files are asked for; passed in, so that nothing but what was given one can reach the network. */
export interface HttpClient {
  /**
   * One GET; redirects are not followed.
   *
   * @throws the system's error (`ENOTFOUND`, `ECONNRESET`…), the signal's reason if it aborts
   */
  get(
    url: string,
    request: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
  ): Promise<HttpAnswer>;
  /** Host and port of the proxy that is set for such addresses, without its password; `null` if none is. */
  proxyFor(url: string): string | null;
}

/** A header's first value. */
export function headerOf(headers: AnswerHeaders, name: string): string | null {
  const value = headers[name];
  if (typeof value === 'string') return value;
  return value?.[0] ?? null;
}
