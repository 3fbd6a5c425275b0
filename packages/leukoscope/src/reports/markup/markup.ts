/**
 * XML and HTML as data: nothing becomes markup but through `markup`, which escapes every text and attribute. The names of
 * elements and attributes are the programmer's; only values may be a user's.
 */
export interface MarkupElement {
  /** How an element without content is written: SVG and other XML close themselves, HTML's do not. */
  readonly syntax: 'xml' | 'html';
  readonly name: string;
  readonly attributes: MarkupAttributes;
  readonly content: readonly MarkupContent[];
}

/** A string is text, never markup; only what `markup` wrote before is taken as it is. */
export type MarkupContent = MarkupElement | string | Written;

/** An attribute that is `undefined` is left out. */
export type MarkupAttributes = Readonly<Record<string, string | number | undefined>>;

declare const IS_MARKUP: unique symbol;

/** A text that `markup` wrote, and nothing else: no other function makes one. */
export type Markup = string & { readonly [IS_MARKUP]: true };

/** A finished picture within a page. */
export interface Written {
  readonly written: Markup;
}

/** Decimals of numbers: a hundredth of a pixel is below what is seen, even in print. */
export const NUMBER_DIGITS = 2;

/**
 * The element as well-formed XML that an HTML parser reads the same way, or as HTML.
 *
 * @throws RangeError if a number is not finite, so that no `NaN` reaches a page; if a link or a picture would be fetched
 * from elsewhere or run a script; for a `script`, or a style sheet that holds more than styles.
 */
export function markup(element: MarkupElement): Markup {
  return written(element) as Markup;
}

function written(element: MarkupElement): string {
  const { name, syntax, content } = element;
  const attributes = Object.entries(element.attributes)
    .filter((pair): pair is [string, string | number] => pair[1] !== undefined)
    .map((pair) => attribute(element, pair))
    .join('');
  const start = `<${name}${attributes}`;
  if (syntax === 'html' && VOID.has(name)) {
    if (content.length > 0) throw new RangeError(`an HTML <${name}> holds nothing, got ${content.length} parts`);
    return `${start}>`;
  }
  if (syntax === 'xml' && content.length === 0) return `${start}/>`;
  return `${start}>${contentOf(element)}</${name}>`;
}

/** Elements of HTML without content, which have no end tag. */
const VOID: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'link', 'meta', 'wbr']);

function contentOf({ syntax, name, content }: MarkupElement): string {
  if (syntax === 'html' && name === 'script') throw new RangeError('a page runs no script');
  if (syntax === 'html' && name === 'style') return content.map(styles).join('');
  return content
    .map((part) => {
      if (typeof part === 'string') return escaped(part);
      return 'written' in part ? part.written : written(part);
    })
    .join('');
}

/** In HTML the content of `style` is not unescaped: what would end it cannot be written. */
function styles(part: MarkupContent): string {
  if (typeof part === 'string' && !part.includes('<')) return part;
  throw new RangeError('a style sheet is one text without "<"');
}

/**
 * What an address may be. In a page: a place on the page itself, an embedded picture, or a page to read elsewhere. In a
 * picture: a place on the page that it stands in, or an embedded picture.
 */
const ADDRESSES: Readonly<Record<MarkupElement['syntax'], Readonly<Record<string, RegExp>>>> = {
  html: { href: /^(#|https:\/\/)/, src: /^data:image\// },
  xml: { href: /^(#|data:image\/)/ },
};

function attribute({ syntax }: MarkupElement, [name, value]: readonly [string, string | number]): string {
  const allowed = ADDRESSES[syntax][name];
  if (allowed !== undefined && !allowed.test(String(value))) {
    throw new RangeError(`${name}: got '${String(value).slice(0, 40)}', expected ${allowed}`);
  }
  return ` ${name}="${escaped(typeof value === 'string' ? value : numberText(value))}"`;
}

/**
 * A number as it stands in an attribute or a path.
 *
 * @throws RangeError if it is not finite.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a number in a picture must be finite, got ${value}`);
  return String(Number(value.toFixed(NUMBER_DIGITS)));
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
