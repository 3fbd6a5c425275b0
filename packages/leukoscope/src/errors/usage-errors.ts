import { EXIT, entry } from './entry.ts';
import { MODEL_ADVICE } from './model-errors.ts';
import { typed } from './wording.ts';

/** What an option's or argument's value must be; data, so that each language can say it. */
export type Expectation =
  | { readonly kind: 'integer' | 'number'; readonly range: NumberRange }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'text' }
  | { readonly kind: 'described'; readonly en: string; readonly es: string };

/** Bounds of a number; `min` and `max` belong to the range, `above` and `below` do not. */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
}

const NUMBER_WORDS = {
  en: {
    integer: 'a whole number',
    number: 'a number',
    choice: 'one of',
    text: 'a value that is not empty',
    between: (min: number, max: number) => `from ${min} to ${max}`,
    min: 'at least',
    max: 'at most',
    above: 'greater than',
    below: 'less than',
    and: 'and',
  },
  es: {
    integer: 'un número entero',
    number: 'un número',
    choice: 'uno de',
    text: 'un valor que no esté vacío',
    between: (min: number, max: number) => `de ${min} a ${max}`,
    min: 'como mínimo',
    max: 'como máximo',
    above: 'mayor que',
    below: 'menor que',
    and: 'y',
  },
} as const;

/** The expectation in words: "a whole number from 1 to 4096". */
function expectationText(expected: Expectation, language: 'en' | 'es'): string {
  const words = NUMBER_WORDS[language];
  switch (expected.kind) {
    case 'choice':
      return `${words.choice} ${expected.choices.join(', ')}`;
    case 'text':
      return words.text;
    case 'described':
      return expected[language];
    default:
      return `${words[expected.kind]} ${rangeText(expected.range, language)}`.trimEnd();
  }
}

/** The bounds in words: "from 0 to 1", "greater than 0 and at most 1"; empty if there are none. */
export function rangeText(range: NumberRange, language: 'en' | 'es'): string {
  const words = NUMBER_WORDS[language];
  if (range.min !== undefined && range.max !== undefined) {
    return words.between(range.min, range.max);
  }
  return (['min', 'above', 'max', 'below'] as const)
    .filter((bound) => range[bound] !== undefined)
    .map((bound) => `${words[bound]} ${range[bound]}`)
    .join(` ${words.and} `);
}

function hasDecimalComma({ value, expected }: { value: string; expected: Expectation }): boolean {
  return expected.kind === 'number' && /^[+-]?\d*,\d+$/.test(value);
}

const wrongUse = { exitCode: EXIT.wrongUse, httpStatus: 400 } as const;
const badInput = { exitCode: EXIT.badInput } as const;
const helpFor = (command: string) => `\`${command} --help\``;

/** The commands that someone who names only a file or a folder may have meant. */
function whatToDo(
  { given, holds, rest }: { given: string; holds: 'model' | 'run' | 'unknown'; rest: readonly string[] },
  says: Readonly<Record<'use' | 'test' | 'resume' | 'look' | 'train', string>> & {
    readonly words: Readonly<Record<'images' | 'dataset', string>>;
  },
): string {
  const { words } = says;
  const path = typed(given);
  const others = rest.length === 0 ? null : rest.map(typed).join(' ');
  const ofModel = (model: string): string[] => [
    `${says.use}: leukoscope classify ${model} ${others ?? words.images}.`,
    `${says.test}: leukoscope evaluate ${model} ${others ?? words.dataset}.`,
  ];
  if (holds === 'model') return ofModel(path).join(' ');
  if (holds === 'run') {
    const model = typed(`${given.replace(/[\\/]+$/, '')}/model.onnx`);
    return [...ofModel(model), `${says.resume}: leukoscope train --resume ${path}.`].join(' ');
  }
  return [
    `${says.look}: leukoscope data scan ${path}.`,
    `${says.train}: leukoscope train ${path} --out run/.`,
    `${says.use}: leukoscope classify run/model.onnx ${path}.`,
  ].join(' ');
}

