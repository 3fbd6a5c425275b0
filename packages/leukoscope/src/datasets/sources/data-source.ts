import type { RemoteFile } from '../../downloads/remote-file.ts';
import type { Language } from '../../errors/entry.ts';

/** What a reader of either language sees. */
export type Localised<Value = string> = Readonly<Record<Language, Value>>;

export interface Licence {
  readonly name: Localised;
  /** Of spdx.org; `null` for terms that have none. */
  readonly spdx: string | null;
  readonly url: string;
}

/** A file that is fetched, and the name it gets here. */
export interface SourceFile extends RemoteFile {
  readonly name: string;
  /** What its content has unpacked, where the publisher does not state its length: it cannot be much longer. */
  readonly mostBytes: number | null;
}

/** Comes by itself. */
export interface ByDownload {
  readonly kind: 'download';
  readonly files: readonly SourceFile[];
}

/** Needs a person: a form, a log-in, a program of the publisher's. */
export interface ByHand {
  readonly kind: 'by-hand';
  /** What to do, in order; `{place}` stands for the folder where it is to lie. */
  readonly steps: Localised<readonly string[]>;
  /** The archive that comes, by its name, if it is a ZIP file that can be unpacked here. */
  readonly archive: string | null;
  /** Folders that lie side by side in the set: by them it is recognised. */
  readonly folders: readonly string[];
  /** Files that belong to the set and lie beside the folder of those folders. */
  readonly companions: readonly string[];
}

/**
 * A data set, or the weights of a network that learnt from one, that can be had somewhere. Everything in it can be looked
 * up at `page`; what cannot is `null`.
 */
export interface DataSource {
  /** As typed: lower case, digits, hyphens; of weights also points and underscores, as their publisher names them. */
  readonly id: string;
  readonly holds: 'images' | 'weights';
  readonly title: string;
  readonly what: Localised;
  /** Of weights, what they learnt from. `null` where the publisher does not say. */
  readonly images: number | null;
  readonly classes: number;
  readonly licence: Licence;
  /** Each with its doi; to be cited together. */
  readonly citations: readonly string[];
  readonly page: string;
  readonly obtain: ByDownload | ByHand;
}

/** What is fetched altogether, as the publisher states it and, where it is not stated, at most; `null` if nobody knows. */
export function sizeOf({ obtain }: DataSource): { readonly bytes: number | null; readonly mostBytes: number | null } {
  if (obtain.kind === 'by-hand') return { bytes: null, mostBytes: null };
  return {
    bytes: sumOf(obtain.files.map(({ bytes }) => bytes)),
    mostBytes: sumOf(obtain.files.map(({ bytes, mostBytes }) => bytes ?? mostBytes)),
  };
}

function sumOf(sizes: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const size of sizes) {
    if (size === null) return null;
    sum += size;
  }
  return sum;
}
