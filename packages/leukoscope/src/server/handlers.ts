import type { Context } from 'hono';
import type { z } from 'zod';
import type { Language } from '../errors/entry.ts';
import type { JsonOf } from '../store/rows.ts';
import type { StoreParts } from '../store/store.ts';
import type { OPERATIONS, OperationName } from './api/all-operations.ts';
import type { Role } from './api/operation.ts';

type Operations = typeof OPERATIONS;

/** Who calls, as far as the server knows. */
export interface Caller {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
}

/** Does work in one transaction; with an `Idempotency-Key` once, and a repeated call is given the first one's answer. */
export type Once = <Value>(work: (parts: StoreParts) => Promise<Value & JsonOf<Value>>) => Promise<Value>;

type Part<Name extends OperationName, Key extends string> =
  Operations[Name] extends Readonly<Record<Key, infer Type extends z.ZodType>> ? z.output<Type> : undefined;

/** A call that was checked: it comes from the right place, by someone who may, and is as the API says. */
export interface Call<Name extends OperationName> {
  readonly params: Part<Name, 'params'>;
  readonly query: Part<Name, 'query'>;
  /** `undefined` where a file was sent instead. */
  readonly body: Part<Name, 'body'> | (Operations[Name] extends { readonly upload: unknown } ? undefined : never);
  /** `null` only in calls that anyone may make. */
  readonly caller: Operations[Name]['role'] extends 'anyone' ? Caller | null : Caller;
  readonly language: Language;
  readonly request: Request;
  /** Where the call comes from, for counting only. */
  readonly address: string;
  readonly once: Once;
  /** For cookies and streams. */
  readonly context: Context;
}

type Answered<Name extends OperationName> = Operations[Name]['answer'] extends z.ZodType
  ? z.input<Operations[Name]['answer']> | Response
  : Operations[Name]['answer'] extends null
    ? undefined
    : Response;

export type Handler<Name extends OperationName> = (call: Call<Name>) => Promise<Answered<Name>>;

/** What answers each of these operations. */
export type Handlers<Name extends OperationName> = { readonly [Each in Name]: Handler<Each> };
