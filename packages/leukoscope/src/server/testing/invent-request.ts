import type { OperationName } from '../api/all-operations.ts';

/** The part of JSON Schema that the API's document uses. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

/** A call as the OpenAPI document describes it. */
export interface Described {
  readonly name: OperationName;
  readonly parameters: readonly Parameter[];
  /** By media type. */
  readonly bodies: Readonly<Record<string, Schema>>;
}

interface Documented {
  readonly operationId: OperationName;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export function describedCalls(document: { readonly paths?: unknown }): Described[] {
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  return Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId, parameters = [], requestBody }) => ({
      name: operationId,
      parameters,
      bodies: Object.fromEntries(
        Object.entries(requestBody?.content ?? {}).map(([media, { schema }]) => [media, schema]),
      ),
    })),
  );
}

interface Inventing {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Texts that name something that is there. */
  readonly known: readonly string[];
}

/** So often a value is other than the schema asks for. */
const WRONG = 0.15;
const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '../../etc/passwd',
  '/etc/passwd',
  "' or 1=1 --",
  '<script>alert(1)</script>',
  '=1+1',
  '%00',
  '\ud800',
  'synthetic:1',
  'synthetic:1,cells=999999999',
  'NaN',
  '-1',
  '1e309',
  'null',
  'a'.repeat(5000),
  'ñ🩸\u202e',
  '__proto__',
  'constructor',
];

/** A request that is mostly, but not wholly, as the document says. */
export function invent({ parameters, bodies }: Described, inventing: Inventing) {
  const { random } = inventing;
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const values = (place: string) =>
    Object.fromEntries(
      of(place)
        .filter(({ required }) => required === true || random() < 0.5)
        .map(({ name, schema }) => [name, inAddress(String(inventedBy(schema, inventing)))]),
    );
  const headers = values('header');
  const key = headers['idempotency-key'];
  const kept = key !== undefined && /^[\x21-\x7e]+$/.test(key) ? { 'idempotency-key': key } : {};
  return { params: values('path'), query: values('query'), ...bodyOf(bodies, kept, inventing) };
}

/** What an address can hold: an empty part of a path would make another call of it. */
function inAddress(text: string): string {
  return text === '' ? '-' : text.toWellFormed();
}

function bodyOf(bodies: Described['bodies'], headers: Record<string, string>, inventing: Inventing) {
  const media = pick(Object.keys(bodies), inventing.random);
  if (media === undefined) return { headers };
  if (media === 'application/json') return { body: inventedBy(bodies[media]!, inventing), headers };
  const raw = Uint8Array.from({ length: Math.floor(inventing.random() * 400) }, () => inventing.random() * 256);
  const boundary = inventing.random() < 0.5 ? '; boundary=x' : '';
  return { raw: raw as never, headers: { ...headers, 'content-type': `${media}${boundary}` } };
}

function inventedBy(schema: Schema, inventing: Inventing): unknown {
  const { random } = inventing;
  if (random() < WRONG) return pick([...ODD_TEXTS, 0, -1, 1e18, true, null, [], {}, [[]]], random);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return inventedBy(pick(choices, random)!, inventing);
  if (schema.enum !== undefined) return pick(schema.enum, random);
  if (schema.const !== undefined) return schema.const;
  const type = typeof schema.type === 'string' ? schema.type : pick(schema.type ?? ['string'], random);
  return ofType(type!, schema, inventing);
}

function ofType(type: string, schema: Schema, inventing: Inventing): unknown {
  const { random } = inventing;
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return random() < 0.5;
    case 'integer':
    case 'number': {
      const low = schema.minimum ?? 0;
      const value = low + random() * (Math.min(schema.maximum ?? 5, low + 5) - low);
      return type === 'integer' ? Math.floor(value) : value;
    }
    case 'array':
      return Array.from({ length: Math.floor(random() * 3) }, () => inventedBy(schema.items ?? {}, inventing));
    case 'object':
      return objectOf(schema, inventing);
    default:
      return random() < 0.6
        ? pick(inventing.known, random)
        : pick([...ODD_TEXTS, 'MYB', 'unidentified', 'fast'], random);
  }
}

function objectOf({ properties = {}, required = [] }: Schema, inventing: Inventing): Record<string, unknown> {
  const kept = Object.entries(properties).filter(([name]) => required.includes(name) || inventing.random() < 0.5);
  return Object.fromEntries(kept.map(([name, schema]) => [name, inventedBy(schema, inventing)]));
}

function pick<Value>(values: readonly Value[], random: () => number): Value | undefined {
  return values[Math.floor(random() * values.length)];
}
