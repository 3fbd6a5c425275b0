/** A file to send, by the name that the case keeps: its path within what was chosen. */
export interface NamedFile {
  readonly name: string;
  readonly file: File;
}

/** What is sent at once: enough to be quick, little enough that an interruption costs little. */
const MOST_FILES = 200;
const MOST_BYTES = 32_000_000;

/** Files in the order given, as many together as one call carries; a larger file goes alone. */
export function batchesOf(files: readonly NamedFile[]): NamedFile[][] {
  const batches: NamedFile[][] = [];
  let open: NamedFile[] = [];
  let bytes = 0;
  for (const named of files) {
    const { size } = named.file;
    if (open.length > 0 && (open.length === MOST_FILES || bytes + size > MOST_BYTES)) {
      batches.push(open);
      [open, bytes] = [[], 0];
    }
    open.push(named);
    bytes += size;
  }
  return open.length === 0 ? batches : [...batches, open];
}

/** What was chosen in a file window; of a folder, every file in it. */
export function chosenFiles(list: FileList | null): NamedFile[] {
  return [...(list ?? [])].filter(isNoClutter).map((file) => ({ name: file.webkitRelativePath || file.name, file }));
}

/** Everything that was dropped, folders walked to their ends. */
export async function droppedFiles(transfer: DataTransfer): Promise<NamedFile[]> {
  // The list is emptied as soon as the drop has been told of, so entries are taken from it first.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = await Promise.all(entries.map(filesBelow));
  return found.flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<NamedFile[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return isNoClutter(file) ? [{ name: entry.fullPath.replace(/^\//, ''), file }] : [];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const found: NamedFile[] = [];
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await filesBelow(one)));
  }
}

/** What systems leave in folders by themselves. */
function isNoClutter({ name }: File): boolean {
  return !name.startsWith('.') && name !== 'Thumbs.db' && name !== 'desktop.ini';
}
