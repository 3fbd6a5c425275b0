import { describe } from 'vitest';
import { checkRuntime } from '../../test/runtime-contract.ts';
import { webRuntime } from './web.ts';

describe('webRuntime with one thread', () => {
  checkRuntime(() => webRuntime({ threads: 1 }));
});
