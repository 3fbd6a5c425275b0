import { describe, expect, it } from 'vitest';
import { inventedReport, inventedRun } from '../testing/invented-report.ts';
import { reproductionTablesMarkdown } from './reproduction-markdown.ts';
import { reproductionTables } from './reproduction-tables.ts';

const RUNS = [
  inventedRun({ id: 3, rates: [0.95, 0.875] }),
  inventedRun({ id: 3, splitBy: 'patient', rates: [0.925, 0.8] }),
  inventedRun({ id: 10, isPretrained: false }),
];
const REPORT = inventedReport(RUNS);

/** Records of a table, by its headings; no cell of these tables holds a comma or a quote. */
function read(name: string, report = REPORT): Record<string, string>[] {
  const content = reproductionTables(report).find((file) => file.name === name)?.content ?? '';
  const [headings = [], ...rows] = content
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => {
    expect(row).toHaveLength(headings.length);
    return Object.fromEntries(headings.map((heading, at) => [heading, row[at]!]));
  });
}

describe('the tables as CSV', () => {
  it('are those of the paper, the claims, the check and the runs', () => {
    expect(reproductionTables(REPORT).map(({ name }) => name)).toEqual([
      ...['tableI.csv', 'tableII.csv', 'tableIII.csv', 'tableIV.csv', 'tableV.csv', 'tableVI.csv'],
      ...['tableVII.csv', 'tableVIII.csv', 'leakage.csv', 'claims.csv', 'whole-images.csv', 'runs.csv'],
    ]);
    for (const { content } of reproductionTables(inventedReport([]))) expect(content).not.toMatch(/NaN|undefined|null/);
  });

  it('III has five lines of the paper and two of ours', () => {
    const rows = read('tableIII.csv');
    expect(rows.map(({ experiment, from }) => `${experiment} ${from}`)).toEqual([
      ...['1 paper', '2 paper', '3 paper', '3 image', '3 patient', '4 paper', '5 paper'],
    ]);
    const [printed, ours] = rows.slice(2);
    expect(printed).toMatchObject({ accuracy: '0.95', typical_recognised: '0.98', atypical_found: '0.88' });
    // 62 of 3672.
    expect(printed!.typical_called_atypical_of_all_numerator).toBe('62');
    expect(ours).toMatchObject({ atypical_found_numerator: '560', atypical_found_denominator: '640', start: 'random' });
    expect(Number(ours!.atypical_missed_of_all)).toBe(80 / 1600);
  });

  it('what leaks has a line for each experiment and figure, and the means', () => {
    const rows = read('leakage.csv');
    expect(rows.map(({ experiment, figure }) => `${experiment} ${figure}`)).toEqual(
      ['3', 'mean'].flatMap((of) => ['accuracy', 'atypicalFound', 'typicalRecognised'].map((name) => `${of} ${name}`)),
    );
    // 0.92 − 0.875.
    expect(Number(rows[0]!.difference)).toBeCloseTo(0.045, 12);
    expect(Number(rows[0]!.low)).toBeLessThan(0.045);
  });

  it('runs have a line each, with the counts that all follows from', () => {
    const rows = read('runs.csv');
    expect(rows).toHaveLength(RUNS.length);
    expect(rows[1]).toMatchObject({
      split_by: 'patient',
      tp: '512',
      fn: '128',
      fp: '72',
      tn: '888',
      paper_epochs: '45',
    });
    expect(rows[2]).toMatchObject({ experiment: '10', start: 'random', intervals: 'over patients' });
  });

  it('VII has a line for what is not run, without counts', () => {
    const [printed, notRun] = reproductionTables(REPORT)
      .find(({ name }) => name === 'tableVII.csv')!
      .content.split('\n')
      .slice(1);
    expect(printed).toBe('12,paper,2915,64,60,633');
    expect(notRun).toBe('12,"ours, not run",,,,');
  });
});

describe('the tables as Markdown', () => {
  it('are English and hold numbers only, every row as long as its heading', () => {
    const text = reproductionTablesMarkdown({ ...REPORT, language: 'es' });
    expect(text).toContain('| 3 | ours, by patient | 1400/1600 = 87.5%');
    expect(text).toContain('| 10 | ours, by image, not pre-trained |');
    expect(text).not.toMatch(/data:image|NaN|undefined|null/);
    let columns = 0;
    for (const line of text.split('\n')) {
      const cells = line.startsWith('|') ? line.split(/(?<!\\)\|/).length : 0;
      if (cells > 0 && columns > 0) expect(cells, line).toBe(columns);
      columns = cells;
    }
  });

  it('keep names text', () => {
    const dataset = { ...REPORT.dataset, name: '<img onerror=x> | *a*' };
    const text = reproductionTablesMarkdown(inventedReport(RUNS, { dataset, epochsFactor: 0.1 }));
    expect(text).toContain('&lt;img onerror=x> \\| \\*a\\*');
    expect(text).toContain("Not the paper's protocol");
  });
});
