import { type Answer, OPERATIONS, type OperationName } from '../api/all-operations.ts';
import type { Operation } from '../api/operation.ts';

const ORIGIN = 'http://127.0.0.1:8321';

interface Sent {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** A body that is not JSON. */
  readonly raw?: NonNullable<RequestInit['body']>;
  readonly headers?: Readonly<Record<string, string>>;
}

interface App {
  request(url: string, init: RequestInit): Response | Promise<Response>;
}

/** Calls the API as the page does: with cookie, token and origin. */
export class TestClient {
  readonly #app: App;
  readonly #origin: string;
  cookie = '';
  csrfToken = '';

  /** @param origin of the page; without a socket any will do. */
  constructor(app: App, origin = ORIGIN) {
    this.#app = app;
    this.#origin = origin;
  }

  async begin(): Promise<void> {
    const session = await this.ok('getSession');
    this.csrfToken = session.csrfToken ?? '';
  }

  async signIn(name: string, password: string): Promise<void> {
    const session = await this.ok('signIn', { body: { name, password } });
    this.csrfToken = session.csrfToken!;
  }

  /** The answer of a call that must succeed. @throws Error with what the server said. */
  async ok<Name extends OperationName>(name: Name, sent: Sent = {}): Promise<Answer<Name>> {
    const response = await this.send(name, sent);
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer<Name>;
  }

  /** Status and error code of a call. */
  async refused(name: OperationName, sent: Sent = {}): Promise<string> {
    const response = await this.send(name, sent);
    if (response.ok) throw new Error(`${name} was answered with ${response.status}`);
    const { error } = (await response.json()) as { error: { code: string } };
    return `${response.status} ${error.code}`;
  }

  async send(name: OperationName, { params = {}, query = {}, body, raw, headers = {} }: Sent = {}): Promise<Response> {
    const operation: Operation = OPERATIONS[name];
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
    const search = new URLSearchParams(
      Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const url = `${this.#origin}/api/v1${path}${search.size === 0 ? '' : `?${search}`}`;
    const method = operation.method.toUpperCase();
    const response = await this.#app.request(url, {
      method,
      headers: {
        ...(method !== 'GET' && { origin: this.#origin }),
        ...(this.cookie && { cookie: this.cookie }),
        ...(this.csrfToken && { 'x-csrf-token': this.csrfToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(raw !== undefined && { body: raw }),
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';')[0]!;
    return response;
  }
}
