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

/** Everything that was dropped, folders walked to their ends. @throws DOMException if the browser cannot read a folder. */
export async function droppedFiles({ items }: Pick<DataTransfer, 'items'>): Promise<NamedFile[]> {
  // The list is emptied as soon as the drop has been told of, so all is taken from it first.
  const dropped = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = await Promise.all(
    dropped.map(async ({ entry, file }) => {
      if (entry?.isDirectory) return filesBelow(entry);
      return file !== null && isNoClutter(file) ? [{ name: file.name, file }] : [];
    }),
  );
  return found.flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<NamedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return isNoClutter(file) ? [{ name: entry.fullPath.replace(/^\//, ''), file }] : [];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
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
