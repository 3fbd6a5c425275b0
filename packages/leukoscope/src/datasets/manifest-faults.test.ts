import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { openDataset } from './dataset.ts';
import { caught } from './testing/caught.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const IMAGES = { 'a.png': '', 'b.png': '', 'c.png': '', 'sub/d.png': '' };

async function faultOf(manifest: string | Uint8Array) {
  await using folder = await temporaryFolder({ ...IMAGES, 'manifest.csv': manifest });
  const { en, es, ...rest } = await caught(openDataset(folder.path, { scheme: DEFAULT_SCHEME }));
  const local = (text: string) => text.replaceAll(`${folder.path}/`, '');
  return { ...rest, en: local(en), es: local(es) };
}

const HEADER = 'path,label,patient,group,split';

describe('a manifest is refused in one sentence with', () => {
  it.each<[string, string | Uint8Array, ...told: [string, string, string]]>([
    [
      'a missing column',
      'path,patient\na.png,P1\n',
      'csv.missing-column',
      "manifest.csv has no column 'label': got path, patient, expected at least path, label.",
      'manifest.csv no tiene la columna «label»: tiene path, patient, se esperaba al menos path, label.',
    ],
    [
      'semicolons',
      'path;label\na.png;LYT\n',
      'csv.missing-column',
      "manifest.csv has no column 'path': got path;label, expected at least path, label.",
      'manifest.csv no tiene la columna «path»: tiene path;label, se esperaba al menos path, label.',
    ],
    [
      'a column twice',
      'path,label,label\na.png,LYT,LYT\n',
      'csv.duplicate-column',
      "manifest.csv has the column 'label' twice.",
      'manifest.csv tiene dos veces la columna «label».',
    ],
    [
      'a column without a name',
      'path,label,\na.png,LYT,\n',
      'csv.unnamed-column',
      'manifest.csv line 1: column 3 has no name.',
      'manifest.csv línea 1: la columna 3 no tiene nombre.',
    ],
    [
      'nothing',
      '',
      'csv.empty',
      'manifest.csv has no rows: expected a header line and at least one row.',
      'manifest.csv no tiene filas: se esperaba una línea de encabezado y al menos una fila.',
    ],
    [
      'a header only',
      'path,label\n',
      'csv.empty',
      'manifest.csv has no rows: expected a header line and at least one row.',
      'manifest.csv no tiene filas: se esperaba una línea de encabezado y al menos una fila.',
    ],
    [
      'Latin-1',
      Buffer.from('path,label,patient\na.png,LYT,P1\nb.png,LYT,Núñez\n', 'latin1'),
      'csv.not-utf8',
      'manifest.csv line 3: the text is not UTF-8.',
      'manifest.csv línea 3: el texto no está en UTF-8.',
    ],
    [
      'UTF-16',
      Buffer.from('\uFEFFpath,label\na.png,LYT\n', 'utf16le'),
      'csv.not-utf8',
      'manifest.csv line 1: the text is not UTF-8.',
      'manifest.csv línea 1: el texto no está en UTF-8.',
    ],
    [
      'a quote never closed',
      'path,label\na.png,LYT\nb.png,"LYT\nc.png,LYT\n',
      'csv.quotes',
      'manifest.csv line 3: the quotes are not balanced in the row that starts here.',
      'manifest.csv línea 3: las comillas no están equilibradas en la fila que empieza aquí.',
    ],
    [
      'text after a closing quote',
      'path,label\na.png,LYT\nb.png,"LYT"x\n',
      'csv.quotes',
      'manifest.csv line 3: the quotes are not balanced in the row that starts here.',
      'manifest.csv línea 3: las comillas no están equilibradas en la fila que empieza aquí.',
    ],
    [
      'a quote within a field',
      'path,label\na.png,L"YT\n',
      'csv.quotes',
      'manifest.csv line 2: the quotes are not balanced in the row that starts here.',
      'manifest.csv línea 2: las comillas no están equilibradas en la fila que empieza aquí.',
    ],
    [
      'a quote that swallows a megabyte',
      `path,label\na.png,"LYT\n${'b.png,LYT\n'.repeat(150_000)}`,
      'csv.row-too-long',
      'manifest.csv line 2: the row that starts here is longer than 1048576 bytes.',
      'manifest.csv línea 2: la fila que empieza aquí supera los 1048576 bytes.',
    ],
    [
      'rows of another length',
      'path,label\na.png,LYT\nb.png\nc.png,LYT,P1\nsub/d.png,LYT,P1\n',
      'csv.field-count',
      'manifest.csv line 3: got 1 field, expected 2 (and 2 more rows).',
      'manifest.csv línea 3: hay 1 campo, se esperaban 2 (y 2 filas más).',
    ],
    [
      'a path twice, written in two ways',
      'path,label\nsub/d.png,LYT\na.png,LYT\n./sub\\d.png,LYT\na.png,NGS\n',
      'manifest.duplicate-path',
      "manifest.csv line 4: the path 'sub/d.png' is already in line 2 (and 1 more row).",
      'manifest.csv línea 4: la ruta «sub/d.png» ya está en la línea 2 (y 1 fila más).',
    ],
    [
      'an unknown label',
      'path,label\na.png,LYT\nb.png,MYO2\nc.png,MYO2\nsub/d.png,kidney stone\n',
      'manifest.unknown-label',
      "manifest.csv line 3: label 'MYO2' is not in the scheme 'default' (15 types) (and 1 more row); other values are unknown in 1 row.",
      'manifest.csv línea 3: label «MYO2» no está en el esquema «default» (15 tipos) (y 1 fila más); hay otros valores desconocidos en 1 fila.',
    ],
    [
      'an unknown cell code',
      'path,label,cell_code\na.png,blast,MYP\n',
      'manifest.unknown-label',
      "manifest.csv line 2: cell_code 'MYP' is not in the scheme 'default' (15 types).",
      'manifest.csv línea 2: cell_code «MYP» no está en el esquema «default» (15 tipos).',
    ],
    [
      'an unknown group',
      `${HEADER}\na.png,LYT,P1,typical,\nb.png,LYT,P1,normal,\n`,
      'manifest.unknown-group',
      "manifest.csv line 3: got group 'normal', expected typical, atypical or nothing.",
      'manifest.csv línea 3: group vale «normal», se esperaba typical, atypical o nada.',
    ],
    [
      'an unknown part of a split',
      `${HEADER}\na.png,LYT,P1,typical,val\nb.png,LYT,P1,typical,val\n`,
      'manifest.unknown-split',
      "manifest.csv line 2: got split 'val', expected train, validation, test or nothing (and 1 more row).",
      'manifest.csv línea 2: split vale «val», se esperaba train, validation, test o nada (y 1 fila más).',
    ],
    [
      'a path out of the folder',
      'path,label\na.png,LYT\nsub/../../b.png,LYT\n',
      'manifest.bad-path',
      "manifest.csv line 3: the path 'sub/../../b.png' leads out of the folder.",
      'manifest.csv línea 3: la ruta «sub/../../b.png» sale de la carpeta.',
    ],
    [
      'an absolute path',
      'path,label\n/etc/passwd,LYT\n',
      'manifest.bad-path',
      "manifest.csv line 2: the path '/etc/passwd' is absolute.",
      'manifest.csv línea 2: la ruta «/etc/passwd» es absoluta.',
    ],
    [
      'absolute paths of Windows',
      'path,label\nC:\\cells\\a.png,LYT\n\\\\server\\b.png,LYT\n',
      'manifest.bad-path',
      "manifest.csv line 2: the path 'C:\\cells\\a.png' is absolute (and 1 more row).",
      'manifest.csv línea 2: la ruta «C:\\cells\\a.png» es absoluta (y 1 fila más).',
    ],
    [
      'an empty path',
      'path,label\n,LYT\n',
      'manifest.bad-path',
      "manifest.csv line 2: the path '' is empty.",
      'manifest.csv línea 2: la ruta «» está vacía.',
    ],
    [
      'files that are not there',
      'path,label\na.png,LYT\nz/1.png,LYT\nx.png,LYT\nsub/y.png,LYT\n',
      'manifest.missing-file',
      "manifest.csv line 3: there is no file 'z/1.png' (and 2 more rows).",
      'manifest.csv línea 3: no existe el archivo «z/1.png» (y 2 filas más).',
    ],
    [
      'a folder in the place of a file',
      'path,label\nsub,LYT\n',
      'manifest.missing-file',
      "manifest.csv line 2: there is no file 'sub'.",
      'manifest.csv línea 2: no existe el archivo «sub».',
    ],
  ])('%s', async (_, manifest, ...[code, en, es]) => {
    expect(await faultOf(manifest)).toMatchObject({ code, exitCode: 3, en, es });
  });

  it('many faults, by the first of them and its like', async () => {
    const rows = Array.from({ length: 12_000 }, (_, at) => `${at}.png,nonsense ${at % 3}`);
    const { en } = await faultOf(`path,label\n${rows.join('\n')}\n`);
    expect(en).toBe(
      "manifest.csv line 2: label 'nonsense 0' is not in the scheme 'default' (15 types) (and 3999 more rows); other values are unknown in 8000 rows.",
    );
  });

  it('a label full of control characters and without end, on one short line', async () => {
    const { en } = await faultOf(`path,label\na.png,"x\n\u001b[31m${'y'.repeat(500)}"\n`);
    expect(en).not.toMatch(/\p{Cc}/u);
    expect(en.length).toBeLessThan(400);
  });

  it('links that lead out of the folder, by file and by folder; not those within', async () => {
    await using elsewhere = await temporaryFolder({ 'e.png': '' });
    await using folder = await temporaryFolder({ ...IMAGES, 'manifest.csv': 'path,label\nlink.png,LYT\nin.png,LYT\n' });
    await symlink(folder.file('sub/d.png'), folder.file('in.png'));
    await symlink(elsewhere.file('e.png'), folder.file('link.png'));
    await symlink(elsewhere.path, folder.file('out'));
    const open = (name: string) => openDataset(folder.file(name), { scheme: DEFAULT_SCHEME });
    expect(await caught(open('manifest.csv'))).toMatchObject({
      code: 'manifest.bad-path',
      en: `${folder.path}/manifest.csv line 2: the path 'link.png' is a link that leads out of the folder.`,
    });
    await using other = await temporaryFolder({ 'm.csv': 'path,label\nin.png,LYT\nout/e.png,LYT\n', 'd.png': '' });
    await symlink(other.file('d.png'), other.file('in.png'));
    await symlink(elsewhere.path, other.file('out'));
    expect(await caught(openDataset(other.file('m.csv'), { scheme: DEFAULT_SCHEME }))).toMatchObject({
      code: 'manifest.bad-path',
      en: `${other.path}/m.csv line 3: the path 'out/e.png' is a link that leads out of the folder.`,
    });
  });

  it('a suggestion for a misspelt label', async () => {
    expect((await faultOf('path,label\na.png,lymphocite\n')).hint).toContain("Did you mean 'lymphocyte'?");
  });
});
