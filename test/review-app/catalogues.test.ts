import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const WEB = resolve(import.meta.dirname, '../../packages/web/src');

/** Rightly the same in both languages: signs, names of formats and commands. */
const ALIKE = /^([\W\d_]*|leukoscope .*|FHIR R4 \(JSON\)|unidentified|no identificada)$/;

type Catalogue = Readonly<Record<'en' | 'es', unknown>>;

async function catalogues(): Promise<[name: string, catalogue: Catalogue][]> {
  const files = globSync('**/*-texts.ts', { cwd: WEB });
  const found: [string, Catalogue][] = [];
  for (const file of files.toSorted()) {
    const module: Record<string, unknown> = await import(resolve(WEB, file));
    for (const [name, value] of Object.entries(module)) if (isCatalogue(value)) found.push([name, value]);
  }
  return found;
}

function isCatalogue(value: unknown): value is Catalogue {
  return typeof value === 'object' && value !== null && 'en' in value && 'es' in value;
}

/** Every text by its path; a function's by what it says of sixes, which fit any number or name. */
function texts(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value(...Array(value.length || 1).fill(sixes())))]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => texts(part, `${path}.${key}`));
}

function sixes() {
  return Object.assign(new String('666'), { cells: 666, classified: 666, reviewed: 666 });
}

describe('the catalogues', async () => {
  const all = await catalogues();

  it('are found', () => {
    expect(all.length).toBeGreaterThan(8);
  });

  it.each(all)('%s says everything in both languages, and nothing by an empty text', (name, catalogue) => {
    const [english, spanish] = [texts(catalogue.en, name), texts(catalogue.es, name)];
    expect(spanish.map(([path]) => path)).toEqual(english.map(([path]) => path));
    expect([...english, ...spanish].filter(([, text]) => text.trim() === '')).toEqual([]);
    const same = english.filter(([, text], at) => text === spanish[at]![1] && !ALIKE.test(text));
    // Short words may be the same by chance: «total», «error».
    expect(same.filter(([, text]) => text.length > 12)).toEqual([]);
  });
});
