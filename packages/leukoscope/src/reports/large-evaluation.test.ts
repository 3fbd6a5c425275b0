import { randomStream } from '@leukoscope/engine';
import { expect, test } from 'vitest';
import { tinyCard } from '../../test/tiny-model.ts';
import { CELL_TYPES } from '../cells/cell-types.ts';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { judgeEvaluation } from '../classify/judge-evaluation.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { LookTally } from '../evaluation/promises/cell-look.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { evaluationPage } from './evaluation-page.ts';
import { picturedCells } from './testing/pictured-cells.ts';

const TYPES = CELL_TYPES.slice(0, 15).map(({ code }, at) => ({
  code,
  group: at < 6 ? ('typical' as const) : ('atypical' as const),
}));

/** Of 80 patients; seven of ten called by their own type. */
function manyCells(count: number): ScoredCell[] {
  const random = randomStream(3, 'large evaluation');
  return Array.from({ length: count }, (_, at) => {
    const truth = TYPES[Math.floor(random() * TYPES.length)]!;
    const called = random() < 0.7 ? truth : TYPES[Math.floor(random() * TYPES.length)]!;
    return {
      id: `cell-${at}.png`,
      patient: `P${at % 80}`,
      cellCode: truth.code,
      label: truth.code,
      group: truth.group,
      probability: (random() + (called.group === 'atypical' ? 0.6 : 0)) / 1.6,
      calledType: called.code,
    };
  });
}

// Measured alone (2 cores): 5.5 s, 0.21 GB, 3.45 MB. A busy machine may take several times as long.
test('20,000 predictions of 15 types with 2,000 draws: a report in 20 s that can be sent by post', {
  timeout: 60_000,
}, () => {
  const scored = manyCells(20_000);
  const start = performance.now();
  const temperature = { value: 1.2, reason: 'fitted', cells: { typical: 100, atypical: 100 } } as const;
  const evaluation = evaluate(scored, {
    ...{ threshold: 0.4, rejected: [], seed: 1, types: TYPES, temperature, prevalence: 0.02, draws: 2_000 },
  });
  const page = evaluationPage({
    language: 'en',
    evaluation,
    judged: judgeEvaluation(scored, { card: tinyCard(), threshold: 0.4, looks: new LookTally() }),
    subgroups: null,
    comparison: null,
    about: {
      ...{ model: 'run/model.onnx', part: 'test', choseModel: false, trainingCellsAllowed: false },
      dataset: { name: 'blood', dataHash: 'f'.repeat(64), scheme: 'default', excluded: 0 },
    },
    card: tinyCard(),
    scheme: DEFAULT_SCHEME,
    scored,
    ...picturedCells(scored, {
      threshold: 0.4,
      types: TYPES.map(({ code }) => code),
      // Half as large again as the thumbnails of PBC's cells are at 96 px.
      pictureOf: () => `data:image/webp;base64,${'A'.repeat(3_000)}`,
    }),
    learningCurves: null,
    synthetic: { data: false, model: false },
    origin: { version: '1.2.3', madeOn: new Date('2026-05-04T12:00:00Z'), argv: ['evaluate'] },
  });
  const seconds = (performance.now() - start) / 1_000;
  // In kilobytes, of this process with the test's own tools.
  const peakMegabytes = process.resourceUsage().maxRSS / 1_000;
  process.stdout.write(
    `20,000 predictions, 15 types, 2,000 draws: ${seconds.toFixed(1)} s, ${peakMegabytes.toFixed(0)} MB, ${page.length} characters\n`,
  );
  expect(peakMegabytes).toBeLessThan(1_000);
  expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
  expect(seconds).toBeLessThan(60);
});
