import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MOST_MS = 60_000;

/** A Chromium of this machine; `null` where none is found. @param path as in the environment's PATH. */
async function findChromium(path: string): Promise<string | null> {
  const places = path.split(delimiter).filter((folder) => folder !== '');
  for (const name of NAMES) {
    for (const folder of places) {
      const file = join(folder, name);
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return file;
    }
  }
  return null;
}

/**
 * A page of ours as PDF. The page fetches nothing and runs no script; Chromium gets a profile of its own, gone afterwards.
 *
 * @param scratch a folder for what is made meanwhile. @throws LeukoscopeError `serve.no-chromium`.
 */
export async function printPdf(
  page: string,
  { scratch, path }: { readonly scratch: string; readonly path: string },
): Promise<Uint8Array> {
  const chromium = await findChromium(path);
  if (chromium === null) throw new LeukoscopeError('serve.no-chromium', {});
  const folder = await mkdtemp(join(scratch, 'pdf-'));
  try {
    const [source, target] = [join(folder, 'report.html'), join(folder, 'report.pdf')];
    await writeFile(source, page);
    // Chromium's sandbox refuses to start for root.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const options = [
      '--headless',
      '--disable-gpu',
      '--no-pdf-header-footer',
      `--user-data-dir=${join(folder, 'profile')}`,
    ];
    const words = [...options, ...asRoot, `--print-to-pdf=${target}`, `file://${source}`];
    await promisify(execFile)(chromium, words, { timeout: MOST_MS });
    return await readFile(target);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
