import type { Answer, Body, Language, OPERATIONS, OperationName, Params, Query } from 'leukoscope/browser';

type CallOf<Name extends OperationName> = `${(typeof OPERATIONS)[Name]['method']} ${(typeof OPERATIONS)[Name]['path']}`;

/** A call of the API as the server's schemas have it: `get /cases/{id}`. */
export type Call = { [Name in OperationName]: CallOf<Name> }[OperationName];
type NameOf<C extends Call> = { [Name in OperationName]: CallOf<Name> extends C ? Name : never }[OperationName];

/** What a call answers; `never` where that is a file or nothing. */
export type AnswerTo<C extends Call> = Answer<NameOf<C>>;

/** A part that the call does not have is not given; one that it has is. */
type Part<Name extends string, Value> = [Value] extends [never] ? unknown : Readonly<Record<Name, Value>>;
type OptionalPart<Name extends string, Value> = [Value] extends [never]
  ? unknown
  : Readonly<Partial<Record<Name, Value>>>;

export type Request<C extends Call> = Part<'params', Params<NameOf<C>>> &
  OptionalPart<'query', Query<NameOf<C>>> &
  OptionalPart<'body', Body<NameOf<C>>> & {
    /** Bytes or files instead of a JSON body. */
    readonly upload?: FormData | Blob;
    /** The same key with the same call is carried out once, however often it is sent. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };

interface ApiProblem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly hint?: string | null;
}

/** What the server refuses, in its words, or that it cannot be reached (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;

  constructor(problem: ApiProblem, options?: ErrorOptions) {
    super(problem.message, options);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.hint = problem.hint ?? null;
  }

  /** Nobody is signed in any more, or somebody else is, in another tab: whoever made the call signs in again. */
  get endsSession(): boolean {
    return this.status === 401 || this.code === 'api.csrf';
  }
}

export const API_ROOT = '/api/v1';
const UNREACHABLE: Readonly<Record<Language, string>> = {
  en: 'The server does not answer. Is `leukoscope serve` still running?',
  es: 'El servidor no responde. ¿Sigue en marcha `leukoscope serve`?',
};

export interface ClientWorld {
  readonly fetch: typeof fetch;
  readonly language: () => Language;
  /** Told when nobody is signed in any more, or perhaps somebody else. */
  readonly onSignedOut: () => void;
}

export class ApiClient {
  readonly #world: ClientWorld;
  #csrfToken: string | null = null;

  constructor(world: ClientWorld) {
    this.#world = world;
  }

  /** Sent with every call that changes something; from the answer to `get /session`. */
  setCsrfToken(token: string | null): void {
    this.#csrfToken = token;
  }

  /** @throws ApiError if the server refuses or cannot be reached. */
  async send<C extends Call>(call: C, request: Request<C>): Promise<AnswerTo<C>> {
    const { params, query, body, upload, idempotencyKey, signal } = request as LooseRequest;
    const [method, pattern] = call.split(' ') as [string, string];
    const headers = new Headers({ 'accept-language': this.#world.language() });
    if (this.#csrfToken !== null && method !== 'get') headers.set('x-csrf-token', this.#csrfToken);
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (upload instanceof Blob) headers.set('content-type', 'application/octet-stream');
    if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
    const response = await this.#fetch(`${API_ROOT}${pathOf(pattern, params)}${searchOf(query)}`, {
      method: method.toUpperCase(),
      headers,
      body: upload ?? (body === undefined ? null : JSON.stringify(body)),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) throw await this.#refusal(response);
    if (call === 'delete /session') this.#world.onSignedOut();
    return (response.status === 204 ? undefined : await response.json()) as AnswerTo<C>;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#world.fetch(path, init);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      const message = UNREACHABLE[this.#world.language()];
      throw new ApiError({ status: 0, code: 'web.unreachable', message }, { cause: error });
    }
  }

  async #refusal(response: Response): Promise<ApiError> {
    const { status } = response;
    const answer: unknown = await response.json().catch(() => null);
    const { code, message, hint } = errorIn(answer);
    const error = new ApiError({ status, code, message: message ?? `${status} ${response.statusText}`, hint });
    if (error.endsSession) this.#world.onSignedOut();
    return error;
  }
}

interface LooseRequest {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly upload?: FormData | Blob;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** Fills the names in braces. */
export function pathOf(pattern: string, params: LooseRequest['params'] = {}): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new RangeError(`${pattern} needs ${name}`);
    return encodeURIComponent(value);
  });
}

function searchOf(query: LooseRequest['query'] = {}): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string | number] => pair[1] !== undefined);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}

function errorIn(answer: unknown): { code: string; message: string | null; hint: string | null } {
  const { error } = (answer ?? {}) as { error?: { code?: string; message?: string; hint?: string } };
  return { code: error?.code ?? 'web.refused', message: error?.message ?? null, hint: error?.hint ?? null };
}
