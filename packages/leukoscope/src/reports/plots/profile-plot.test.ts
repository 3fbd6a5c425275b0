import { describe, expect, expectTypeOf, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { NODE_KINDS, OUTSIDE_KINDS } from '../../profiling/time-kinds.ts';
import type { WorkProfile } from '../../profiling/work-profile.ts';
import { type ProfiledWork, profilePlot } from './profile-plot.ts';
import { PROFILE_TEXTS } from './profile-plot-texts.ts';
import { pictureFaults } from './testing/picture-faults.ts';
import { readSvg, textBoxes } from './testing/read-svg.ts';

const part = (name: string, ms: number) => ({ name, ms, share: ms / 100 });

/** A step of 100 ms. */
const WORK: ProfiledWork = {
  work: 'training',
  batch: 8,
  stepMs: 80,
  profiledStepMs: 100,
  imagesPerSecond: 100,
  gflops: 50,
  peakGflops: 200,
  shareOfPeak: 0.25,
  kinds: [part('convolution', 50), part('copies', 25), part('between-nodes', 20), part('javascript', 5)],
  layers: Array.from({ length: 20 }, (_, at) => part(`layer${at}.0.conv1`, 5 - at / 10)),
};

it('takes what a profile gives', () => {
  expectTypeOf<WorkProfile>().toExtend<ProfiledWork>();
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each<[string, readonly ProfiledWork[]]>([
    ['training', [WORK]],
    ['both works', [{ ...WORK, work: 'inference', batch: 1 }, WORK]],
    ['every kind', [{ ...WORK, kinds: [...NODE_KINDS, ...OUTSIDE_KINDS].map((name) => part(name, 100 / 15)) }]],
    ['a step of microseconds', [{ ...WORK, stepMs: 0.004, layers: [part('head.0', 0.00001)] }]],
  ])('%s: a sound picture at every width', (_, works) => {
    for (const widthPx of [240, 320, 640, 1200]) {
      expect(pictureFaults(profilePlot(works, { language, widthPx }), widthPx)).toEqual([]);
    }
  });

  it('has words for every kind', () => {
    const named = Object.keys(PROFILE_TEXTS[language].names);
    expect(named).toEqual(expect.arrayContaining([...NODE_KINDS, ...OUTSIDE_KINDS]));
  });
});

describe('the plot of a profile', () => {
  const elements = readSvg(profilePlot([WORK], { language: 'en', widthPx: 900 }));
  const texts = textBoxes(elements).map(({ text }) => text);

  it('has bars as long as their parts are', () => {
    const bars = elements.filter(
      ({ name, classes }) => name === 'rect' && classes.some((one) => one.startsWith('lk-tone')),
    );
    const widths = bars.slice(0, 4).map(({ attributes }) => Number(attributes.width));
    expect(widths.map((width) => (50 * width) / widths[0]!)).toEqual(
      [50, 25, 20, 5].map((ms) => expect.closeTo(ms, 1)),
    );
    // What no node takes is in another colour.
    const tones = bars.slice(0, 4).map(({ classes }) => classes.find((one) => one.startsWith('lk-tone')));
    expect(tones).toEqual(['lk-tone-0', 'lk-tone-0', 'lk-tone-1', 'lk-tone-1']);
  });

  it('says time, share and rate', () => {
    expect(texts).toContain('50 ms · 50%');
    expect(texts).toContain('5 ms · 5.0%');
    expect(texts.join(' ')).toContain('100 images/s, 80 ms a step');
    expect(texts.join(' ')).toContain('50 GFLOP/s, 25% of this machine’s 200');
    expect(texts.join(' ')).toContain('25% longer');
  });

  it('puts the small layers together', () => {
    expect(texts).toContain('7 more');
    expect(texts).toContain(
      `${[13, 14, 15, 16, 17, 18, 19].reduce((sum, at) => sum + 5 - at / 10, 0).toPrecision(3)} ms · 24%`,
    );
  });
});
