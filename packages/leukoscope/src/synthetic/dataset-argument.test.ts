import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSyntheticArgument, parseSyntheticArgument } from './dataset-argument.ts';

function errorOf(given: string): LeukoscopeError {
  try {
    parseSyntheticArgument(given);
  } catch (error) {
    if (error instanceof LeukoscopeError) return error;
    throw error;
  }
  throw new Error(`${given} was read`);
}

describe('synthetic:<seed>', () => {
  it('has 40 patients, 2,000 cells and 128 px unless said', () => {
    expect(parseSyntheticArgument('synthetic:7')).toEqual({ seed: 7, patients: 40, cells: 2000, sizePx: 128 });
  });

  it('has no more patients than cells unless told to', () => {
    expect(parseSyntheticArgument('synthetic:7,cells=3').patients).toBe(3);
    expect(errorOf('synthetic:7,cells=3,patients=4')).toMatchObject({
      code: 'synthetic.bad-setting',
      details: { name: 'cells', least: 4 },
    });
  });

  it('reads settings in any order and with spaces around them', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat({ max: 4_294_967_295 }),
          patients: fc.integer({ min: 1, max: 1000 }),
          cells: fc.integer({ min: 1000, max: 100_000 }),
          size: fc.integer({ min: 32, max: 512 }),
          turn: fc.nat({ max: 5 }),
        }),
        ({ seed, patients, cells, size, turn }) => {
          const settings = [`patients=${patients}`, ` cells = ${cells}`, `size=${size} `];
          const turned = settings.map((_, at) => settings[(at + turn) % 3]);
          const given = `synthetic:${seed},${turned.join(',')}`;
          expect(parseSyntheticArgument(given)).toEqual({ seed, patients, cells, sizePx: size });
        },
      ),
    );
  });

  it('reads a text or says in one error what is wrong with it, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const given = `synthetic:${text}`;
        expect(isSyntheticArgument(given)).toBe(true);
        try {
          const { seed, patients, cells } = parseSyntheticArgument(given);
          expect(Number.isSafeInteger(seed) && patients <= cells).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(LeukoscopeError);
          expect((error as LeukoscopeError).code).toMatch(/^synthetic\./);
        }
      }),
    );
  });

  it.each([
    ['synthetic:', 'synthetic.bad-seed', { value: '' }],
    ['synthetic:-1', 'synthetic.bad-seed', { value: '-1' }],
    ['synthetic:1.5', 'synthetic.bad-seed', { value: '1.5' }],
    ['synthetic:4294967296', 'synthetic.bad-seed', { most: 4_294_967_295 }],
    ['synthetic:seven', 'synthetic.bad-seed', { value: 'seven' }],
    ['synthetic:1,patient=2', 'synthetic.unknown-setting', { name: 'patient', suggestion: 'patients' }],
    ['synthetic:1,', 'synthetic.unknown-setting', { name: '' }],
    ['synthetic:1,cells=2,cells=3', 'synthetic.repeated-setting', { name: 'cells' }],
    ['synthetic:1,cells', 'synthetic.bad-setting', { value: '', least: 1 }],
    ['synthetic:1,size=31', 'synthetic.bad-setting', { value: '31', least: 32, most: 512 }],
    ['synthetic:1,patients=1e2', 'synthetic.bad-setting', { value: '1e2' }],
  ])('%s is refused: %s', (given, code, details) => {
    expect(errorOf(given)).toMatchObject({ code, exitCode: 2, details: { ...details, given } });
  });

  it('is told in English and in Spanish with what to write instead', () => {
    const error = errorOf('synthetic:1,patient=2');
    expect(error.textIn('en').hint).toContain("Did you mean 'patients'? Write synthetic:<seed>");
    expect(error.textIn('es').hint).toContain('¿Quiso decir «patients»? Escriba synthetic:<semilla>');
  });

  it('leaves other arguments alone', () => {
    expect(isSyntheticArgument('cells/synthetic')).toBe(false);
    expect(isSyntheticArgument('Synthetic:1')).toBe(false);
  });
});
