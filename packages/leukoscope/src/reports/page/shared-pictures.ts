import type { HtmlElement } from '../markup/html.ts';
import { svg } from '../plots/svg.ts';

/** Pictures that a page holds once and shows in several places. */
export interface SharedPictures {
  /** Holds the pictures; stands anywhere on the page and is not seen. */
  readonly element: HtmlElement;
  /** `#id` of a picture by its key; `null` where there is none. */
  addressOf(key: string): string | null;
}

/** @param pictures data URIs by key; `null` for what cannot be shown. */
export function sharePictures(pictures: ReadonlyMap<string, string | null>): SharedPictures {
  const there = [...pictures].flatMap(([key, picture]) => (picture === null ? [] : [{ key, picture }]));
  const addresses = new Map(there.map(({ key }, at) => [key, `#picture-${at}`]));
  const symbols = there.map(({ picture }, at) =>
    svg('symbol', { id: `picture-${at}`, viewBox: '0 0 1 1' }, [svg('image', { width: 1, height: 1, href: picture })]),
  );
  return {
    element: svg('svg', { class: 'shared', width: 0, height: 0, 'aria-hidden': 'true' }, symbols),
    addressOf: (key) => addresses.get(key) ?? null,
  };
}

/** A shared picture in a square, whatever its sides. @param address `#id`. */
export function sharedPicture(address: string, alt: string): HtmlElement {
  return svg('svg', { role: 'img', 'aria-label': alt, viewBox: '0 0 1 1' }, [svg('use', { href: address })]);
}
