import { createHash } from 'node:crypto';
import { SPLIT_PARTS } from '../../cells/cell.ts';
import { byCodeUnits } from '../cell-order.ts';
import type { Split, SplitContent } from '../split.ts';

/** Sorts the names in the parts and adds the hash. */
export function sealSplit(content: SplitContent): Split {
  const sorted = { ...content, parts: sortedParts(content.parts) };
  // The hash stands before the last key, so that a person who edits the file can remove its line and leave valid JSON.
  const { format, version, ...rest } = sorted;
  return { format, version, hash: hashOfSplit(sorted), ...rest };
}

/**
 * sha256, in hexadecimal, of the content as JSON without spaces, keys and the names within a part sorted by code units,
 * `hash` left out: equal for equal splits however their file is laid out.
 */
export function hashOfSplit(content: SplitContent): string {
  return createHash('sha256')
    .update(canonicalJson({ ...content, parts: sortedParts(content.parts) }))
    .digest('hex');
}

function sortedParts(parts: SplitContent['parts']): SplitContent['parts'] {
  const [train, validation, test] = SPLIT_PARTS.map((part) => parts[part].toSorted(byCodeUnits));
  return { train: train!, validation: validation!, test: test! };
}

function canonicalJson(content: object): string {
  return JSON.stringify(content, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => byCodeUnits(a, b)));
  });
}
