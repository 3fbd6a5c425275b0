import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type HttpAnswer, type HttpClient, headerOf } from './http-client.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 10;

/**
 * The answer at the end of all redirects; never from https on to http, where anyone could put another file in between.
 *
 * @throws LeukoscopeError download.bad-redirect; what `http.get` throws
 */
export async function getFollowing(
  http: HttpClient,
  url: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<HttpAnswer> {
  let at = url;
  for (let followed = 0; ; followed++) {
    const answer = await http.get(at, request);
    if (!REDIRECTS.has(answer.status)) return answer;
    answer.close();
    const location = headerOf(answer.headers, 'location');
    const to = location ?? '';
    if (followed === MOST_REDIRECTS)
      throw new LeukoscopeError('download.bad-redirect', { url, to, reason: 'too-many' });
    const next = location !== null && URL.canParse(to, at) ? new URL(to, at) : null;
    if (next === null) throw new LeukoscopeError('download.bad-redirect', { url, to, reason: 'no-address' });
    const secure = next.protocol === 'https:' || (next.protocol === 'http:' && at.startsWith('http:'));
    if (!secure) throw new LeukoscopeError('download.bad-redirect', { url, to: next.href, reason: 'insecure' });
    at = next.href;
  }
}
