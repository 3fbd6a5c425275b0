import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { pictureFaults } from '../../reports/plots/testing/picture-faults.ts';
import { figureCsv } from '../../reports/report-figure.ts';
import { PAPER_EXPERIMENTS } from '../paper/paper-experiments.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { inventedReport, inventedRun, inventedRuns, inventedSamples } from '../testing/invented-report.ts';
import { meanLeak, splitPairs } from './leakage-section.ts';
import { reproductionFigures } from './reproduction-figures.ts';
import { reproductionPage } from './reproduction-page.ts';

const PIXEL = 'data:image/webp;base64,UklGRg==';
const HOSTILE = '<img src=x onerror="alert(1)">';

/** Experiments 3 and 10 by image and by patient, the head of 10 alone by image, 11 not pre-trained; 12 to be done, 13 diverged. */
const SOME = inventedReport(
  [
    inventedRun({ id: 3, rates: [0.95, 0.875] }),
    inventedRun({ id: 10, rates: [0.9625, 0.9] }),
    inventedRun({ id: 10, learns: 'head', rates: [0.9, 0.8] }),
    inventedRun({ id: 11, isPretrained: false, rates: [0.9, 0.85] }),
    inventedRun({ id: 3, splitBy: 'patient', rates: [0.925, 0.8] }),
    inventedRun({ id: 10, splitBy: 'patient', rates: [0.95, 0.85] }),
  ],
  {
    diverged: [{ experiment: PAPER_EXPERIMENTS[12]!, splitBy: 'image', learns: 'all', epoch: 4 }],
    pending: [{ experiment: PAPER_EXPERIMENTS[11]!, splitBy: 'image', learns: 'all' }],
    samples: inventedSamples(PIXEL, 'MYO'),
  },
);
const DATASET = SOME.dataset;
const NO_PATIENTS = {
  dataset: { ...DATASET, patients: null },
  splits: ['image'],
} satisfies Partial<ReproductionReport>;

const textOf = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
const sectionOf = (page: string, id: string) => {
  const from = page.indexOf(`<section id="${id}"`);
  if (from === -1) throw new Error(`no section ${id}`);
  return page.slice(from, page.indexOf('</section>', from));
};
const firstScreen = (page: string) => textOf(page.slice(page.indexOf('<main'), page.indexOf('<section')));

/** Rows of a section's table by the heading above them, each as the texts of its cells. */
function blocksOf(section: string): Record<string, string[][]> {
  const cells = (row: string) =>
    Array.from(row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs), ([, cell = '']) => textOf(cell).trim());
  return Object.fromEntries(
    section
      .split('<tbody>')
      .slice(1)
      .map((body) => {
        const [heading, ...rows] = Array.from(body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs), ([, row = '']) => cells(row));
        return [heading?.[0] ?? '', rows];
      }),
  );
}

