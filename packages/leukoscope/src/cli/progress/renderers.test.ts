import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProgressEvent } from '../../progress/progress.ts';
import { textsIn } from '../texts/texts-in.ts';
import { BarRenderer } from './bar-renderer.ts';
import { chooseRenderer } from './choose-renderer.ts';
import { JsonRenderer } from './json-renderer.ts';
import { PlainRenderer } from './plain-renderer.ts';
import { noRenderer } from './progress-renderer.ts';
import { clockTime, progressWords } from './progress-words.ts';

const ERASE = '\r\x1b[K';
const english = progressWords('en', textsIn('en').progress);

function event(changes: Partial<ProgressEvent> = {}): ProgressEvent {
  return {
    stage: 'train',
    unit: 'images',
    done: 1200,
    total: 4800,
    perSecond: 350.4,
    etaSeconds: 12.4,
    elapsedSeconds: 4,
    ended: false,
    ...changes,
  };
}

/** A device with a clock to set and everything written kept. */
function fakeDevice(columns = 100) {
  const device = {
    now: 0,
    columnCount: columns,
    written: [] as string[],
    write: (text: string) => void device.written.push(text),
    nowMs: () => device.now,
    columns: () => device.columnCount,
  };
  return device;
}

describe('words', () => {
  test.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [59.6, '1:00'],
    [725, '12:05'],
    [3723, '1:02:03'],
    [108_000, '30:00:00'],
  ])('%d seconds are %s', (seconds, expected) => {
    expect(clockTime(seconds)).toBe(expected);
  });

  test('numbers follow the language, and slow rates keep two figures', () => {
    const spanish = progressWords('es', textsIn('es').progress);
    const slow = event({ done: 12_000, total: 48_000, perSecond: 0.254 });
    expect(english.amount(slow)).toBe('12,000/48,000 images');
    expect(spanish.amount(slow)).toBe('12\u202F000/48\u202F000 imágenes');
    expect(english.facts(slow).join(' · ')).toBe('0.25/s · 0:12 left');
    expect(spanish.facts(slow).join(' · ')).toBe('0.25/s · quedan 0:12');
  });

  test('what else is known of a training or a search is worded in the language', () => {
    const training = event({
      perSecond: null,
      etaSeconds: null,
      note: { epoch: 3, epochs: 45, loss: 0.32, rocAuc: 0.9 },
    });
    const search = event({ ...training, note: { ...training.note, trial: 2, trials: 16, toEpoch: 9 } });
    const spanish = progressWords('es', textsIn('es').progress);
    expect(english.facts(training)).toEqual(['epoch 3/45', 'loss 0.3200', 'AUC 0.900']);
    expect(spanish.facts(training)).toEqual(['época 3/45', 'pérdida 0.3200', 'AUC 0.900']);
    expect(english.facts(search).at(0)).toBe('trial 2/16 to epoch 9');
    expect(spanish.facts(search).at(0)).toBe('ensayo 2/16 hasta la época 9');
  });

  test('bytes are told in the unit of the whole, rates in their own', () => {
    const download = event({ unit: 'bytes', done: 1_520_000, total: 35_462_000, perSecond: 820_000.7 });
    expect(english.amount(download)).toBe('1.52/35.5 MB');
    expect(english.facts(download)[0]).toBe('820 kB/s');
    expect(progressWords('es', textsIn('es').progress).amount(download)).toBe('1.52/35.5 MB');
    expect(english.amount(event({ unit: 'bytes', done: 999, total: null }))).toBe('999 bytes');
    expect(english.amount(event({ unit: 'bytes', done: 0, total: 1500 }))).toBe('0/1.5 kB');
  });

  test('what is not known is not said', () => {
    const unknown = event({ total: null, perSecond: null, etaSeconds: null });
    expect([english.amount(unknown), english.facts(unknown)]).toEqual(['1,200 images', []]);
  });
});

