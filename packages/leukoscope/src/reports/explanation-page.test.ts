import { describe, expect, it } from 'vitest';
import { tinyCard } from '../../test/tiny-model.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import type { MapCheck } from '../explain/check-maps.ts';
import { type ExplanationReport, explanationPage } from './explanation-page.ts';

const PIXEL = 'data:image/webp;base64,UklGRg==';
const HOSTILE = '<img src=x onerror="alert(1)">';
const figures = { largest: 1, smallest: 0, largestAt: { x: 0.25, y: 0.75 }, frameShare: 0.125 };
const estimate = { level: 0.95, method: 'student-mean', n: 8 } as const;
const check: MapCheck = {
  method: 'saliency',
  correlation: { value: 0.01, low: -0.02, high: 0.04, ...estimate },
  asShown: { value: 0.2, low: 0.1, high: 0.3, ...estimate },
  differs: true,
};

function report(changes: Partial<ExplanationReport> = {}): ExplanationReport {
  return {
    language: 'en',
    model: 'run/model.onnx',
    card: tinyCard(),
    methods: ['saliency'],
    layers: [],
    explained: 1,
    images: [
      {
        path: `/data/${HOSTILE}`,
        patient: null,
        explanation: {
          probability: 0.75,
          logOdds: 1.1,
          called: 'atypical',
          strangeness: 0.5,
          features: new Float32Array(2),
          toward: 'atypical',
          maps: [],
        },
        picture: PIXEL,
        near: null,
        maps: [{ method: 'saliency', picture: PIXEL, figures }],
      },
    ],
    rejected: [],
    ignoredFiles: 0,
    check: [check],
    synthetic: { data: false, model: false },
    origin: { version: '1.2.3', madeOn: new Date('2026-05-04T12:00:00Z'), argv: ['explain', 'run/model.onnx'] },
    ...changes,
  };
}

const textOf = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page of what calls rest on', () => {
  it('keeps the name of a file a text', () => {
    const page = explanationPage(report());
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;img src=x');
  });

  it('says the call, the share in the frame, and to those who see no picture where the map is strongest', () => {
    const page = explanationPage(report());
    expect(textOf(page)).toContain('called atypical, probability of atypical 0.750');
    expect(textOf(page)).toContain('12.5% in the frame');
    expect(page).toContain('alt="saliency: strongest at 25% of the width and 75% of the height"');
  });

  it.each([
    [check, '0.01 (−0.02–0.04), pictures: 8: other maps, as it must be.'],
    [
      { ...check, differs: false, correlation: { ...check.correlation, value: 0.6, low: 0.4, high: 0.8 } },
      'these maps may show the picture rather than what was learnt',
    ],
    [
      { ...check, differs: null, correlation: { ...check.correlation, low: null, high: null, n: 1 } },
      'too few pictures',
    ],
    [
      { ...check, asShown: { ...check.asShown, value: 0.62, low: 0.56, high: 0.68 } },
      'as shown, without signs, 0.62 (0.56–0.68): every network of this form has small gradients along the edge',
    ],
  ])('says what the sanity check came to', (found, said) => {
    expect(textOf(explanationPage(report({ check: [found] })))).toContain(said);
  });

  it('shows the training cells most like a picture, with their labels', () => {
    const [image] = report().images;
    const cell = {
      ...makeCell({ id: 'a' }),
      label: HOSTILE,
      cellCode: null,
      group: 'typical' as const,
      path: '/data/near.png',
    };
    const images = [{ ...image!, near: [{ cell, similarity: 0.875, picture: PIXEL }] }];
    const page = explanationPage(report({ images }));
    expect(textOf(page)).toContain('similarity 0.875 near.png');
    expect(page).not.toContain('<img src=x');
  });

  it('says that there was no check, and how many pictures are not shown', () => {
    const page = textOf(explanationPage(report({ check: null, explained: 300 })));
    expect(page).toContain('Not held against a network of drawn parameters');
    expect(page).toContain('The first 1 of 300 pictures; --out writes all.');
  });
});
