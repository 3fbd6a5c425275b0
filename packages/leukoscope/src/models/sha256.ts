/** Of these bytes, in hexadecimal; also in a browser. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  // The bytes of a file are never memory that threads share, which the digest does not take.
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
