import { KNOWN_LABELS, labelMeaning } from '../../cells/aliases.ts';
import { nearest } from '../../cells/nearest.ts';
import { type LabelResolver, labelResolver, type ResolvedLabel } from '../../cells/resolve-label.ts';
import { namesIn } from '../../cells/scheme.ts';
import type { ReadOptions } from '../readers/reader.ts';

/** What codes mean in a scheme, with the help of the set's own list of them. */
export class CodeMeanings {
  readonly #options: ReadOptions;
  readonly #abbreviations: ReadonlyMap<string, string>;
  readonly #resolver: LabelResolver;
  readonly #strict: LabelResolver;

  constructor(options: ReadOptions, abbreviations: ReadonlyMap<string, string>) {
    this.#options = options;
    this.#abbreviations = abbreviations;
    this.#resolver = labelResolver(options.scheme, options.unknownLabels);
    this.#strict = labelResolver(options.scheme);
  }

  /** Whether a code can be the label of a cell: the scheme has to say what it counts as. */
  knowsLabel(code: string): boolean {
    return this.#label(code) !== null;
  }

  /** Whether a code can stand among the later annotations, of which the scheme may leave some out. */
  knowsCode(code: string): boolean {
    return labelMeaning(code) !== null || this.#abbreviations.has(code) || this.#label(code) !== null;
  }

  /** @throws RangeError for a label that is not known, unless it is filtered out. */
  of(label: string | null, filtered: boolean): ResolvedLabel {
    if (label === null) return { cellCode: null, group: null, excluded: filtered ? 'filter' : 'unlabelled' };
    if (filtered) return { cellCode: this.#resolver.codeOfLabel(label), group: null, excluded: 'filter' };
    const meaning = this.#label(label);
    if (meaning === null) throw new RangeError(`CodeMeanings.of(): label=${label} is not known`);
    return meaning;
  }

  /** What to say of a code that is not known. */
  unknown(code: string): { code: string; scheme: string; suggestion: string | null } {
    const { scheme } = this.#options;
    return { code, scheme: scheme.id, suggestion: nearest(code, [...namesIn(scheme), ...KNOWN_LABELS]) };
  }

  #label(code: string): ResolvedLabel | null {
    const name = this.#abbreviations.get(code);
    return (
      this.#strict.label(code) ?? (name === undefined ? null : this.#strict.label(name)) ?? this.#resolver.label(code)
    );
  }
}
