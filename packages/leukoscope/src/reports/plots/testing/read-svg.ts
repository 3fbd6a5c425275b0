import { textWidthPx } from '../text.ts';

/** An element as read back from a picture, its place added up from the groups around it. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of this element and those in it. */
  readonly text: string;
  /** Classes of this element and those around it. */
  readonly classes: readonly string[];
  /** Where its 0, 0 lies in the picture. */
  readonly xPx: number;
  readonly yPx: number;
}

const TOKEN =
  /<(\/?)([a-z][a-zA-Z]*)((?: [a-zA-Z][a-zA-Z0-9-]*="[^"<>&]*(?:&(?:amp|lt|gt|quot|#39);[^"<>&]*)*")*)(\/?)>|([^<>&]|&(?:amp|lt|gt|quot|#39);)+/uy;
const ATTRIBUTE = / ([a-zA-Z0-9-]+)="([^"]*)"/gu;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * Reads the XML that pictures use, and nothing else: no comment, no declaration, no other entity.
 *
 * @returns all elements in the order in which they begin.
 * @throws SyntaxError if it is not well-formed.
 */
export function readSvg(picture: string): ReadElement[] {
  const found: Writable[] = [];
  const open: Writable[] = [];
  for (const { whole, closing, name, attributes, empty } of tokens(picture)) {
    if (open.length === 0 && (found.length > 0 || name === undefined)) throw new SyntaxError(`outside: ${whole}`);
    if (name === undefined) {
      for (const element of open) element.text += unescaped(whole);
    } else if (closing) {
      if (open.pop()?.name !== name) throw new SyntaxError(`</${name}> closes another element`);
    } else {
      const element = { name, attributes, text: '', ...place(name, attributes, open.at(-1)) };
      found.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 0) throw new SyntaxError(`<${open.at(-1)?.name}> is not closed`);
  return found;
}

type Writable = { -readonly [Key in keyof ReadElement]: ReadElement[Key] };

function* tokens(picture: string) {
  for (let at = 0; at < picture.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [whole, closing = '', name, attributes = '', empty = ''] = TOKEN.exec(picture) ?? [];
    if (whole === undefined) throw new SyntaxError(`not well-formed at ${at}: ${picture.slice(at, at + 60)}`);
    yield { whole, closing: closing !== '', name, attributes: readAttributes(attributes), empty: empty !== '' };
  }
}

function place(name: string, attributes: Readonly<Record<string, string>>, around: ReadElement | undefined) {
  const { transform, class: own = '' } = attributes;
  const [x = 0, y = 0] = (/^translate\((\S+) (\S+)\)$/.exec(transform ?? '') ?? []).slice(1).map(Number);
  if (transform !== undefined && !transform.startsWith('translate('))
    throw new SyntaxError(`cannot place ${transform}`);
  const inner = name === 'svg' ? attributes : {};
  return {
    xPx: (around?.xPx ?? 0) + x + Number(inner.x ?? 0),
    yPx: (around?.yPx ?? 0) + y + Number(inner.y ?? 0),
    classes: [...(around?.classes ?? []), ...own.split(' ').filter((part) => part !== '')],
  };
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, unescaped(value)] as const);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new SyntaxError(`an attribute twice:${text}`);
  return Object.fromEntries(pairs);
}

function unescaped(text: string): string {
  return text.replace(/&([^;]+);/g, (_, name: string) => ENTITIES[name] ?? '');
}

/** A line of text in a picture and the box it takes at most. */
export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Boxes of all texts that are seen. Heights are those of capitals and descenders together. */
export function textBoxes(elements: readonly ReadElement[]): TextBox[] {
  return elements
    .filter(({ name }) => name === 'text')
    .map(({ text, attributes, xPx, yPx }) => {
      const sizePx = Number(attributes['font-size']);
      const widthPx = textWidthPx(text, sizePx);
      const shift = { start: 0, middle: 0.5, end: 1 }[attributes['text-anchor'] ?? 'start'] ?? 0;
      const left = xPx + Number(attributes.x) - shift * widthPx;
      const baseline = yPx + Number(attributes.y);
      return { text, left, right: left + widthPx, top: baseline - 0.76 * sizePx, bottom: baseline + 0.24 * sizePx };
    });
}

/** Every two texts that share a place, in words. */
export function overlaps(boxes: readonly TextBox[]): string[] {
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `'${a.text}' over '${b.text}'`),
  );
}
