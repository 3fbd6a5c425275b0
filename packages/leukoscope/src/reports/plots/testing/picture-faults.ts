import { overlaps, readSvg, textBoxes } from './read-svg.ts';

/**
 * What is wrong with a picture of this width, whatever it shows: a number that is none, a text over another or over the
 * side.
 *
 * @throws SyntaxError if it is not well-formed.
 */
export function pictureFaults(picture: string, widthPx: number): string[] {
  const elements = readSvg(picture);
  const { width, height } = elements[0]?.attributes ?? {};
  const values = elements.flatMap(({ name, attributes }) =>
    Object.entries(attributes).map(([key, value]) => `${name} ${key}="${value}"`),
  );
  const boxes = textBoxes(elements);
  const outside = boxes.filter(
    ({ left, right, top, bottom }) => left < 0 || right > widthPx || top < 0 || bottom > Number(height),
  );
  return [
    ...values.filter((value) => /NaN|Infinity|undefined|null|=""$/.test(value)),
    ...(Number(width) === widthPx ? [] : [`${width} px wide`]),
    ...outside.map(({ text }) => `'${text}' over the side`),
    ...overlaps(boxes),
  ];
}
