import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { png } from '../../../test/png.ts';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { DEFAULT_SCHEME } from '../../cells/scheme.ts';
import { openImageStore } from '../../images/image-store.node.ts';
import type { Raster } from '../../images/raster.ts';
import { syntheticDataset } from '../../synthetic/synthetic-dataset.ts';
import { openDataset } from '../dataset.ts';
import { dihedralIndex } from '../duplicates/dihedral.ts';
import { COMPARED_PICTURES } from '../duplicates/picture-size.ts';
import type { DataScan } from './data-scan.ts';
import { findingsOf } from './findings.ts';
import golden from './golden/metadata.json' with { type: 'json' };
import { scanDataset } from './scan-dataset.ts';
import { shownNames } from './shown-names.ts';

const CELLS = Array.from(syntheticDataset({ seed: 11, patients: 4, cells: 80, sizePx: 64 }));

interface Row {
  path: string;
  label: string;
  patient: string;
  split?: string;
  bytes: Uint8Array;
}

const encoded = ({ widthPx, heightPx, data }: Raster) => png(widthPx, heightPx, data);

function cleanRows(): Row[] {
  return CELLS.map(({ code, patient, raster }, at) => ({
    path: `${code}/cell-${at}.png`,
    label: code,
    patient,
    bytes: encoded(raster),
  }));
}

function write(rows: readonly Row[], columns = ''): string {
  const folder = temporaryFolder();
  for (const { path, bytes } of rows) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const lines = rows.map(({ path, label, patient, split = '' }) => `"${path}",${label},${patient},${split}`);
  writeFileSync(join(folder, 'manifest.csv'), `path,label,patient,split${columns}\n${lines.join('\n')}\n`);
  return folder;
}

async function scanned(folder: string): Promise<DataScan> {
  const dataset = await openDataset(folder, { scheme: DEFAULT_SCHEME, unknownLabels: 'keep' });
  const store = await openImageStore({ cacheFolder: null, preprocessing: COMPARED_PICTURES });
  const progress = { report: () => undefined };
  const { signal } = new AbortController();
  return scanDataset(dataset, { store, progress, signal }).finally(() => store.close());
}

const kindsOf = (scan: DataScan) => findingsOf(scan).map(({ kind, count }) => `${kind} ${count}`);

function turned({ widthPx, heightPx, data }: Raster): Raster {
  const target = new Uint8Array(data.length);
  dihedralIndex('turn-90', widthPx).forEach((from, to) => {
    target.set(data.subarray(3 * from, 3 * from + 3), 3 * to);
  });
  return { widthPx, heightPx, data: target };
}

/** The position of a cell of this group. */
const firstOf = (group: 'typical' | 'atypical') => CELLS.findIndex((cell) => cell.group === group);
const other = (code: string, group: string | null) =>
  CELLS.find((cell) => cell.group === group && cell.code !== code)?.code ?? code;

