import { type HtmlContent, type HtmlElement, html } from '../markup/html.ts';
import { sharedPicture } from './shared-pictures.ts';

export interface GridPicture {
  /** `data:image/…`, as `thumbnails` makes it, or `#id` of a shared picture; `null` where it cannot be shown. */
  readonly dataUri: string | null;
  /** Below the picture. */
  readonly caption: readonly HtmlContent[];
  /** What those are told who do not see the picture; empty if the caption says it all. */
  readonly alt: string;
}

/** Small pictures side by side, as many in a row as fit. */
export function pictureGrid(pictures: readonly GridPicture[]): HtmlElement {
  return html(
    'ul',
    { class: 'pictures' },
    pictures.map(({ dataUri, caption, alt }) =>
      html('li', {}, [
        html('figure', {}, [...(dataUri === null ? [] : [pictureOf(dataUri, alt)]), html('figcaption', {}, caption)]),
      ]),
    ),
  );
}

function pictureOf(address: string, alt: string): HtmlElement {
  return address.startsWith('#') ? sharedPicture(address, alt) : html('img', { src: address, alt });
}