/** Wrong use of a command, an option or a place to write to (exit 2), a file that is not there (3), a folder in use (4). */
export const usageErrors = {
  'demo.unexpected': entry<{ rocAuc: number | null; low: number; high: number }>({
    exitCode: EXIT.ourFault,
    httpStatus: 500,
    en: (d) => ({
      message: `the demo's model reached a ROC AUC of ${d.rocAuc?.toFixed(3) ?? 'none'} on patients it had not seen, expected ${d.low} to ${d.high}: something is wrong with this program.`,
      hint: 'Please report it, with the versions that leukoscope --version prints. The report was written all the same.',
    }),
    es: (d) => ({
      message: `el modelo de la demostración alcanzó una ROC AUC de ${d.rocAuc?.toFixed(3) ?? '—'} con pacientes que no había visto; se esperaba de ${d.low} a ${d.high}: algo falla en este programa.`,
      hint: 'Comuníquelo, por favor, con las versiones que muestra leukoscope --version. El informe se escribió de todos modos.',
    }),
  }),
  'usage.unknown-command': entry<{ given: string; nearest: string | null; within: string }>({
    ...wrongUse,
    en: (d) => ({
      message: `unknown command '${d.given}'.`,
      hint: d.nearest === null ? `See ${helpFor(d.within)} for the commands.` : `Did you mean '${d.nearest}'?`,
    }),
    es: (d) => ({
      message: `orden desconocida: «${d.given}».`,
      hint: d.nearest === null ? `Vea las órdenes con ${helpFor(d.within)}.` : `¿Quiso decir «${d.nearest}»?`,
    }),
  }),
  /** A file or folder where a command should stand; `rest`: the words after it. */
  'usage.path-for-command': entry<{ given: string; holds: 'model' | 'run' | 'unknown'; rest: readonly string[] }>({
    ...wrongUse,
    en: (d) => ({
      message: `'${d.given}' is no command: the first word says what to do with it.`,
      hint: whatToDo(d, {
        use: 'To classify images',
        test: 'To test it on labelled cells',
        resume: 'To go on with an interrupted training',
        look: 'To see what it holds',
        train: 'To train on it',
        words: { images: '<images>', dataset: '<dataset>' },
      }),
    }),
    es: (d) => ({
      message: `«${d.given}» no es una orden: la primera palabra dice qué hacer.`,
      hint: whatToDo(d, {
        use: 'Para clasificar imágenes',
        test: 'Para probarlo con células etiquetadas',
        resume: 'Para continuar un entrenamiento interrumpido',
        look: 'Para ver qué contiene',
        train: 'Para entrenar con ella',
        words: { images: '<imágenes>', dataset: '<datos>' },
      }),
    }),
  }),
  'usage.missing-command': entry<{ within: string; commands: readonly string[] }>({
    ...wrongUse,
    en: (d) => ({
      message: `\`${d.within}\` needs to know what to do: expected one of ${d.commands.join(', ')}.`,
      hint: `See ${helpFor(d.within)}.`,
    }),
    es: (d) => ({
      message: `\`${d.within}\` necesita saber qué hacer: se esperaba uno de ${d.commands.join(', ')}.`,
      hint: `Vea ${helpFor(d.within)}.`,
    }),
  }),
  'usage.unknown-option': entry<{ given: string; nearest: string | null; command: string }>({
    ...wrongUse,
    en: (d) => ({
      message: `unknown option '${d.given}' for \`${d.command}\`.`,
      hint: d.nearest === null ? `See ${helpFor(d.command)} for its options.` : `Did you mean '${d.nearest}'?`,
    }),
    es: (d) => ({
      message: `opción desconocida para \`${d.command}\`: «${d.given}».`,
      hint: d.nearest === null ? `Vea sus opciones con ${helpFor(d.command)}.` : `¿Quiso decir «${d.nearest}»?`,
    }),
  }),
  'usage.invalid-value': entry<{ option: string; value: string; expected: Expectation }>({
    ...wrongUse,
    en: (d) => ({
      message: `${d.option}: got '${d.value}', expected ${expectationText(d.expected, 'en')}.`,
      hint: hasDecimalComma(d)
        ? 'Write decimals with a point, as in 0.5.'
        : 'Correct the value and run the command again.',
    }),
    es: (d) => ({
      message: `${d.option}: se recibió «${d.value}», se esperaba ${expectationText(d.expected, 'es')}.`,
      hint: hasDecimalComma(d)
        ? 'Escriba los decimales con punto, como en 0.5.'
        : 'Corrija el valor y repita la orden.',
    }),
  }),
  'usage.missing-value': entry<{ option: string; expected: Expectation }>({
    ...wrongUse,
    en: (d) => ({
      message: `${d.option} needs a value after it${d.expected.kind === 'text' ? '' : `: ${expectationText(d.expected, 'en')}`}.`,
      hint: `Write the value after the option, or ${d.option}=VALUE if it begins with '--'.`,
    }),
    es: (d) => ({
      message: `${d.option} necesita un valor detrás${d.expected.kind === 'text' ? '' : `: ${expectationText(d.expected, 'es')}`}.`,
      hint: `Escriba el valor después de la opción, o ${d.option}=VALOR si empieza por «--».`,
    }),
  }),
  'usage.repeated-option': entry<{ option: string; values: readonly string[] }>({
    ...wrongUse,
    en: (d) => ({
      message: `${d.option} was given more than once (${d.values.join(', ')}), expected one value.`,
      hint: 'Keep one of them.',
    }),
    es: (d) => ({
      message: `${d.option} aparece más de una vez (${d.values.join(', ')}), se esperaba un solo valor.`,
      hint: 'Deje uno de ellos.',
    }),
  }),
  'usage.missing-option': entry<{ option: string; command: string }>({
    ...wrongUse,
    en: (d) => ({
      message: `\`${d.command}\` needs the option ${d.option}.`,
      hint: `See ${helpFor(d.command)} for examples.`,
    }),
    es: (d) => ({
      message: `\`${d.command}\` necesita la opción ${d.option}.`,
      hint: `Vea ejemplos con ${helpFor(d.command)}.`,
    }),
  }),
  'usage.missing-argument': entry<{ argument: string; command: string }>({
    ...wrongUse,
    en: (d) => ({
      message: `\`${d.command}\` needs <${d.argument}>, which was not given.`,
      hint: `${d.argument === 'model' ? `${MODEL_ADVICE.en} ` : ''}See ${helpFor(d.command)} for examples.`,
    }),
    es: (d) => ({
      message: `\`${d.command}\` necesita <${d.argument}>, que no se ha dado.`,
      hint: `${d.argument === 'model' ? `${MODEL_ADVICE.es} ` : ''}Vea ejemplos con ${helpFor(d.command)}.`,
    }),
  }),
  'usage.excess-arguments': entry<{ command: string; expected: number; excess: readonly string[] }>({
    ...wrongUse,
    en: (d) => ({
      message: `\`${d.command}\`: ${d.excess.map((word) => `'${word}'`).join(', ')} is too much, expected ${d.expected === 1 ? '1 argument' : `${d.expected} arguments`}.`,
      hint: `Quote a name that has spaces; see ${helpFor(d.command)}.`,
    }),
    es: (d) => ({
      message: `\`${d.command}\`: sobra ${d.excess.map((word) => `«${word}»`).join(', ')}, se esperaba ${d.expected === 1 ? '1 argumento' : `${d.expected} argumentos`}.`,
      hint: `Ponga entre comillas un nombre con espacios; vea ${helpFor(d.command)}.`,
    }),
  }),
  'usage.conflicting-options': entry<{ first: string; second: string }>({
    ...wrongUse,
    en: (d) => ({
      message: `${d.first} and ${d.second} cannot be used together.`,
      hint: 'Leave out one of them.',
    }),
    es: (d) => ({
      message: `${d.first} y ${d.second} no se pueden usar a la vez.`,
      hint: 'Quite una de las dos.',
    }),
  }),
  'usage.output-exists': entry<{ path: string; option?: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 409,
    en: (d) => ({
      message: `there is a file at ${d.path} already, and results are never written over one.`,
      hint: `Choose another name with ${d.option ?? '--out'}, or remove that file yourself.`,
    }),
    es: (d) => ({
      message: `ya existe un archivo en ${d.path}, y los resultados nunca se escriben encima de otro.`,
      hint: `Elija otro nombre con ${d.option ?? '--out'} o quite usted ese archivo.`,
    }),
  }),
  'usage.input-twice': entry<{ path: string }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} was given twice, by itself or in a folder: its cell would count twice.`,
      hint: 'Give each image once, and no folder together with one inside it.',
    }),
    es: (d) => ({
      message: `${d.path} se indicó dos veces, por sí misma o en una carpeta: su célula contaría doble.`,
      hint: 'Indique cada imagen una vez y ninguna carpeta junto con otra que está dentro de ella.',
    }),
  }),
  /** `option` that named the folder; `--out` unless given. */
  'usage.output-not-empty': entry<{ path: string; option?: string }>({
    ...wrongUse,
    httpStatus: 409,
    en: (d) => ({
      message: `the output folder ${d.path} is not empty, expected a new or an empty folder.`,
      hint: `Choose another folder with ${d.option ?? '--out'}, or empty this one yourself; nothing in it was changed.`,
    }),
    es: (d) => ({
      message: `la carpeta de salida ${d.path} no está vacía, se esperaba una carpeta nueva o vacía.`,
      hint: `Elija otra carpeta con ${d.option ?? '--out'} o vacíe esta usted mismo; no se ha cambiado nada en ella.`,
    }),
  }),
  'usage.output-not-a-folder': entry<{ path: string; option?: string }>({
    ...wrongUse,
    en: (d) => ({
      message: `cannot use ${d.path} as output folder: it is a file, or lies under a file.`,
      hint: `Choose another folder with ${d.option ?? '--out'}.`,
    }),
    es: (d) => ({
      message: `no se puede usar ${d.path} como carpeta de salida: es un archivo o está bajo un archivo.`,
      hint: `Elija otra carpeta con ${d.option ?? '--out'}.`,
    }),
  }),
  'usage.output-is-a-folder': entry<{ path: string }>({
    ...wrongUse,
    en: (d) => ({
      message: `cannot write the file ${d.path}: it is a folder.`,
      hint: 'Give the name of a file, for example inside that folder.',
    }),
    es: (d) => ({
      message: `no se puede escribir el archivo ${d.path}: es una carpeta.`,
      hint: 'Dé el nombre de un archivo, por ejemplo dentro de esa carpeta.',
    }),
  }),
  'usage.no-such-folder': entry<{ path: string; folder: string }>({
    ...wrongUse,
    en: (d) => ({
      message: `cannot write ${d.path}: there is no folder ${d.folder}.`,
      hint: 'Create the folder first, or choose another place.',
    }),
    es: (d) => ({
      message: `no se puede escribir ${d.path}: no existe la carpeta ${d.folder}.`,
      hint: 'Cree antes la carpeta o elija otro lugar.',
    }),
  }),
  'usage.no-such-file': entry<{ path: string }>({
    ...badInput,
    httpStatus: 404,
    en: (d) => ({
      message: `there is no file or folder ${d.path}.`,
      hint: 'Check the spelling and the folder in which the command runs.',
    }),
    es: (d) => ({
      message: `no existe ningún archivo ni carpeta ${d.path}.`,
      hint: 'Compruebe cómo está escrito y en qué carpeta se ejecuta la orden.',
    }),
  }),
  'usage.not-a-file': entry<{ path: string }>({
    ...badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot read ${d.path}: it is a folder, expected a file.`,
      hint: 'Give the name of a file inside it.',
    }),
    es: (d) => ({
      message: `no se puede leer ${d.path}: es una carpeta, se esperaba un archivo.`,
      hint: 'Dé el nombre de un archivo que esté dentro.',
    }),
  }),
  'usage.folder-in-use': entry<{ path: string; lockFile: string; pid: number; host: string; command: string }>({
    exitCode: EXIT.refused,
    httpStatus: 409,
    en: (d) => ({
      message: `the folder ${d.path} is in use by process ${d.pid} on ${d.host} (${d.command}).`,
      hint: `Wait until it ends or choose another folder. If that process is gone, delete ${d.lockFile}.`,
    }),
    es: (d) => ({
      message: `la carpeta ${d.path} está en uso por el proceso ${d.pid} en ${d.host} (${d.command}).`,
      hint: `Espere a que termine o elija otra carpeta. Si ese proceso ya no existe, borre ${d.lockFile}.`,
    }),
  }),
} as const;
