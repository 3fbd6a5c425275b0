import { describe, expect, it } from 'vitest';
import { ApiClient, ApiError, pathOf } from './client.ts';

const ID = '22222222-2222-4222-8222-222222222222';

function clientWith(answer: () => Response) {
  const calls: { url: string; init: RequestInit }[] = [];
  let signedOut = 0;
  const client = new ApiClient({
    fetch: async (url, init) => {
      calls.push({ url: String(url), init: init ?? {} });
      return answer();
    },
    language: () => 'es',
    onSignedOut: () => signedOut++,
  });
  return { client, calls, signedOut: () => signedOut };
}

describe('the client of the API', () => {
  it('asks in the person’s language, and sends the token only with what changes something', async () => {
    const { client, calls } = clientWith(() => Response.json({ cases: [], next: null }));
    client.setCsrfToken('token');
    await client.send('get /cases', { query: { state: 'signed', limit: 5 } });
    await client.send('post /cases/{id}/sign', { params: { id: ID }, idempotencyKey: 'once' });
    expect(calls[0]!.url).toBe('/api/v1/cases?state=signed&limit=5');
    const [asked, signed] = calls.map(({ init }) => Object.fromEntries(new Headers(init.headers)));
    expect(asked).toEqual({ 'accept-language': 'es' });
    expect(signed).toEqual({ 'accept-language': 'es', 'x-csrf-token': 'token', 'idempotency-key': 'once' });
    expect(calls[1]!.url).toBe(`/api/v1/cases/${ID}/sign`);
  });

  it('says what the server refuses, in its words', async () => {
    const error = { code: 'store.case-signed', message: 'El caso está firmado.', hint: 'Desbloquéelo.' };
    const { client, signedOut } = clientWith(() => Response.json({ error }, { status: 409 }));
    const refusal = client.send('get /models', {});
    await expect(refusal).rejects.toMatchObject({ ...error, status: 409, name: 'ApiError' });
    expect(signedOut()).toBe(0);
  });

  it('tells when nobody is signed in any more, and when an answer is no JSON', async () => {
    const { client, signedOut } = clientWith(() => new Response('<html>', { status: 401, statusText: 'Unauthorized' }));
    await expect(client.send('get /models', {})).rejects.toMatchObject({ message: '401 Unauthorized' });
    expect(signedOut()).toBe(1);
  });

  it('tells when another tab has signed somebody else in, and when the person signs out', async () => {
    const error = { code: 'api.csrf', message: 'The page is old.' };
    const old = clientWith(() => Response.json({ error }, { status: 403 }));
    await expect(old.client.send('get /models', {})).rejects.toMatchObject({ endsSession: true });
    expect(old.signedOut()).toBe(1);
    const leaving = clientWith(() => new Response(null, { status: 204 }));
    await leaving.client.send('delete /session', {});
    expect(leaving.signedOut()).toBe(1);
  });

  it('says that the server is away', async () => {
    const { client } = clientWith(() => {
      throw new TypeError('fetch failed');
    });
    const refusal = client.send('get /models', {});
    await expect(refusal).rejects.toBeInstanceOf(ApiError);
    await expect(refusal).rejects.toMatchObject({ status: 0 });
  });

  it('fills a path, and refuses to leave a name open', () => {
    expect(pathOf('/cases/{id}/cells/{number}', { id: 'a/b', number: 3 })).toBe('/cases/a%2Fb/cells/3');
    expect(() => pathOf('/cases/{id}')).toThrow(RangeError);
  });
});
