import type { MarkupAttributes, MarkupContent, MarkupElement } from './markup.ts';

/** HTML as data, which `markup` writes. */
export type HtmlElement = MarkupElement;
export type HtmlContent = MarkupContent;

/** @param name of the element, and the names of the attributes, are the programmer's; only values may be a user's. */
export function html(
  name: string,
  attributes: MarkupAttributes = {},
  content: readonly HtmlContent[] = [],
): HtmlElement {
  return { syntax: 'html', name, attributes, content };
}
