import { expect, test } from 'vitest';
import { tinySettings } from '../../test/tiny-model.ts';
import { settled } from './train-settings.ts';

test.each([
  // Four steps an epoch.
  [{ epochs: 3, batch: 8, leastSteps: 12 }, 32, 3],
  [{ epochs: 3, batch: 8, leastSteps: 13 }, 32, 4],
  // The last batch of an epoch is smaller.
  [{ epochs: 3, batch: 8, leastSteps: 20 }, 33, 4],
  [{ epochs: 3, batch: 64, leastSteps: 20 }, 5, 20],
])('%o on %i cells: %i epochs', (settings, cells, epochs) => {
  expect(settled({ ...tinySettings(), ...settings }, cells).epochs).toBe(epochs);
});

test('without least steps the epochs are as stated', () => {
  expect(settled(tinySettings({ epochs: 3 }), 1)).toEqual(tinySettings({ epochs: 3 }));
});
