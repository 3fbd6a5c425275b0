import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeCells } from '../../../test/cell-pictures.ts';
import { fakeWorld } from '../../../test/fake-world.ts';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { run } from '../run.ts';

async function lk(place: string, ...args: readonly string[]) {
  const { world, out, err } = fakeWorld({ cwd: place, env: { LEUKOSCOPE_CACHE: join(place, 'cache') } });
  const exitCode = await run([...args, '--progress', 'none'], world);
  return { exitCode, out: out(), err: err() };
}

function smallData() {
  const place = temporaryFolder();
  writeCells(join(place, 'cells'), { patients: 5, cellsEach: 4 });
  return place;
}

describe('data audit', () => {
  test('says whether to believe, in a table, as JSON and as a page', async () => {
    const place = smallData();
    copyFileSync(join(place, 'cells/P0/NGS-0.png'), join(place, 'cells/P0/copy.png'));
    appendFileSync(join(place, 'cells/manifest.csv'), 'P0/copy.png,NGS,P0\n');
    const shown = await lk(place, 'data', 'audit', 'cells', '--out', 'audit.html');
    expect([shown.exitCode, shown.err]).toEqual([0, '']);
    expect(shown.out).toContain('Split by patient, as train would draw it; judged by cross-validation.');
    expect(shown.out).toMatch(/patients on both sides +in order +No patient stands on both sides of the split/);
    expect(shown.out).toMatch(/the border only +0\.\d{3} \(/);
    expect(shown.out).toContain('Page written to audit.html.');
    const html = readFileSync(join(place, 'audit.html'), 'utf8');
    expect(html).toContain('Can figures from “cells” be believed?');
    expect(html).toContain('data:image/webp');

    const again = await lk(place, 'data', 'audit', 'cells', '--out', 'audit.html');
    expect(again.exitCode).toBe(2);
  });

  test('a split by image cannot be believed: exit 0, with --strict 4; the same to the last digit again', async () => {
    const place = smallData();
    const split = ['data', 'split', 'cells', '--by', 'image', '--val-fraction', '0.3', '--test-fraction', '0'];
    await lk(place, ...split, '--out', 'split.json');
    const audit = ['data', 'audit', 'cells', '--split', 'split.json', '--json'];
    const [found, strict] = [await lk(place, ...audit), await lk(place, ...audit, '--strict')];
    expect([found.exitCode, strict.exitCode]).toEqual([0, 4]);
    expect(strict.out).toBe(found.out);
    const document = JSON.parse(found.out);
    expect(document).toMatchObject({ overall: 'cannot', level: 'bad', out: null, rejected: 0 });
    expect(document.split).toMatchObject({ origin: 'file', judgedBy: 'heldOut', by: 'image' });
    expect(document.answers[0]).toMatchObject({ question: 'patients', answer: 'shared', level: 'bad' });
    expect(document.leaks.patients.count).toBe(5);
    const spanish = await lk(place, '--lang', 'es', ...audit.slice(0, -1));
    expect(spanish.out).toContain('No se puede creer en las cifras de estos datos y esta partición.');
  });

  test('bad input: an unreadable image (3 unless allowed), an option that would do nothing (2), no such data (3)', async () => {
    const place = smallData();
    writeFileSync(join(place, 'cells/P0/NGS-0.png'), 'no picture');
    const broken = await lk(place, 'data', 'audit', 'cells', '--json');
    expect([broken.exitCode, JSON.parse(broken.out).rejectedImages]).toEqual([
      3,
      [{ path: expect.stringMatching(/NGS-0\.png$/), reason: 'image.not-an-image' }],
    ]);
    expect((await lk(place, 'data', 'audit', 'cells', '--json', '--allow-rejected')).exitCode).toBe(0);
    writeFileSync(join(place, 'split.csv'), 'patient,split\nP0,test\n*,train\n');
    const given = await lk(place, 'data', 'audit', 'cells', '--split', 'split.csv', '--by', 'image');
    expect([given.exitCode, given.err]).toEqual([2, expect.stringContaining('--split')]);
    expect((await lk(place, 'data', 'audit', 'nowhere')).exitCode).toBeGreaterThan(1);
  });
});
