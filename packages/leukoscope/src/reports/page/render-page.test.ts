import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { html } from '../markup/html.ts';
import { markup } from '../markup/markup.ts';
import { learningCurves } from '../plots/learning-curves.ts';
import { svg } from '../plots/svg.ts';
import { LIGHT } from '../plots/theme.ts';
import { bullets, code, disclosure, factList, paragraph, pictureFigure, remark } from './page-parts.ts';
import { pageStyle } from './page-style.ts';
import { pageTable } from './page-table.ts';
import { PAGE_TEXTS, VERDICT_LEVELS } from './page-texts.ts';
import { pictureGrid } from './picture-grid.ts';
import { type Page, renderPage } from './render-page.ts';
import { verdict } from './verdict.ts';

const PIXEL = 'data:image/webp;base64,UklGRg==';

/** A page with every part, each holding the text wherever it takes one. */
function pageWith(text: string, language: Page['language'] = 'en'): Page {
  const table = { caption: text, columns: [{ heading: text, align: 'right' as const }], rows: [[text], [code(text)]] };
  const grid = [
    { dataUri: PIXEL, caption: [text], alt: text },
    { dataUri: null, caption: [paragraph(text)], alt: text },
  ];
  const epochs = [{ epoch: 1, train: { loss: 1 }, validation: null, best: false }];
  return {
    language,
    title: text,
    lead: [verdict({ language, level: 'bad', title: text, content: [paragraph(text)] })],
    sections: [
      { id: 'table', title: text, content: [pageTable(table), remark(text)] },
      { id: 'pictures', title: text, content: [pictureGrid(grid)] },
      {
        id: 'figure',
        title: text,
        content: [pictureFigure(learningCurves(epochs, { language, widthPx: 400 }), [text])],
      },
      {
        id: 'rest',
        title: text,
        content: [
          bullets([[text]]),
          disclosure(text, [text]),
          factList([
            { label: text, value: text, note: text },
            { label: text, value: text },
          ]),
        ],
      },
    ],
    origin: text,
  };
}

/** Start tags of a page, in order. */
const tags = (page: string) => Array.from(page.matchAll(/<([a-z][a-z0-9-]*)[^>]*>/g), ([whole]) => whole);

