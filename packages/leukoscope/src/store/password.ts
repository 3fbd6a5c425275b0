import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MB for each guess. OWASP Password Storage Cheat Sheet: N = 2^15, r = 8, p = 3. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const HASHED = /^scrypt\$(?<N>\d+)\$(?<r>\d+)\$(?<p>\d+)\$(?<salt>[\w+/=]+)\$(?<key>[\w+/=]+)$/;

/** @returns `scrypt$N$r$p$salt$key`, salt and key in base64: what is stored in place of the password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Takes as long whether it matches or not. @throws RangeError if the hash is not from `hashPassword`. */
export async function matchesPassword(password: string, hash: string): Promise<boolean> {
  const parts = HASHED.exec(hash)?.groups;
  if (parts === undefined) throw new RangeError('matchesPassword: hash is not one of hashPassword');
  const { N, r, p, salt = '', key = '' } = parts;
  const expected = Buffer.from(key, 'base64');
  const found = await derive(password, Buffer.from(salt, 'base64'), { N: Number(N), r: Number(r), p: Number(p) });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** The same characters give the same key however the keyboard composed them. */
function derive(password: string, salt: Buffer, { N, r, p }: { N: number; r: number; p: number }): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 2 * 128 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
