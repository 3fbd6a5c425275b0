import { describe, expect, it } from 'vitest';
import { hashPassword, matchesPassword } from './password.ts';

describe('a password', () => {
  it('is kept as a hash that only it matches', async () => {
    const hash = await hashPassword('correct horse');
    expect(hash).toMatch(/^scrypt\$32768\$8\$3\$/);
    expect(hash).not.toContain('horse');
    expect(await matchesPassword('correct horse', hash)).toBe(true);
    expect(await matchesPassword('correct hors', hash)).toBe(false);
  });

  it('has another hash each time', async () => {
    expect(await hashPassword('a')).not.toBe(await hashPassword('a'));
  });

  it('matches however the keyboard composed its accents', async () => {
    expect(await matchesPassword('contrase\u00f1a', await hashPassword('contrasen\u0303a'))).toBe(true);
  });

  it('is checked with the cost that its hash was made with', async () => {
    // Python: base64.b64encode(hashlib.scrypt(b'pleaseletmein', salt=b'SodiumChloride', n=16384, r=8, p=1, dklen=32))
    const key = 'cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI=';
    const salt = Buffer.from('SodiumChloride').toString('base64');
    expect(await matchesPassword('pleaseletmein', `scrypt$16384$8$1$${salt}$${key}`)).toBe(true);
  });

  it('cannot be checked against something else', async () => {
    await expect(matchesPassword('a', 'plain')).rejects.toThrow(RangeError);
  });
});