describe('a page', () => {
  it.each([
    `<img src=x onerror="alert(1)">`,
    `"><script>alert(1)</script>`,
    `' onload='alert(1)`,
    '</title></style></svg><h1>',
    '&lt;b&gt; &amp; ]]> <!-- -->',
  ])('keeps %s a text, wherever it stands', (text) => {
    const hostile = renderPage(pageWith(text));
    expect(tags(hostile).map((tag) => tag.split(/[\s>]/)[0])).toEqual(
      tags(renderPage(pageWith('plain'))).map((tag) => tag.split(/[\s>]/)[0]),
    );
    expect(hostile).not.toContain(text);
  });

  it('fetches nothing and runs nothing', () => {
    const page = renderPage(pageWith('plain'));
    expect(page).toContain('default-src &#39;none&#39;; img-src data:;');
    expect(page).not.toMatch(/<script|<link|<iframe|\son[a-z]+=|url\(|@import/i);
    const addresses = Array.from(
      page.matchAll(/\s(?:src|href|action|srcset)="([^"]*)"/g),
      ([, address = '']) => address,
    );
    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.filter((address) => !/^(#|data:image\/)/.test(address))).toEqual([]);
  });

  it.each(LANGUAGES)(
    'in %s says in every language what it is not, and in its own on each sheet of paper',
    (language) => {
      const page = renderPage(pageWith('plain', language));
      expect(page).toContain(`<html lang="${language}">`);
      const footer = page.slice(page.indexOf('<footer>'));
      for (const each of LANGUAGES) expect(footer).toContain(`<p lang="${each}">${PAGE_TEXTS[each].notice}</p>`);
      expect(page).toContain(`@bottom-left{content:"${PAGE_TEXTS[language].notice}"`);
    },
  );

  it('has landmarks, one main heading, and headings without a gap', () => {
    const page = renderPage(pageWith('plain'));
    for (const landmark of ['header', 'main', 'nav', 'footer']) {
      expect(tags(page).filter((tag) => tag.startsWith(`<${landmark}`))).toHaveLength(1);
    }
    const levels = tags(page).flatMap((tag) => /^<h(\d)/.exec(tag)?.[1] ?? []);
    expect(levels.filter((level) => level === '1')).toHaveLength(1);
    expect(levels.slice(1).every((level) => level === '2')).toBe(true);
  });

  it('has a table of contents from four sections on, and each entry leads somewhere', () => {
    const long = pageWith('plain');
    const links = Array.from(renderPage(long).matchAll(/<li><a href="#([^"]+)">/g), ([, id = '']) => id);
    expect(links).toEqual(long.sections.map(({ id }) => id));
    expect(renderPage({ ...long, sections: long.sections.slice(1) })).not.toContain('<nav');
  });

  it.each(['content', 'table', 'Table', '1', 'a b', ''])('refuses a section called %j', (id) => {
    const page = pageWith('plain');
    const section = { id, title: 'again', content: [] };
    expect(() => renderPage({ ...page, sections: [...page.sections, section] })).toThrow(RangeError);
  });

  it('says a verdict by word and shape, not by colour alone', () => {
    const shapes = VERDICT_LEVELS.map((level) => {
      const page = renderPage({ ...pageWith(''), lead: [verdict({ language: 'es', level, title: 't', content: [] })] });
      expect(page).toContain(`${PAGE_TEXTS.es.verdicts[level]}:`);
      return /<path d="([^"]+)"/.exec(page)?.[1];
    });
    expect(new Set(shapes).size).toBe(VERDICT_LEVELS.length);
  });

  it('lets a wide table scroll, also by keyboard', () => {
    expect(renderPage(pageWith('plain'))).toContain(
      '<div class="scroll" tabindex="0" role="region" aria-label="plain">',
    );
    expect(() => pageTable({ caption: 'c', columns: [], rows: [['a']] })).toThrow('got 1 cells, expected 0');
  });

  it('groups columns and rows of a table under headings of their own', () => {
    const columns = [
      { heading: 'a', align: 'left' as const },
      { heading: 'b', align: 'right' as const, group: 'both' },
      { heading: 'c', align: 'right' as const, group: 'both' },
    ];
    const rows = [
      ['1', '2', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ];
    const blocks = new Map([
      [0, '<first>'],
      [2, 'second'],
    ]);
    const written = markup(pageTable({ caption: 'c', columns, rows, blocks }));
    expect(written).toContain('<td colspan="1"></td><th scope="colgroup" colspan="2" class="group-start">both</th>');
    const bodies = written.split('<tbody>').slice(1);
    expect(bodies.map((body) => body.match(/<tr/g)?.length)).toEqual([3, 2]);
    expect(bodies[0]).toContain('<th scope="rowgroup" colspan="3"><span>&lt;first&gt;</span></th>');
  });

  it('is dark on a dark screen only', () => {
    const [light = '', dark = ''] = pageStyle('en').split('@media screen and (prefers-color-scheme:dark)');
    expect(light).toContain(`--paper:${LIGHT.paper}`);
    expect(dark).not.toContain(`--paper:${LIGHT.paper}`);
  });
});

describe('HTML as data refuses', () => {
  it.each([
    ['a script', html('script', {}, ['alert(1)'])],
    ['a style sheet that ends itself', html('style', {}, ['</style><script>'])],
    ['a picture from elsewhere', html('img', { src: 'https://example.org/x.png' })],
    ['a picture from elsewhere within a picture', svg('image', { href: 'https://example.org/x.png' })],
    ['a link that runs a script', html('a', { href: 'javascript:alert(1)' })],
    ['a line break with content', html('br', {}, ['a'])],
  ])('%s', (_, element) => {
    expect(() => renderPage({ ...pageWith('plain'), lead: [element] })).toThrow(RangeError);
  });
});
