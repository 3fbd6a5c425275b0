/** What a file must be, in lower-case hexadecimal; the more of them, the better. */
export interface Checksums {
  readonly sha256?: string;
  /** Where the publisher names no better one: shows a damaged file, not a forged one. */
  readonly md5?: string;
}

/** A file somewhere on the network: a data set, an archive, weights. */
export interface RemoteFile {
  readonly url: string;
  /** `null` where the publisher does not say; the server's word is taken then. */
  readonly bytes: number | null;
  readonly checksums: Checksums;
  /** A page about the file for people, shown when the file does not come. */
  readonly page: string;
}
