import type { FileHandle } from 'node:fs/promises';
import { type FileSystem, nodeFileSystem } from '../src/files/file-system.ts';

/** A system error as Node makes one. */
export function systemError(code: string, syscall: string, path?: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, ...(path === undefined ? {} : { path }) });
}

/**
 * The real file system, but for one call: number `failingCall` of those that write (open for writing, write, sync, close,
 * rename), counted from 0, fails with the code. `calls` tells how many there were.
 */
export function failingFileSystem(failingCall: number, code: string): FileSystem & { readonly calls: () => string[] } {
  const calls: string[] = [];
  const next = (name: string): void => {
    calls.push(name);
    if (calls.length - 1 === failingCall) throw systemError(code, name);
  };
  const watched = (handle: FileHandle): FileHandle =>
    new Proxy(handle, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        if (key !== 'writeFile' && key !== 'sync' && key !== 'close') return value.bind(target);
        return async (...args: unknown[]) => {
          try {
            next(key);
          } catch (error) {
            // A failed close leaves nothing open: the real file is closed so that the test leaks no handle.
            if (key === 'close') await target.close();
            throw error;
          }
          return value.apply(target, args);
        };
      },
    });
  return {
    ...nodeFileSystem,
    open: async (path, flags, mode) => {
      if (flags === 'r') return nodeFileSystem.open(path, flags, mode);
      next('open');
      return watched(await nodeFileSystem.open(path, flags, mode));
    },
    rename: async (from, to) => {
      next('rename');
      await nodeFileSystem.rename(from, to);
    },
    calls: () => calls,
  };
}