describe('the bar', () => {
  test('is one line drawn over itself, and gone when the stage ends', () => {
    const device = fakeDevice();
    const bar = new BarRenderer(english, device);
    bar.show(event());
    bar.show(event({ ended: true }));
    expect(device.written).toEqual([
      `${ERASE}training [#######-----------------------] 1,200/4,800 images · 350/s · 0:12 left`,
      ERASE,
    ]);
  });

  test('is drawn at most ten times a second', () => {
    const device = fakeDevice();
    const bar = new BarRenderer(english, device);
    for (device.now = 0; device.now < 1000; device.now++) bar.show(event());
    expect(device.written).toHaveLength(10);
  });

  test('makes room for a message once, and comes back with the next event', () => {
    const device = fakeDevice();
    const bar = new BarRenderer(english, device);
    bar.clear();
    bar.show(event());
    bar.clear();
    bar.clear();
    bar.show(event());
    expect(device.written.map((text) => text === ERASE)).toEqual([false, true, false]);
  });

  test('follows a terminal that is made narrower', () => {
    const device = fakeDevice();
    const bar = new BarRenderer(english, device);
    bar.show(event());
    device.now = 100;
    device.columnCount = 30;
    bar.show(event());
    expect(device.written[1]).toBe(`${ERASE}training 1,200/4,800 images`);
    device.now = 200;
    device.columnCount = 40;
    bar.show(event());
    expect(device.written[2]).toBe(`${ERASE}training 1,200/4,800 images · 350/s`);
    device.now = 300;
    device.columnCount = 12;
    bar.show(event());
    expect(device.written[3]).toBe(`${ERASE}training 1,`);
  });

  test('never wraps and never shows more than all (property)', () => {
    const events = fc.record({
      done: fc.integer({ min: 0, max: 1e9 }),
      total: fc.option(fc.integer({ min: 0, max: 1e9 })),
      perSecond: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
      etaSeconds: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
      note: fc.record({ epoch: fc.nat(), epochs: fc.nat(), loss: fc.double({ min: 0, noNaN: true }) }),
    });
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 200 }), (changes, columns) => {
        const device = fakeDevice(columns);
        new BarRenderer(english, device).show(event(changes));
        expect(device.written.join('').slice(ERASE.length).length).toBeLessThan(columns);
      }),
      { seed: 1 },
    );
  });
});

describe('plain lines', () => {
  test('at most one each five seconds, and one when the stage ends', () => {
    const device = fakeDevice();
    const plain = new PlainRenderer(english, device);
    for (device.now = 0; device.now <= 12_000; device.now += 100) plain.show(event());
    plain.show(event({ done: 4800, ended: true, elapsedSeconds: 12 }));
    expect(device.written).toEqual([
      'training: 1,200/4,800 images (25%) · 350/s · 0:12 left\n',
      'training: 1,200/4,800 images (25%) · 350/s · 0:12 left\n',
      'training: 4,800/4,800 images (100%) · 350/s · took 0:12\n',
    ]);
  });

  test('have nothing that only a terminal understands', () => {
    const device = fakeDevice();
    const plain = new PlainRenderer(english, device);
    plain.show(event({ ended: true, total: null }));
    plain.clear();
    expect(device.written.join('')).toBe('training: 1,200 images · 350/s · took 0:04\n');
  });
});

describe('JSON lines', () => {
  test('the first, the last, and five a second between', () => {
    const device = fakeDevice();
    const json = new JsonRenderer(device);
    for (device.now = 0; device.now < 1000; device.now += 10) json.show(event({ done: device.now }));
    json.show(event({ done: 1000, ended: true }));
    const shown = device.written.map((line) => JSON.parse(line).progress);
    expect(shown.map(({ done }) => done)).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(device.written.every((line) => line.endsWith('}\n'))).toBe(true);
    expect(shown.at(-1)).toEqual(event({ done: 1000, ended: true }));
  });

  test('a new stage is shown at once', () => {
    const device = fakeDevice();
    const json = new JsonRenderer(device);
    json.show(event());
    json.show(event({ stage: 'validate' }));
    json.show(event());
    expect(device.written).toHaveLength(3);
  });
});

describe('which one', () => {
  const terminal = { isTerminal: true, env: {} };
  const choose = (
    shell: Parameters<typeof chooseRenderer>[0],
    facts = terminal as Parameters<typeof chooseRenderer>[1],
  ) => chooseRenderer(shell, facts, { language: 'en', device: fakeDevice() });
  const unasked = { progress: undefined, quiet: false };

  test.each([
    ['a bar on a terminal', unasked, terminal, BarRenderer],
    ['lines where there is no terminal', unasked, { isTerminal: false, env: {} }, PlainRenderer],
    ['lines in CI', unasked, { isTerminal: true, env: { CI: 'true' } }, PlainRenderer],
    ['lines on a terminal that cannot erase', unasked, { isTerminal: true, env: { TERM: 'dumb' } }, PlainRenderer],
    ['auto asked for', { progress: 'auto', quiet: true }, terminal, BarRenderer],
    ['a bar asked for', { progress: 'bar', quiet: false }, { isTerminal: false, env: { CI: '1' } }, BarRenderer],
    ['plain asked for', { progress: 'plain', quiet: false }, terminal, PlainRenderer],
    ['json asked for, quiet or not', { progress: 'json', quiet: true }, terminal, JsonRenderer],
  ] as const)('%s', (_, shell, facts, expected) => {
    expect(choose(shell, facts)).toBeInstanceOf(expected);
  });

  test('none if asked for, or quiet', () => {
    expect(choose({ progress: 'none', quiet: false })).toBe(noRenderer);
    expect(choose({ progress: undefined, quiet: true })).toBe(noRenderer);
  });
});