describe('a scan', () => {
  it('finds nothing in clean generated data, and counts it', async () => {
    const scan = await scanned(write(cleanRows()));
    expect(kindsOf(scan)).toEqual([]);
    expect(scan.dataset.summary.cells).toBe(80);
    expect(scan.files).toMatchObject({
      formats: [{ format: 'PNG', images: 80 }],
      sizes: [{ widthPx: 64, heightPx: 64, images: 80 }],
    });
  });

  it('finds every rotated copy', async () => {
    const rows = cleanRows();
    const copies = [3, 20, 41, 66].map((at) => ({
      ...rows[at]!,
      path: `t/${at}.png`,
      bytes: encoded(turned(CELLS[at]!.raster)),
    }));
    const scan = await scanned(write([...rows, ...copies]));
    expect(kindsOf(scan)).toEqual(['near-duplicates 4']);
    expect(scan.pairs.map(({ a, b, near }) => [a, b, near?.transform])).toEqual([
      [3, 80, 'turn-90'],
      [20, 81, 'turn-90'],
      [41, 82, 'turn-90'],
      [66, 83, 'turn-90'],
    ]);
  });

  it('finds one picture under two groups, labels, patients and parts, as the same file and turned', async () => {
    const rows = cleanRows();
    const [typical, atypical] = [firstOf('typical'), firstOf('atypical')];
    const third = Math.max(typical, atypical) + 1;
    const { code, patient } = CELLS[typical]!;
    const otherPatient = CELLS.find((cell) => cell.patient !== patient)!.patient;
    rows[typical] = { ...rows[typical]!, split: 'train' };
    const scan = await scanned(
      write([
        ...rows,
        { ...rows[typical]!, path: 'x/group.png', label: CELLS[atypical]!.code },
        { ...rows[atypical]!, path: 'x/label.png', label: other(CELLS[atypical]!.code, 'atypical') },
        {
          ...rows[third]!,
          path: 'x/turned.png',
          patient: `${rows[third]!.patient}x`,
          bytes: encoded(turned(CELLS[third]!.raster)),
        },
        { ...rows[typical]!, path: 'x/part.png', label: code, patient: otherPatient, split: 'test' },
      ]),
    );
    expect(kindsOf(scan)).toEqual([
      'same-picture-two-groups 1',
      'same-picture-two-patients 2',
      'same-picture-two-parts 1',
      'same-picture-two-labels 1',
      'exact-duplicates 3',
      'near-duplicates 1',
    ]);
    expect(scan.same[0]).toEqual({
      cells: [typical, 80, 83],
      exact: true,
      ways: ['exact'],
      contradictions: ['group', 'label', 'patient', 'split'],
    });
  });

  it('finds unreadable files, with their reasons, and goes on', async () => {
    const rows = cleanRows();
    rows[5] = { ...rows[5]!, bytes: rows[5]!.bytes.subarray(0, 200) };
    rows[6] = { ...rows[6]!, bytes: new Uint8Array() };
    rows[7] = { ...rows[7]!, bytes: Buffer.from('no picture') };
    const scan = await scanned(write(rows));
    expect(kindsOf(scan)).toEqual(['unreadable 3']);
    expect(scan.rejected.map(({ reason }) => reason.code)).toEqual([
      ...['image.truncated', 'image.empty', 'image.not-an-image'],
    ]);
  });

  it('finds what tells who a person is: in fields, names, columns and what systems leave behind', async () => {
    const rows = cleanRows();
    const folder = write(rows);
    const leave = (path: string, bytes: string | Uint8Array = 'x') => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    };
    for (const path of ['Thumbs.db', 'LYT/desktop.ini', '.DS_Store', '__MACOSX/._a.png', 'LYT/._cell.png']) leave(path);
    leave('patients.xlsx');
    leave('extra/left-out.png', rows[0]!.bytes);
    writeFileSync(join(folder, rows[0]!.path), Buffer.from(golden['exif.jpg'], 'base64'));
    const renamed = `${CELLS[1]!.code}/S21-12345_Garcia.png`;
    renameSync(join(folder, rows[1]!.path), join(folder, renamed));
    const lines = rows.map(({ label, patient, path }, at) => {
      const who = at < 2 ? 'Maria Garcia' : patient;
      return `${at === 1 ? renamed : path},${label},${who},1970`;
    });
    writeFileSync(join(folder, 'manifest.csv'), `path,label,patient,dob\n${lines.join('\n')}\n`);
    const scan = await scanned(folder);
    expect(kindsOf(scan)).toEqual([
      // A position and two owners in one image, a file, a patient, a column.
      'tells-person 4',
      'may-tell-person 1',
      'system-files 5',
      'images-left-out 1',
      'other-files 1',
      'device-fields 1',
    ]);
    expect(scan.names).toEqual([
      { kind: 'person-name', of: 'patient', names: ['Maria Garcia'] },
      { kind: 'record-number', of: 'file', names: ['S21-12345_Garcia'] },
    ]);
    expect(scan.columns).toEqual(['dob']);
    expect(scan.folder?.otherFiles).toEqual({ '.xlsx': 1 });
    const names = shownNames(scan, false);
    expect(names.path(renamed)).toBe(`${CELLS[1]!.code}/S••-•••••_G•••••.png`);
    expect([names.patient('Maria Garcia'), names.path(rows[2]!.path)]).toEqual(['M•••• G•••••', rows[2]!.path]);
    expect(shownNames(scan, true).path(renamed)).toBe(renamed);
  });

  it('finds patients under two spellings, in two parts of the split, and with contradicting columns', async () => {
    const rows = cleanRows();
    const folder = write(rows);
    const patients = [...new Set(rows.map(({ patient }) => patient))];
    const lines = rows.map(({ path, label }, at) => {
      const person = at % 20;
      const spelling = at === 40 ? `p-${person}` : `P 0${person}`;
      const split = at === 21 ? 'test' : 'train';
      const diagnosis = at === 62 ? 'APL' : person < 10 ? 'AML' : 'APL';
      return `${path},${label},${spelling},${split},${diagnosis}`;
    });
    expect(patients).toHaveLength(4);
    writeFileSync(join(folder, 'manifest.csv'), `path,label,patient,split,diagnosis\n${lines.join('\n')}\n`);
    const scan = await scanned(folder);
    expect(scan.patients).toEqual({
      spellings: [['P 00', 'p-0']],
      inSeveralParts: [{ patient: 'P 01', parts: ['train', 'test'] }],
      columns: [{ column: 'diagnosis', patients: [{ patient: 'P 02', values: ['AML', 'APL'] }] }],
    });
  });

  it('keeps labels that the scheme does not know, and tells them', async () => {
    const rows = cleanRows().map((row, at) => (at < 2 ? { ...row, label: 'xyz' } : row));
    const scan = await scanned(write(rows));
    expect(kindsOf(scan)).toEqual(['unknown-labels 2']);
    expect(scan.unknownLabels).toEqual([{ label: 'xyz', cells: 2 }]);
  });

  it('finds cells without a patient among those that take part', async () => {
    const rows = cleanRows();
    const nobody = rows.map((row) => ({ ...row, patient: '' }));
    const taking = (await scanned(write(rows))).dataset.cells.filter(({ group }) => group !== null).length;
    expect(kindsOf(await scanned(write(nobody)))).toEqual([`without-patient ${taking}`]);
    const typical = firstOf('typical');
    const one = rows.map((row, at) => (at === typical ? { ...row, patient: '' } : row));
    expect(kindsOf(await scanned(write(one)))).toEqual(['without-patient 1']);
  });

  it('of data that it drew itself finds nothing either', async () => {
    expect(kindsOf(await scanned('synthetic:3,patients=3,cells=40,size=48'))).toEqual([]);
  });

  it('stops when asked to', async () => {
    const dataset = await openDataset(write(cleanRows()), { scheme: DEFAULT_SCHEME });
    const store = await openImageStore({ cacheFolder: null, preprocessing: COMPARED_PICTURES });
    const options = { store, progress: { report: () => undefined }, signal: AbortSignal.abort() };
    await expect(scanDataset(dataset, options)).rejects.toThrow('aborted');
    await store.close();
  });

  it('of a file that is gone in the meantime says so', async () => {
    const folder = write(cleanRows());
    const dataset = await openDataset(folder, { scheme: DEFAULT_SCHEME });
    rmSync(dataset.cells[4]!.path);
    const store = await openImageStore({ cacheFolder: null, preprocessing: COMPARED_PICTURES });
    const options = { store, progress: { report: () => undefined }, signal: new AbortController().signal };
    const scan = await scanDataset(dataset, options).finally(() => store.close());
    expect(scan.rejected.map(({ cell, reason }) => [cell.id, reason.code])).toEqual([
      [dataset.cells[4]!.id, 'image.missing'],
    ]);
  });
});
