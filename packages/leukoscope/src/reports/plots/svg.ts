import { type MarkupAttributes, type MarkupContent, type MarkupElement, numberText } from '../markup/markup.ts';

/** SVG as data, which `markup` writes. */
export type SvgElement = MarkupElement;
export type SvgContent = MarkupContent;

/** @param name of the element, and the names of the attributes, are the programmer's; only values may be a user's. */
export function svg(name: string, attributes: MarkupAttributes = {}, content: readonly SvgContent[] = []): SvgElement {
  return { syntax: 'xml', name, attributes, content };
}

/** A group moved by `xPx` to the right and `yPx` down. */
export function moved(xPx: number, yPx: number, content: readonly SvgContent[]): SvgElement {
  return svg('g', { transform: `translate(${numberText(xPx)} ${numberText(yPx)})` }, content);
}
