import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const PAGE = resolve(import.meta.dirname, '../../packages/leukoscope/dist/web');
const MOST_BYTES = 300_000;

/** The scripts that a first visit loads: those of the page, and what they import before they run. */
function firstScripts(): string[] {
  const page = readFileSync(join(PAGE, 'index.html'), 'utf8');
  const found = new Set<string>();
  const open = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const text = readFileSync(join(PAGE, path), 'utf8');
    for (const [, file] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) open.push(`assets/${file}`);
  }
  return [...found];
}

describe('the first load of the review app', () => {
  test('is at most 300 kB of compressed JavaScript', () => {
    const scripts = firstScripts();
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(PAGE, path))).length, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('has neither script nor style in the page itself', () => {
    const page = readFileSync(join(PAGE, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|\son\w+=/);
  });
});
