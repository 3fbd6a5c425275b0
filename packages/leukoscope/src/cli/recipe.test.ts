import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { settingsOf } from '../experiments/experiment-settings.ts';
import { experimentOf, PAPER_EXPERIMENTS } from '../experiments/paper/paper-experiments.ts';
import { NETWORKS } from '../models/networks.ts';
import type { CommandContext } from './command-context.ts';
import { settingsOf as settingsTyped } from './commands/train-chosen-settings.ts';
import { readRecipe, recipeNames, typedDefaults, withRecipe } from './recipe.ts';

const DEFAULTS = typedDefaults();
const NOWHERE = { cwd: '/' };

function file(text: string): string {
  const path = join(temporaryFolder(), 'mine.txt');
  writeFileSync(path, text);
  return path;
}

describe('the recipes that come with the program', () => {
  test('can all be read', async () => {
    for (const name of await recipeNames()) expect((await readRecipe(name, NOWHERE)).keys.size).toBeGreaterThan(3);
  });

  test.each([
    ['paper-cnn', 2],
    ['paper-resnet18', 11],
    ['paper-resnet34', 13],
  ] as const)('%s is the paper’s experiment %i', async (name, id) => {
    const { options } = await readRecipe(name, NOWHERE);
    const experiment = experimentOf(id);
    const { spec: network, normalisation } = NETWORKS[experiment.network];
    const given = { ...DEFAULTS, ...options };
    const basis = { network, sizePx: given.size, normalisation, start: null };
    const expected = settingsOf({ experiment, learns: 'all', splitBy: 'image' }, { start: null, epochsFactor: 1 });
    expect(settingsTyped(given, basis)).toEqual(expected);
    expect(PAPER_EXPERIMENTS).toContain(experiment);
  });
});

describe('a recipe of one’s own', () => {
  test('states options, one a line or several, with remarks', async () => {
    const { options, keys, name } = await readRecipe(
      file('# mine\n--size 64 --flips # both ways\n\n--lr 2e-3\n'),
      NOWHERE,
    );
    expect(options).toEqual({ size: 64, flips: true, lr: 0.002 });
    expect(keys).toEqual(new Set(['size', 'flips', 'lr']));
    expect(name).toBe('mine.txt');
  });

  test('gives way to what is typed', async () => {
    const recipe = await readRecipe(file('--size 64 --epochs 3'), NOWHERE);
    const typed = { givenOptions: new Set(['epochs', 'out']) } as unknown as CommandContext;
    const { given, context } = withRecipe(recipe, { ...DEFAULTS, epochs: 9, out: 'run' }, typed);
    expect([given.size, given.epochs, given.out, given.batch]).toEqual([64, 9, 'run', DEFAULTS.batch]);
    expect(context.givenOptions).toEqual(new Set(['size', 'epochs', 'out']));
  });

  test('does not make more of the epochs that are typed', async () => {
    const recipe = await readRecipe(file('--epochs 12 --least-steps 1500'), NOWHERE);
    const given = (...keys: string[]) =>
      withRecipe(recipe, { ...DEFAULTS, epochs: 2 }, { givenOptions: new Set(keys) } as unknown as CommandContext)
        .given;
    expect([given().epochs, given().leastSteps]).toEqual([12, 1500]);
    expect([given('epochs').epochs, given('epochs').leastSteps]).toEqual([2, undefined]);
  });

  test('does not insist on its last epoch where patience is typed', async () => {
    const recipe = await readRecipe(file('--epochs 12 --best last'), NOWHERE);
    const given = (...keys: string[]) =>
      withRecipe(recipe, { ...DEFAULTS, patience: 3 }, { givenOptions: new Set(keys) } as unknown as CommandContext);
    expect(given().given.best).toBe('last');
    expect([given('patience').given.best, [...given('patience').context.givenOptions]]).toEqual([
      'roc-auc',
      ['epochs', 'patience'],
    ]);
  });

  test('trains no teachers where some are typed', async () => {
    const recipe = await readRecipe(file('--teacher-recipe default --teachers 2'), NOWHERE);
    const given = (...keys: string[]) =>
      withRecipe(recipe, { ...DEFAULTS, teacher: ['run'] }, {
        givenOptions: new Set(keys),
      } as unknown as CommandContext);
    expect([given().given.teacherRecipe, given().given.teachers]).toEqual(['default', 2]);
    const typed = given('teacher');
    expect([typed.given.teacherRecipe, typed.given.teachers]).toEqual([undefined, DEFAULTS.teachers]);
    expect([...typed.context.givenOptions]).toEqual(['teacher']);
  });

  test.each([
    ['--sise 64', 'recipe.invalid'],
    ['--size large', 'recipe.invalid'],
    ['cells/ --size 64', 'recipe.invalid'],
    ['--help', 'recipe.invalid'],
    ['--size 64 --seed 3', 'recipe.not-a-setting'],
    ['--out run', 'recipe.not-a-setting'],
  ])('%s is refused', async (text, code) => {
    await expect(readRecipe(file(text), NOWHERE)).rejects.toMatchObject({ code });
  });

  test('that is not there is asked after', async () => {
    await expect(readRecipe('paper-cn', NOWHERE)).rejects.toMatchObject({
      code: 'recipe.unknown',
      details: { suggestion: 'paper-cnn' },
    });
  });
});
