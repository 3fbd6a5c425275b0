import type { ConnectionTrouble } from '../errors/download-errors.ts';

/** No byte came for as long as one is waited for. */
export class SilenceError extends Error {
  constructor(stallMs: number) {
    super(`no byte for ${stallMs} ms`);
    this.name = 'SilenceError';
  }
}

/** The server asks to come back: busy, or in trouble that passes. */
export class BusyServerError extends Error {
  readonly status: number;
  /** What the server asks for in `Retry-After`, in milliseconds; `null` if it does not say. */
  readonly retryAfterMs: number | null;

  constructor(status: number, retryAfterMs: number | null) {
    super(`the server answered ${status}`);
    this.name = 'BusyServerError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What went wrong on the way, and whether it is the kind that passes. */
export type NetworkFailure =
  | { readonly kind: 'connection'; readonly trouble: ConnectionTrouble; readonly systemCode: string | null }
  | { readonly kind: 'tls' | 'proxy'; readonly systemCode: string };

const TROUBLES: Readonly<Record<string, ConnectionTrouble>> = {
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
  EAI_NODATA: 'name-unknown',
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'no-network',
  EHOSTUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EADDRNOTAVAIL: 'no-network',
  ETIMEDOUT: 'silent',
  ECONNRESET: 'broken',
  ECONNABORTED: 'broken',
  EPIPE: 'broken',
  ERR_STREAM_PREMATURE_CLOSE: 'broken',
};

/** OpenSSL's and Node's names for a certificate or a handshake that was refused. */
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;

/** @returns `null` if the error is not the network's */
export function networkFailure(error: unknown): NetworkFailure | null {
  if (error instanceof SilenceError) return { kind: 'connection', trouble: 'silent', systemCode: null };
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return null;
  const { code } = error;
  if (code.startsWith('ERR_PROXY_')) return { kind: 'proxy', systemCode: code };
  if (TLS.test(code)) return { kind: 'tls', systemCode: code };
  // HPE_…: what came is no HTTP, as when a cable is pulled in the middle of a header.
  const trouble = TROUBLES[code] ?? (code.startsWith('HPE_') ? 'broken' : undefined);
  return trouble === undefined ? null : { kind: 'connection', trouble, systemCode: code };
}
