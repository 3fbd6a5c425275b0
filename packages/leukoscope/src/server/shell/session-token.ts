import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const CSRF_HEADER = 'x-csrf-token';

/** 256 random bits, for a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps of a token: who reads the store cannot sign in with it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What a page must send with its calls beside the cookie, which a browser sends by itself. Follows from the session's token. */
export function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('leukoscope csrf').digest('base64url');
}

export function isCsrfToken(given: string | undefined, token: string): boolean {
  const expected = Buffer.from(csrfTokenOf(token));
  const got = Buffer.from(given ?? '');
  return got.length === expected.length && timingSafeEqual(got, expected);
}
