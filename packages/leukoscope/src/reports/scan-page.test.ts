import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { raterAgreement } from '../datasets/lmu/rater-agreement.ts';
import type { DataScan } from '../datasets/scan/data-scan.ts';
import { FINDING_KINDS, findingsOf } from '../datasets/scan/findings.ts';
import { samePictures } from '../datasets/scan/same-pictures.ts';
import { summarise } from '../datasets/summary.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { LANGUAGES, type Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { noConversions } from '../images/conversions.ts';
import { detailsOf } from './scan-details.ts';
import { scanPage } from './scan-page.ts';
import { SCAN_TEXTS } from './scan-texts.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
const PIXEL = 'data:image/webp;base64,UklGRg==';

/** A scan with every finding, user's words hostile. */
function scanWith(text: string): DataScan {
  const cells = [
    makeCell({ id: `${text}/a.png`, label: text, patient: `${text} 1`, presetSplit: 'train' }),
    makeCell({
      id: 'b.png',
      label: 'MYO',
      cellCode: 'MYO',
      group: 'atypical',
      patient: `${text} 01`,
      presetSplit: 'test',
    }),
    makeCell({ id: 'S21-12345.png', label: 'EOS', cellCode: 'EOS' }),
    makeCell({ id: 'd.png', label: null, group: null, cellCode: null, excluded: 'unknown' }),
    makeCell({ id: 'e.png' }),
  ];
  const pairs = [
    { a: 0, b: 1, near: null },
    { a: 2, b: 4, near: { transform: 'turn-90', distance: 0.01 } },
  ] as const;
  const dataset: Dataset = {
    ...{
      name: text,
      kind: 'folders',
      path: '/cells',
      folder: '/cells',
      scheme: DEFAULT_SCHEME,
      statesGroups: false,
      synthetic: 'none',
    },
    ...{ cells, dataHash: 'x', summary: summarise(cells) },
  };
  return {
    ...{ dataset, pairs, same: samePictures(cells, pairs), conversions: { ...noConversions(), 'alpha-dropped': 1 } },
    files: { bytes: 1e6, formats: [{ format: 'PNG', images: 5 }], sizes: [{ widthPx: 4, heightPx: 4, images: 5 }] },
    rejected: [{ cell: cells[3]!, reason: new LeukoscopeError('image.empty', { path: cells[3]!.path }) }],
    patients: {
      spellings: [[`${text} 01`, `${text} 1`]],
      inSeveralParts: [{ patient: text, parts: ['train', 'test'] }],
      columns: [{ column: text, patients: [{ patient: text, values: [text, 'b'] }] }],
    },
    metadata: (['person', 'free-text', 'device'] as const).map((kind) => {
      return { kind, field: text, images: 1, example: { cell: 'b.png', value: text } };
    }),
    names: [{ kind: 'record-number', of: 'file', names: ['S21-12345'] }],
    columns: [text],
    folder: { systemFiles: ['Thumbs.db'], imagesLeftOut: [text], otherFiles: { '.db': 1 }, folders: [] },
    unknownLabels: [{ label: text, cells: 1 }],
    agreement: null,
  };
}

function pageOf(text: string, { language = 'en' as Language, showNames = false } = {}): string {
  return scanPage({
    ...{ scan: scanWith(text), language, showNames, pictures: new Map([[0, PIXEL]]) },
    origin: { version: '1.0.0', madeOn: new Date('2026-01-02'), argv: ['data', 'scan', text] },
  });
}

const AGREEMENT = raterAgreement(
  ['MYO', 'MYO', 'LYT', 'LYT'].map((second, at) =>
    makeCell({
      id: `${at}.png`,
      label: at === 3 ? 'MYO' : second,
      extra: { annotation_2: second, annotation_3: '' },
    }),
  ),
  DEFAULT_SCHEME,
);

describe('the page of a scan', () => {
  it('tells how far readers agree where images were read more than once', () => {
    const scan = { ...scanWith('plain'), agreement: AGREEMENT };
    const origin = { version: '1.0.0', madeOn: new Date('2026-01-02'), argv: [] };
    const page = scanPage({ scan, language: 'en', showNames: false, pictures: new Map(), origin });
    expect(page).toContain('<th scope="row">1 – 2</th><td class="number">4</td><td class="number">0.750');
    expect(pageOf('plain')).not.toContain('id="agreement"');
  });

  it.each(LANGUAGES)('in %s has a section for every finding, the most important first', (language) => {
    const scan = scanWith('plain');
    const kinds = findingsOf(scan).map(({ kind }) => kind);
    expect(FINDING_KINDS.filter((kind) => !kinds.includes(kind))).toEqual([]);
    const page = pageOf('plain', { language });
    const sections = Array.from(page.matchAll(/<section id="([^"]+)"/g), ([, id = '']) => id);
    expect(sections.slice(0, kinds.length)).toEqual(kinds);
    for (const { kind, count } of findingsOf(scan)) {
      expect(page).toContain(`${SCAN_TEXTS[language].findings[kind](count).replaceAll("'", '&#39;')}</h2>`);
    }
  });

  it('holds no markup of the user’s', () => {
    expect(pageOf(HOSTILE)).not.toContain('<img src=x');
    const tags = (page: string) => Array.from(page.matchAll(/<([a-z][a-z0-9-]*)/g), ([, name]) => name);
    expect(tags(pageOf(HOSTILE))).toEqual(tags(pageOf('plain')));
  });

  it('masks what may tell who a person is, unless asked for', () => {
    expect(pageOf('plain')).not.toContain('S21-12345');
    expect(pageOf('plain')).toContain('S••-•••••.png');
    expect(pageOf('plain', { showNames: true })).toContain('S21-12345.png');
  });

  it('tells each finding in lines that name what it is about', () => {
    const scan = scanWith('plain');
    const lines = (kind: (typeof FINDING_KINDS)[number]) => detailsOf(scan, kind, { language: 'en', showNames: false });
    for (const kind of FINDING_KINDS) expect(lines(kind), kind).not.toEqual([]);
    expect(lines('same-picture-two-groups')).toEqual(['plain/a.png = b.png (the same file)']);
    expect(lines('near-duplicates')).toEqual(['S••-•••••.png = e.png (turned by 90° to the right)']);
    expect(lines('without-patient')).toEqual([SCAN_TEXTS.en.withoutPatient.some]);
    expect(lines('unreadable')[0]).toMatch(/^the image d\.png is empty/);
  });
});
