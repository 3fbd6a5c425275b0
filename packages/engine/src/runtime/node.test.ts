import { describe } from 'vitest';
import { checkRuntime } from '../../test/runtime-contract.ts';
import { nodeRuntime } from './node.ts';

describe('nodeRuntime', () => {
  checkRuntime(() => nodeRuntime({ threads: 1 }));
});
