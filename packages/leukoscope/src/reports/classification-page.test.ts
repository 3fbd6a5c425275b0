import { describe, expect, it } from 'vitest';
import { tinyCard, tinyType } from '../../test/tiny-model.ts';
import { TypeTally } from '../classify/type-tally.ts';
import { patientShare } from '../evaluation/patient-share.ts';
import { clopperPearson } from '../evaluation/rate.ts';
import { type ClassificationReport, classificationPage } from './classification-page.ts';

const PIXEL = 'data:image/webp;base64,UklGRg==';
const HOSTILE = '<img src=x onerror="alert(1)">';

const shareOf = (patient: string | null, typical: number, atypical: number) => ({
  patient,
  share: { ...patientShare({ typical, atypical }), adjusted: null, answer: null },
  referred: 0,
  blasts: null,
});
const cellOf = (path: string, patient: string | null, picture: string | null = PIXEL) => ({
  prediction: {
    path,
    patient,
    imageHash: 'h',
    probability: 0.9123,
    prediction: 'atypical' as const,
    referred: false,
    type: null,
  },
  picture,
});

function report(changes: Partial<ClassificationReport> = {}): ClassificationReport {
  return {
    language: 'en',
    model: 'run/model.onnx',
    card: tinyCard(),
    classified: 363,
    rejected: [],
    ignoredFiles: 2,
    patients: [shareOf('P7', 240, 123)],
    limit: null,
    promise: null,
    differentials: null,
    mostAtypical: [{ patient: 'P7', cells: [cellOf('/data/P7/a.png', 'P7')] }],
    synthetic: { data: false, model: false },
    origin: { version: '1.2.3', madeOn: new Date('2026-05-04T12:00:00Z'), argv: ['classify', 'run/model.onnx', 'P7'] },
    ...changes,
  };
}

const textOf = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the report of a classification', () => {
  it('begins with the share of the one patient, its interval, and what the tool is not for', () => {
    const page = textOf(classificationPage(report()));
    expect(page).toContain('P7: the model calls 33.9% of the cells atypical (95% interval: 29.0%–39.0%)');
    expect(page).toContain('Not for diagnosis');
    expect(page).toContain('363 images classified; 0 images could not be used; 2 other files left alone.');
    expect(page).toContain('Una ayuda para el especialista, no un diagnóstico.');
  });

  it('says how often the model calls typical cells atypical', () => {
    const { threshold, ...rest } = tinyCard();
    const reached = { ...threshold.reached, specificity: clopperPearson(279, 300) };
    const said = textOf(classificationPage(report({ card: { ...rest, threshold: { ...threshold, reached } } })));
    expect(said).toContain(
      'of the 300 typical cells that its threshold was chosen with it called 7.0% (4.4%–10.5%) atypical. So a smear without any atypical cell would show such a share too',
    );
    expect(textOf(classificationPage(report()))).not.toContain('The model errs:');
  });

  it('of several patients has a row for each and says who has too few cells', () => {
    const patients = [shareOf('A', 90, 10), shareOf('B', 5, 5), shareOf(null, 1, 0)];
    const page = textOf(classificationPage(report({ patients })));
    expect(page).toContain('of 3 patients the model calls 0.0% to 50.0% atypical, by patient');
    expect(page).toContain('2 patients have under 100 cells');
    expect(page).toContain('A 10 100 10.0% 4.9%–17.6%');
    expect(page).toContain('B 5 10 50.0% 18.7%–81.3% under 100 cells: too few');
    expect(page).toContain('(no patient named) 0 1 0.0%');
  });

  it('of very many patients draws those with the highest shares and lists all', () => {
    const patients = Array.from({ length: 230 }, (_, at) => shareOf(`patient-${at}`, 300 - at, at));
    const page = classificationPage(report({ patients }));
    expect(textOf(page)).toContain(
      'The picture shows the 200 patients with the highest shares, of 230; the table shows all.',
    );
    expect(page.match(/<th scope="row">patient-\d+<\/th>/g)).toHaveLength(230);
    expect(page).toContain('>patient-30</text>');
    expect(page).not.toContain('>patient-29</text>');
  });

  it('shows the cells to look at first with their probability and file, of all patients with theirs', () => {
    const page = classificationPage(report());
    expect(page).toContain('alt="Cell called atypical, probability of atypical 0.912, file a.png"');
    expect(textOf(page)).toContain('p = 0.912, called atypical a.png');
    const together = [
      { patient: undefined, cells: [cellOf('/data/P7/a.png', 'P7'), cellOf('/data/P8/b.png', 'P8', null)] },
    ];
    const all = textOf(classificationPage(report({ mostAtypical: together })));
    expect(all).toContain('p = 0.912, called atypical P8 b.png The image cannot be shown.');
  });

  it('of a model that tells types apart shares the cells out among them, by patient and in all', () => {
    const types = [tinyType('LYT'), tinyType('MYO', 'atypical')];
    const tally = new TypeTally(types);
    const call = (patient: string, code: string) => tally.add({ patient, type: { code, probability: 0.9 } });
    for (const code of ['LYT', 'LYT', 'LYT', 'MYO']) call('A', code);
    call('B', 'MYO');
    const card = tinyCard({ types });
    const several = textOf(classificationPage(report({ card, differentials: tally.differentials() })));
    expect(several).toContain(
      'Type A B All LYT · LYT (en) 3 (75.0%) 0 (0.0%) 3 (60.0%) MYO · MYO (en) 1 (25.0%) 1 (100.0%) 2 (40.0%)',
    );
    const one = textOf(
      classificationPage(report({ card, differentials: tally.differentials()!.slice(0, 1), language: 'es' })),
    );
    expect(one).toContain('Tipo A LYT · LYT (es) 3 (75.0%) MYO · MYO (es) 1 (25.0%)');
    expect(textOf(classificationPage(report()))).not.toContain('Differential count');
  });

  it('says so where nothing could be classified', () => {
    const rejected = [{ path: 'a.png', reason: 'a.png is damaged.' }];
    const page = textOf(classificationPage(report({ classified: 0, patients: [], mostAtypical: [], rejected })));
    expect(page).toContain('No image could be classified');
    expect(page).toContain('a.png : a.png is damaged.');
  });

  it('is stamped where the model learnt from generated cells', () => {
    expect(textOf(classificationPage(report({ synthetic: { data: false, model: true } })))).toContain(
      'Synthetic: the model learnt from drawn cells',
    );
    expect(textOf(classificationPage(report()))).not.toContain('Synthetic');
  });

  it('is Spanish where Spanish is asked for', () => {
    const page = textOf(classificationPage(report({ language: 'es' })));
    expect(page).toContain('P7: el modelo llama atípicas al 33.9% de las células (intervalo del 95%: 29.0%–39.0%)');
    expect(page).not.toMatch(/\b(called|cells|threshold|images)\b/);
  });

  it('keeps names of patients and files text', () => {
    const page = classificationPage(
      report({
        model: HOSTILE,
        patients: [shareOf(HOSTILE, 10, 5), shareOf('B', 1, 2)],
        mostAtypical: [{ patient: HOSTILE, cells: [cellOf(`/data/${HOSTILE}`, HOSTILE)] }],
        rejected: [{ path: HOSTILE, reason: HOSTILE }],
      }),
    );
    expect(page.includes('<img src=x')).toBe(false);
    expect(page.replace(/"[^"]*"/g, '').match(/<[^>]*\son[a-z]+=/gi)).toBeNull();
  });
});
