/** SVG as data: nothing becomes markup but through `markup`, which escapes every text and attribute. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: SvgAttributes;
  readonly content: readonly SvgContent[];
}

/** A string is text, never markup. */
export type SvgContent = SvgElement | string;

/** An attribute that is `undefined` is left out. */
export type SvgAttributes = Readonly<Record<string, string | number | undefined>>;

/** Decimals of coordinates, here and in paths: a hundredth of a pixel is below what is seen, even in print. */
export const COORDINATE_DIGITS = 2;

/** @param name of the element, and the names of the attributes, are the programmer's; only values may be a user's. */
export function svg(name: string, attributes: SvgAttributes = {}, content: readonly SvgContent[] = []): SvgElement {
  return { name, attributes, content };
}

/** A group moved by `xPx` to the right and `yPx` down. */
export function moved(xPx: number, yPx: number, content: readonly SvgContent[]): SvgElement {
  return svg('g', { transform: `translate(${coordinate(xPx)} ${coordinate(yPx)})` }, content);
}

/**
 * The element as well-formed XML that an HTML parser reads the same way.
 *
 * @throws RangeError if a number is not finite, so that no `NaN` reaches a picture.
 */
export function markup(element: SvgElement): string {
  const attributes = Object.entries(element.attributes)
    .filter((pair): pair is [string, string | number] => pair[1] !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(typeof value === 'string' ? value : coordinate(value))}"`)
    .join('');
  if (element.content.length === 0) return `<${element.name}${attributes}/>`;
  const content = element.content.map((part) => (typeof part === 'string' ? escaped(part) : markup(part))).join('');
  return `<${element.name}${attributes}>${content}</${element.name}>`;
}

/**
 * A number as it stands in a path or an attribute.
 *
 * @throws RangeError if it is not finite.
 */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a number in a picture must be finite, got ${value}`);
  return String(Number(value.toFixed(COORDINATE_DIGITS)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Half a character pair and the control characters that XML 1.0 forbids even as references. */
const FORBIDDEN = /[\p{Cs}\uFFFE\uFFFF]|(?![\t\n\r])\p{Cc}/gu;

function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
