import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, svg } from '../plots/svg.ts';
import { readSvg } from '../plots/testing/read-svg.ts';
import { markup, numberText } from './markup.ts';

const HOSTILE = [
  `<img src=x onerror="alert(1)">`,
  `"><script>alert(1)</script>`,
  `' onload='alert(1)`,
  '</text></svg><h1>',
  '&lt;b&gt; &amp; ]]> <!-- --> <![CDATA[',
];

describe('markup', () => {
  it.each(HOSTILE)('keeps %s a text', (text) => {
    const picture = markup(svg('g', { 'data-label': text }, [svg('text', {}, [text])]));
    expect(picture.match(/<[^>]*>/g)).toHaveLength(4);
    const [group, label] = readSvg(picture);
    expect(group?.attributes['data-label']).toBe(text);
    expect(label?.text).toBe(text);
  });

  it('is well-formed for any text and gives it back, but for characters that XML forbids', () => {
    const forbidden = /[\p{Cs}\uFFFE\uFFFF]|(?![\t\n\r])\p{Cc}/u;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [element] = readSvg(markup(svg('text', { x: text }, [text])));
        expect([...(element?.text ?? '')]).toEqual([...text].map((one) => (forbidden.test(one) ? '\uFFFD' : one)));
        expect(element?.attributes.x).toBe(element?.text);
      }),
    );
  });

  it('replaces what no XML may hold', () => {
    expect(markup(svg('text', {}, ['a\u0000b\u001Bc\uD800d\uFFFEe\tf']))).toBe(
      '<text>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf</text>',
    );
  });

  it('writes numbers short, leaves out what is undefined, and closes what is empty', () => {
    expect(markup(svg('line', { x1: 1 / 3, x2: -0.001, y1: 12, stroke: undefined }))).toBe(
      '<line x1="0.33" x2="0" y1="12"/>',
    );
    expect(markup(moved(1.005, 20, [svg('g')]))).toBe('<g transform="translate(1 20)"><g/></g>');
  });

  it.each(['https://example.org/x.svg', 'javascript:alert(1)', 'other.svg#a'])(
    'refuses a picture or link that leads to %s',
    (href) => {
      expect(() => markup(svg('image', { href }))).toThrow(RangeError);
      expect(markup(svg('use', { href: '#a' }))).toBe('<use href="#a"/>');
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => markup(svg('line', { x1: value }))).toThrow(RangeError);
    expect(() => moved(0, value, [])).toThrow(RangeError);
    expect(() => numberText(value)).toThrow('a number in a picture must be finite');
  });
});

/** The reader of the tests must be able to fail. */
describe('readSvg refuses', () => {
  it.each([
    ['an element that is not closed', '<svg><g></svg>'],
    ['no end', '<svg><g/>'],
    ['an open angle', '<svg><text>a < b</text></svg>'],
    ['a bare ampersand', '<svg><text>a & b</text></svg>'],
    ['an entity of HTML', '<svg><text>&nbsp;</text></svg>'],
    ['an attribute without quotes', '<svg width=3/>'],
    ['an attribute twice', '<svg x="1" x="2"/>'],
    ['two pictures', '<svg/><svg/>'],
    ['text outside', '<svg/>a'],
  ])('%s', (_, text) => {
    expect(() => readSvg(text)).toThrow(SyntaxError);
  });
});