describe('the first screen', () => {
  const said = firstScreen(reproductionPage(SOME));

  it('says how many atypical cells the best model missed of patients it never saw, and what the tool is not for', () => {
    // 15% of 640, by experiment 10, better than 3 on patients never seen.
    expect(said).toMatch(
      /96 of 640 atypical cells were missed by the best model: 15\.0% \(95% interval: [\d.]+%–[\d.]+%\)/,
    );
    expect(said).toContain('Experiment 10 · ResNet18, 32 px, batch 32, 30 epochs, on patients it never saw');
    expect(said).toContain('Not for diagnosis');
  });

  it('says what was tested on whom, what is done, what is left, what was not pre-trained', () => {
    expect(said).toContain('8000 cells of 78 patients: 4800 typical and 3200 atypical');
    expect(said).toContain(
      "Of the paper's 17 experiments, 3 are done split by image as in the paper, and 2 are done split by patient",
    );
    expect(said).toContain('1 planned runs are not done yet');
    expect(said).toContain('1 ResNet run began at random');
  });

  it('has the split by image lead where there are no patients', () => {
    const run = inventedRun({ id: 3, patients: null });
    expect(firstScreen(reproductionPage(inventedReport([run], NO_PATIENTS)))).toContain(
      'split at random by image as in the paper',
    );
  });

  it('says loudly that epochs were shortened, and that cells are generated', () => {
    expect(said).not.toMatch(/Not the paper's protocol|Synthetic/);
    const short = inventedReport([inventedRun({ id: 3, epochs: 2 })], {
      epochsFactor: 0.05,
      synthetic: { data: true, model: true },
    });
    const page = reproductionPage(short);
    expect(firstScreen(page)).toContain("Problem: Not the paper's protocol: its epochs were shortened to 5.0%");
    expect(firstScreen(page)).toContain('Synthetic: these cells are drawn by a program');
    expect(textOf(sectionOf(page, 'table-iii'))).toContain('ours, by image, 2 of 45 epochs');
  });

  it('says that nothing is known where nothing is done', () => {
    expect(firstScreen(reproductionPage(inventedReport([])))).toContain('nothing is known of how many atypical cells');
  });
});

describe('tables III to VI', () => {
  const page = reproductionPage(SOME);

  it('set ours below the paper in both polarities', () => {
    const rows = blocksOf(sectionOf(page, 'table-iii'))['3 · CNN, 32 px, batch 34, 45 epochs']!;
    expect(rows.map(([whose]) => whose)).toEqual(['paper', 'ours, by image', 'ours, by patient']);
    // Accuracy; sensitivity, specificity, %FN as the paper counts; the same with atypical as positive.
    expect(rows[0]!.slice(1, 7)).toEqual(['95%', '0.98', '0.88', '1.69', '0.88', '0.98']);
    expect(rows[1]!.slice(1).map((cell) => cell.split(' ')[0])).toEqual([
      ...['92.0%', '0.950', '0.875', '3.00', '0.875', '0.950', '5.00'],
    ]);
    expect(rows[1]![2]).toMatch(/^0\.950 0\.9\d\d–0\.9\d\d 912\/960$/);
    expect(rows[1]![6]).toContain('912/960');
    expect(rows[1]![7]).toContain('80/1600');
  });

  it('name the head alone, what was not pre-trained, what is to be done, what diverged and what is not run', () => {
    const text = textOf(sectionOf(page, 'table-v'));
    for (const label of [
      'ours, by image, head only 86.0%',
      'ours, by image, not pre-trained 88.0%',
      'ours, by image, not done yet — —',
      'ours, by image, diverged in epoch 4 — —',
    ]) {
      expect(text).toContain(label);
    }
    expect(text.match(/head only/g)).toHaveLength(1);
  });

  it('have every experiment of the paper, whatever is done', () => {
    const empty = reproductionPage(inventedReport([], NO_PATIENTS));
    const blocks = ['iii', 'iv', 'v', 'vi'].flatMap((table) =>
      Object.entries(blocksOf(sectionOf(empty, `table-${table}`))),
    );
    expect(blocks.map(([heading]) => Number.parseInt(heading, 10))).toEqual(PAPER_EXPERIMENTS.map(({ id }) => id));
    for (const [, rows] of blocks) expect(rows.map(([whose]) => whose)).toEqual(['paper', 'ours, not run']);
  });
});

describe('the other tables', () => {
  const page = reproductionPage(SOME);

  it('VII has the printed matrices, the second restored, and ours of the best', () => {
    const blocks = blocksOf(sectionOf(page, 'table-vii'));
    expect(Object.values(blocks)[0]![0]).toEqual(['paper', '2915', '64', '60', '633', '3.37%']);
    expect(Object.values(blocks)[1]![0]).toEqual(['paper (restored)', '2934', '49', '49', '640', '2.66%']);
    // Experiment 10: 36 of 960 and 64 of 640 wrong.
    expect(Object.values(blocks)[2]).toContainEqual(['ours, by image', '924', '36', '64', '576', '6.25%']);
  });

  it('VIII sets the paper beside the others in both polarities', () => {
    const text = textOf(sectionOf(page, 'table-viii'));
    expect(text).toContain('as the paper counts: positive = typical 97% 0.98 0.93');
    expect(text).toContain('clinical: positive = atypical 97% 0.93 0.98');
    expect(text).toContain('ours, by image, ID 10, clinical: positive = atypical 93.8%');
  });

  it('I and II are as printed', () => {
    expect(textOf(sectionOf(page, 'table-i'))).toContain(
      'i7-8700K, GTX 1080 Ti not reported 98.13%, 95.00%, 94.64%, 83.10%',
    );
    const plan = textOf(sectionOf(page, 'table-ii'));
    expect(plan).toContain('batches 4, 8, 32; 45 epochs');
    expect(plan).toContain('ID 6: batch 34, 34 epochs');
  });

  it('the check of whole images has a line an experiment', () => {
    const section = sectionOf(page, 'whole-images');
    expect(textOf(section)).toContain(
      'all 17 printed %FN are a whole number of the 3672 test images, if they are rounded',
    );
    expect(section.match(/<tr>/g)).toHaveLength(18);
  });
});

describe('what leaks', () => {
  it('is the difference of the same experiments by image and by patient', () => {
    const text = textOf(sectionOf(reproductionPage(SOME), 'leakage'));
    // Accuracy 0.92 − 0.875 and 0.9375 − 0.91; found 0.875 − 0.8 and 0.9 − 0.85.
    expect(text).toContain('The random split flatters.');
    expect(text).toContain('mean over the 2 experiments done both ways, with 95% intervals: accuracy +3.6 points (+');
    expect(text).toContain('atypical cells found +6.3 points (');
    expect(text).toMatch(/3 · CNN, 32 px 92\.0% [\d.–%]+ 87\.5% [\d.–%]+ \+4\.5/);
    // 78 in training and 16 in the test, of 78.
    expect(text).toContain('at least 16 of the 78 patients');
  });

  it('has an interval that more experiments do not narrow', () => {
    const pair = (id: number) => (['image', 'patient'] as const).map((splitBy) => inventedRun({ id, splitBy }));
    const [one, several] = [pair(3), [...pair(3), ...pair(4), ...pair(5)]].map((runs) =>
      meanLeak(splitPairs({ runs }), 'accuracy'),
    );
    expect(several).toEqual({
      value: 0,
      low: expect.closeTo(one!.low, 12),
      high: expect.closeTo(one!.high, 12),
    });
    expect(textOf(sectionOf(reproductionPage(inventedReport(pair(3))), 'leakage'))).toContain(
      'No difference beyond chance',
    );
  });

  it('is not there where patients never seen are called better', () => {
    const runs = [inventedRun({ id: 3, rates: [0.8, 0.8] }), inventedRun({ id: 3, splitBy: 'patient', rates: [1, 1] })];
    expect(textOf(sectionOf(reproductionPage(inventedReport(runs)), 'leakage'))).toContain('does not flatter here');
  });

  it('cannot be measured without patients', () => {
    const page = reproductionPage(inventedReport([inventedRun({ id: 3, patients: null })], NO_PATIENTS));
    expect(textOf(sectionOf(page, 'leakage'))).toContain('a split by patient is impossible');
    expect(textOf(sectionOf(page, 'table-iii'))).not.toContain('by patient');
  });
});

describe('the claims', () => {
  it('are judged of the print and of ours', () => {
    const blocks = blocksOf(sectionOf(reproductionPage(SOME), 'claims'));
    const rows = blocks['As many false positives as false negatives in experiment 14']!;
    expect(rows[0]!.slice(1).map((cell) => cell.split(' ID')[0])).toEqual([
      '✓ held',
      '? cannot be said not run',
      '? cannot be said not run',
    ]);
    const accuracy = blocks['Over 90% of accuracy, sensitivity and specificity']![1]!;
    expect(accuracy[0]).toBe('accuracy, in every experiment');
    // By image experiment 11 has 88%; by patient experiment 3 has 87.5%.
    expect(accuracy[2]).toMatch(/^✗ not held ID 11: 88\.0%/);
    expect(accuracy[3]).toMatch(/^✗ not held ID 3: 87\.5%/);
  });
});

it('says of a test without atypical cells that what it says of them is undefined', () => {
  const page = reproductionPage(inventedReport([inventedRun({ id: 3, atypical: 0 })]));
  expect(textOf(sectionOf(page, 'claims'))).toContain('undefined: the test has no such cells');
  expect(firstScreen(page)).toContain('no atypical cell to miss');
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each<[string, ReproductionReport]>([
    ['all', inventedReport(inventedRuns(), { samples: inventedSamples(PIXEL, 'MYO · myeloblast') })],
    ['some', SOME],
    ['none, without patients', inventedReport([], NO_PATIENTS)],
    ['by patient alone', inventedReport([inventedRun({ id: 3, splitBy: 'patient' })], { splits: ['patient'] })],
    ['a test without atypical cells', inventedReport([inventedRun({ id: 3, atypical: 0 })])],
    ['a picture that cannot be shown', inventedReport([], { samples: inventedSamples(null, 'MYO') })],
  ])('%s: sound pictures at every width, and numbers', (_, given) => {
    const report = { ...given, language };
    for (const figure of reproductionFigures(report)) {
      for (const widthPx of [320, 720]) {
        for (const picture of [figure.picture(widthPx)].flat())
          expect(pictureFaults(picture, widthPx), figure.name).toEqual([]);
      }
      expect(figureCsv(figure)).not.toMatch(/NaN|undefined|null/);
    }
    expect(textOf(reproductionPage(report))).not.toMatch(/NaN|undefined(?!: the test)|null\b/);
  });

  it('keeps names of data sets and labels text', () => {
    const dataset = {
      ...DATASET,
      name: HOSTILE,
      scheme: HOSTILE,
      types: DATASET.types.map((type) => ({ ...type, code: type.code && HOSTILE, label: HOSTILE })),
    };
    const environment = { software: HOSTILE, machine: HOSTILE };
    const origin = { ...SOME.origin, argv: ['reproduce', HOSTILE] };
    const samples = inventedSamples(PIXEL, HOSTILE);
    const page = reproductionPage({ ...SOME, language, dataset, environment, origin, samples });
    expect(page).not.toContain('<img');
    expect(page.replace(/"[^"]*"/g, '').match(/<[^>]*\son[a-z]+=/gi)).toBeNull();
    expect(page.split('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;').length).toBeGreaterThan(10);
  });
});

it('neutralises labels that a spreadsheet would run', () => {
  const label = '=cmd()';
  const types = [{ code: null, label, group: 'typical' as const, cells: 1 }];
  const report = { ...SOME, dataset: { ...DATASET, types }, samples: inventedSamples(PIXEL, label) };
  for (const name of ['figure2', 'figure3']) {
    const csv = figureCsv(reproductionFigures(report).find((figure) => figure.name === name)!);
    expect(csv).toContain(",'=cmd()");
    expect(csv).not.toContain(',=');
  }
});

it('is Spanish where Spanish is asked for', () => {
  const page = reproductionPage({ ...SOME, language: 'es', synthetic: { data: true, model: false } });
  expect(page).toContain('<html lang="es">');
  expect(firstScreen(page)).toContain('El mejor modelo no detectó 96 de 640 células atípicas');
  expect(textOf(page)).not.toMatch(/\b(missed|held|paper's|atypical|accuracy|experiments|not run|epochs)\b/);
});
