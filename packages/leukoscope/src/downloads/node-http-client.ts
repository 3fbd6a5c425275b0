import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { HttpClient } from './http-client.ts';

/** Since this version Node's agents heed `proxyEnv`; older ones would go past the proxy without a word. */
const PROXY_SINCE = { major: 24, minor: 5 } as const;

export interface NodeHttpOptions {
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY stand (lower case too, and then first). */
  readonly env: NodeJS.ProcessEnv;
  /** Sent as `User-Agent`, so that a publisher can tell who asks. */
  readonly userAgent: string;
  /** Certificates to trust instead of Node's, in PEM. */
  readonly ca?: string;
  readonly nodeVersion?: string;
}

/**
 * Node's own http and https, proxies included: no other library, and the system's error codes as they are.
 *
 * @throws LeukoscopeError download.proxy-unsupported if a proxy is set and this Node would go past it
 */
export function nodeHttpClient({
  env,
  userAgent,
  ca,
  nodeVersion = process.versions.node,
}: NodeHttpOptions): HttpClient {
  const proxies = proxiesIn(env);
  const proxy = proxies['https:'] ?? proxies['http:'];
  if (proxy !== null && !heedsProxies(nodeVersion)) {
    throw new LeukoscopeError('download.proxy-unsupported', { proxy: hostOf(proxy), found: nodeVersion });
  }
  const agents = {
    'http:': new HttpAgent({ proxyEnv: env }),
    'https:': new HttpsAgent({ proxyEnv: env, ...(ca === undefined ? {} : { ca }) }),
  };
  return {
    async get(url, { headers, signal }) {
      const { protocol } = new URL(url);
      if (protocol !== 'http:' && protocol !== 'https:') throw new RangeError(`get() url: got ${url}, expected https`);
      const start = protocol === 'http:' ? httpRequest : httpsRequest;
      const options = { agent: agents[protocol], headers: { 'user-agent': userAgent, ...headers }, signal };
      const message = await new Promise<IncomingMessage>((resolve, reject) => {
        start(url, options, resolve).once('error', reject).end();
      });
      return {
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: message,
        close: () => void message.destroy(),
      };
    },
    proxyFor: (url) => {
      const set = proxies[url.startsWith('http:') ? 'http:' : 'https:'];
      return set === null ? null : hostOf(set);
    },
  };
}

function proxiesIn(env: NodeJS.ProcessEnv): Readonly<Record<'http:' | 'https:', string | null>> {
  return {
    'http:': env.http_proxy || env.HTTP_PROXY || null,
    'https:': env.https_proxy || env.HTTPS_PROXY || null,
  };
}

function heedsProxies(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > PROXY_SINCE.major || (major === PROXY_SINCE.major && minor >= PROXY_SINCE.minor);
}

/** What may be shown of a proxy: never the name and password in its address. */
function hostOf(proxy: string): string {
  return URL.canParse(proxy) ? new URL(proxy).host : '?';
}
