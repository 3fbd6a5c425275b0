import type { Language } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { MOST_MEMBERS } from '../../models/network-choices.ts';
import type { CommandContext } from '../command-context.ts';
import { integer, number, type OptionValues, repeatable, text, withDefault } from '../options.ts';
import { refuseTogether } from './refuse-together.ts';

/** Whose probabilities a network learns from beside the labels. */
export const teacherOptions = {
  teacher: repeatable(text('run|model.onnx')),
  teacherRecipe: text('name|file'),
  teachers: withDefault(integer('n', { min: 1, max: MOST_MEMBERS }), 1),
  teacherWeight: withDefault(number('share', { above: 0, max: 1 }), 0.7),
  teacherTemperature: withDefault(number('t', { above: 0, max: 100 }), 2),
};

type TeacherOptions = OptionValues<typeof teacherOptions>;

export const OF_TEACHERS = Object.keys(teacherOptions) as readonly (keyof typeof teacherOptions)[];
/** What does nothing to labels that do not count. */
const OF_LABELS = ['loss', 'focalGamma', 'robustQ', 'labelSmoothing'] as const;

/** What of a training has no part for a teacher. */
interface WithoutTeacher {
  readonly learns: 'all' | 'last-stage' | 'head';
  readonly balance: string;
  readonly rangeTest: boolean;
  readonly search: boolean;
}

/** A teacher is refused where it would do nothing, also one that a recipe names: training it takes long. */
export function refuseIneffectiveTeacher(
  given: TeacherOptions,
  { learns, balance, rangeTest, search }: WithoutTeacher,
  context: CommandContext,
): void {
  const first = namingOption(given);
  if (first === null) {
    if (!OF_TEACHERS.some((key) => context.givenOptions.has(key))) return;
    throw new LeukoscopeError('usage.missing-option', { option: '--teacher', command: 'leukoscope train' });
  }
  const refuse = (second: string) => {
    throw new LeukoscopeError('usage.conflicting-options', { first, second });
  };
  if (given.teacher.length > 0) {
    if (given.teacherRecipe !== undefined) refuse('--teacher-recipe');
    refuseTogether(first, ['teachers'], context);
  }
  // What is frozen sees pictures varied once and for all, and would be taught on others.
  if (learns !== 'all') refuse(`--fine-tune ${learns}`);
  if (rangeTest) refuse('--range-test');
  if (search) refuse('--search');
  if (given.teacherWeight < 1) return;
  refuseTogether('--teacher-weight 1', OF_LABELS, context);
  if (balance === 'weights') refuseTogether('--teacher-weight 1', ['balance'], context);
}

function namingOption({ teacher, teacherRecipe }: TeacherOptions): string | null {
  if (teacher.length > 0) return '--teacher';
  return teacherRecipe === undefined ? null : '--teacher-recipe';
}

export const TEACHER_OPTION_TEXTS: Readonly<Record<Language, Readonly<Record<keyof typeof teacherOptions, string>>>> = {
  en: {
    teacher:
      'learn from what a trained model says of each picture too, beside the labels (distillation); several are averaged',
    teacherRecipe: 'the same, by models that are trained first on the same cells, after this recipe',
    teachers: 'how many models --teacher-recipe trains, each by a seed of its own; they are averaged',
    teacherWeight: "the teacher's share of the loss; the rest is the labels'",
    teacherTemperature: 'how much the probabilities are softened that are learnt from: 1 not at all',
  },
  es: {
    teacher:
      'aprender, además de las etiquetas, de lo que un modelo entrenado dice de cada imagen (destilación); si son varios, se promedian',
    teacherRecipe: 'lo mismo, con modelos que se entrenan antes con las mismas células según esta receta',
    teachers: 'cuántos modelos entrena --teacher-recipe, cada uno con su semilla; se promedian',
    teacherWeight: 'parte de la pérdida que es del maestro; el resto es de las etiquetas',
    teacherTemperature: 'cuánto se suavizan las probabilidades de las que se aprende: 1 nada',
  },
};
