import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { StoredKind } from '../errors/store-errors.ts';

/** @throws LeukoscopeError store.not-found */
export function notFound(kind: StoredKind, id: string): never {
  throw new LeukoscopeError('store.not-found', { kind, id });
}
