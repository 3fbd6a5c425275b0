import { nodeRuntime } from '@leukoscope/engine/node';
import { expect, test } from 'vitest';
import { checkCnn, cnnTrainer } from '../../test/check-cnn.ts';
import { CNN_MIN_SIZE_PX } from './cnn.ts';

const runtime = nodeRuntime({ threads: 1 });

checkCnn(() => runtime);

test('the smallest image that two convolutions and two poolings leave something of', async () => {
  const trainer = cnnTrainer(runtime, CNN_MIN_SIZE_PX);
  expect((await trainer.state()).tensors.get('head.0.weight')?.shape).toEqual([120, 16]);
  expect(() => cnnTrainer(runtime, CNN_MIN_SIZE_PX - 1)).toThrow(RangeError);
  await trainer.dispose();
});
