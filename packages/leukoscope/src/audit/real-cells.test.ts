/** The audit on the measuring data: the floors of ../shared/DATA.md, and what a split by image rewards. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { type Dataset, openDataset } from '../datasets/dataset.ts';
import { openImageStore } from '../images/image-store.node.ts';
import { auditDataset, type DataAudit } from './audit-dataset.ts';
import { AUDITED_PICTURES } from './read-audit-cells.ts';

/** On a machine with much else to do. */
vi.setConfig({ testTimeout: 300_000 });

const SHARED = resolve(import.meta.dirname, '../../../../..', process.env.LEUKOSCOPE_SHARED ?? '../shared', 'data');

const FULL = process.env.LEUKOSCOPE_FULL === '1';

async function audited(name: string, choose: (dataset: Dataset) => Dataset = (dataset) => dataset): Promise<DataAudit> {
  const store = await openImageStore({ cacheFolder: null, preprocessing: AUDITED_PICTURES });
  return auditDataset(choose(await openDataset(join(SHARED, name), { scheme: DEFAULT_SCHEME })), {
    split: null,
    draw: { validationFraction: 0.15, testFraction: 0.15, seed: 1, stratify: true },
    seed: 1,
    store,
    progress: { report: () => undefined },
    signal: new AbortController().signal,
  }).finally(() => store.close());
}

/** Every sixth patient, so that the test ends soon, every third in the full test; results/audit.md has all. */
function someOfThem(dataset: Dataset): Dataset {
  const patients = [...new Set(dataset.cells.map(({ patient }) => patient))].sort();
  const kept = new Set(patients.filter((_, at) => at % (FULL ? 3 : 6) === 0));
  return { ...dataset, cells: dataset.cells.filter(({ patient }) => kept.has(patient)) };
}

/** Every third cell; all of them in the full test. */
function thirdOfCells(dataset: Dataset): Dataset {
  return FULL ? dataset : { ...dataset, cells: dataset.cells.filter((_, at) => at % 3 === 0) };
}

it.skipIf(!existsSync(join(SHARED, 'lmu')))(
  'LMU (needs ../shared): 165 cells of nobody known, and a border that tells',
  async () => {
    const { cells, answers, overall, auc } = await audited('lmu');
    expect(cells).toHaveLength(165);
    expect(Math.abs(auc.border.value! - 0.76)).toBeLessThan(0.05);
    expect([overall, answers.border, answers.labels]).toEqual(['cannotBeTold', 'tells', 'untold']);
  },
);

it.skipIf(!existsSync(join(SHARED, 'pbc')))(
  'PBC (needs ../shared): cells of nobody known, and a border that tells',
  async () => {
    const { cells, answers, overall, auc } = await audited('pbc', thirdOfCells);
    expect(cells).toHaveLength(FULL ? 3100 : 1033);
    expect(Math.abs(auc.border.value! - 0.74)).toBeLessThan(0.05);
    expect([overall, answers.border, answers.labels]).toEqual(['cannotBeTold', 'tells', 'credible']);
  },
);

it.skipIf(!existsSync(join(SHARED, 'jhu')))(
  'JHU (needs ../shared): coins are told by image and not by patient, the border tells nothing',
  async () => {
    const { answers, auc, coin, contrast } = await audited('jhu', someOfThem);
    expect(coin!.mean).toBeGreaterThan(0.4);
    expect(coin!.mean).toBeLessThan(0.6);
    expect(contrast!.coin!.mean).toBeGreaterThan(0.85);
    expect(Math.abs(auc.border.value! - 0.51)).toBeLessThan(0.05);
    expect(auc.whole.value).toBeGreaterThan(0.9);
    expect([answers.patients, answers.border]).toEqual(['apart', 'chance']);
  },
);
