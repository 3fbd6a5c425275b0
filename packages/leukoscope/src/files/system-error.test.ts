import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemError } from '../../test/failing-file-system.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { machineRefusal, readFailure, writeFailure } from './system-error.ts';

test('a failed call becomes the machine’s refusal with the call as its cause; other errors pass through', () => {
  const cause = systemError('EROFS', 'open', '/x');
  expect(writeFailure(cause, 'out.csv')).toMatchObject({
    code: 'machine.cannot-write',
    details: { path: 'out.csv' },
    cause,
  });
  expect(readFailure(cause, 'in.png')).toMatchObject({
    code: 'machine.cannot-read',
    details: { path: 'in.png' },
    cause,
  });
  const other = new TypeError('ours');
  expect(writeFailure(other, 'x')).toBe(other);
  expect(readFailure(other, 'x')).toBe(other);
});

describe('what reaches the top', () => {
  test.each([
    ['ENOSPC', 'open', 'machine.cannot-write'],
    ['ENOSPC', 'write', 'machine.cannot-write'],
    ['EDQUOT', 'close', 'machine.cannot-write'],
    ['EROFS', 'open', 'machine.cannot-write'],
    ['EACCES', 'mkdir', 'machine.cannot-write'],
    ['EACCES', 'scandir', 'machine.cannot-read'],
    ['EIO', 'read', 'machine.cannot-read'],
    ['EACCES', 'open', 'machine.cannot-write'],
  ])('%s on %s is %s, exit 5', (code, syscall, expected) => {
    expect(machineRefusal(systemError(code, syscall, '/there/is/no/such'))).toMatchObject({
      code: expected,
      exitCode: 5,
    });
  });

  test('a rename is named by where it was to go', () => {
    const error = Object.assign(systemError('ENOSPC', 'rename', '.x.tmp'), { dest: 'x' });
    expect(machineRefusal(error)).toMatchObject({ details: { path: 'x' } });
  });

  test('a file that is missing, or an error of ours, is not the machine’s refusal', () => {
    const missing = (): unknown => {
      try {
        return readdirSync(join(temporaryFolder(), 'no'));
      } catch (error) {
        return error;
      }
    };
    expect(machineRefusal(missing())).toBeNull();
    expect(machineRefusal(new Error('ENOSPC'))).toBeNull();
    expect(machineRefusal('ENOSPC')).toBeNull();
  });

  test('EACCES on a file that can be read was about writing', () => {
    const path = join(temporaryFolder(), 'x');
    writeFileSync(path, 'x');
    expect(machineRefusal(systemError('EACCES', 'open', path))).toMatchObject({ code: 'machine.cannot-write' });
  });
});
