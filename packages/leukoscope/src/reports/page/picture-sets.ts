import { type HtmlContent, type HtmlElement, html } from '../markup/html.ts';
import { type GridPicture, pictureGrid } from './picture-grid.ts';

export interface PictureSet {
  /** What the pictures have to do with each other. */
  readonly title: readonly HtmlContent[];
  readonly pictures: readonly GridPicture[];
}

/** Pictures that belong together, each set in a frame of its own, side by side where there is room. */
export function pictureSets(sets: readonly PictureSet[]): HtmlElement {
  return html(
    'div',
    { class: 'sets' },
    sets.map(({ title, pictures }) =>
      html('div', { class: 'set' }, [html('p', { class: 'muted' }, title), pictureGrid(pictures)]),
    ),
  );
}
