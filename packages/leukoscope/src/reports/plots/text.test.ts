import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './golden/text-widths.json' with { type: 'json' };
import { textWidthPx, wrapped } from './text.ts';

describe('textWidthPx against DejaVu Sans, the widest of the fonts asked for (golden/make_text_widths.py)', () => {
  it.each(golden.widths)('$text', ({ text, em }) => {
    const estimate = textWidthPx(text, 12);
    expect(estimate).toBeGreaterThan(0.99 * 12 * em);
    expect(estimate).toBeLessThan(1.25 * 12 * em);
  });
});

describe('wrapped', () => {
  it('breaks at spaces, and a word only where it alone is wider', () => {
    const width = textWidthPx('averylong', 12);
    expect(wrapped('a to averylongword', width, 12)).toEqual(['a to', 'averylong', 'word']);
    expect(wrapped('a  b\nc', 1000, 12)).toEqual(['a b c']);
    expect(wrapped(' ', 1000, 12)).toEqual([]);
  });

  it('keeps every character and stays within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 60, max: 400 }), (text, width) => {
        const lines = wrapped(text, width, 12);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines) expect([...line].length === 1 || textWidthPx(line, 12) <= width).toBe(true);
      }),
    );
  });
});
