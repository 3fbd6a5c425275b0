import type { SplitPart } from '../../cells/cell.ts';
import { cellTypeIn, type Scheme } from '../../cells/scheme.ts';
import type { JudgedEvaluation } from '../../classify/judge-evaluation.ts';
import type { Language } from '../../errors/entry.ts';
import type { Evaluation } from '../../evaluation/evaluate.ts';
import type { EvaluationBootstrap } from '../../evaluation/evaluation-bootstrap.ts';
import type { Estimate, Rate } from '../../evaluation/rate.ts';
import { judgedLines } from '../../reports/judged-lines.ts';
import type { NamedComparison } from '../../reports/model-comparison-texts.ts';
import type { NamedSubgroups } from '../../reports/subgroups.ts';
import { type TextColumn, textTable } from '../text-table.ts';
import { comparisonText } from './comparison-text.ts';
import { subgroupsText } from './evaluate-subgroups.ts';
import { reliabilityText } from './reliability-text.ts';
import { typeCallsText } from './type-calls-text.ts';

interface About {
  readonly model: string;
  readonly dataset: { readonly name: string; readonly excluded: number };
  readonly part: SplitPart | null;
  /** Names the types. */
  readonly scheme: Scheme;
  /** Whether these cells chose the model's epoch and threshold. */
  readonly choseModel: boolean;
  /** By a column of the manifest; `null` where none was asked for. */
  readonly subgroups: NamedSubgroups | null;
  /** With another model; `null` where none was asked for. */
  readonly comparison: NamedComparison | null;
  /** Of patients, referral and promise. */
  readonly judged: JudgedEvaluation;
  /** Path of the report as given; `null` where none was asked for. */
  readonly report: string | null;
  /** Folder of the figures as given; `null` where none was asked for. */
  readonly figures: string | null;
}

interface ResultWords {
  readonly headings: Readonly<Record<'figure' | 'value' | 'interval' | 'count' | 'patients', string>>;
  readonly figures: Readonly<Record<Exclude<keyof EvaluationBootstrap['estimates'], 'errorRate'>, string>>;
  readonly atPrevalence: (prevalence: number) => Readonly<Record<'ppv' | 'npv', string>>;
  readonly type: Readonly<Record<'type' | 'name' | 'group' | 'cells' | 'called', string>>;
  readonly groups: Readonly<Record<'typical' | 'atypical', string>>;
  readonly matrix: Readonly<Record<'truth' | 'calledAtypical' | 'calledTypical', string>>;
  readonly head: (evaluation: Evaluation, about: About) => string;
  readonly choseModel: string;
  readonly patients: (patients: number, warned: boolean) => string;
  readonly byPatient: (patients: number) => string;
  readonly report: (file: string) => string;
  readonly figuresIn: (folder: string) => string;
  readonly notADiagnosis: string;
}

const left = (heading: string): TextColumn => ({ heading, align: 'left' });
const right = (heading: string): TextColumn => ({ heading, align: 'right' });
const decimals = (value: number | null): string => (value === null ? '—' : value.toFixed(3));
const interval = ({ low, high }: Rate | Estimate): string => {
  // A ratio by 0 has no upper end, but a lower one.
  if (low !== null && high === null) return `≥ ${decimals(low)}`;
  return low === null || high === null ? '—' : `${decimals(low)}–${decimals(high)}`;
};
const countOf = (figure: Rate | Estimate): string =>
  'denominator' in figure ? `${figure.numerator}/${figure.denominator}` : `n ${figure.n}`;

/** What the command says of an evaluation. */
export function evaluationText(evaluation: Evaluation, about: About, language: Language): string {
  const words = WORDS[language];
  const { bootstrap, confusion, byCellType, byPatient } = evaluation;
  const { tp, fn, fp, tn } = confusion;
  const matrix = textTable(
    [left(words.matrix.truth), right(words.matrix.calledAtypical), right(words.matrix.calledTypical)],
    [
      [words.groups.atypical, String(tp), String(fn)],
      [words.groups.typical, String(fp), String(tn)],
    ],
  );
  const nameOf = (code: string) => cellTypeIn(about.scheme, code)?.name[language] ?? '';
  const types = textTable(
    [
      ...[left(words.type.type), left(words.type.name), left(words.type.group)],
      ...[right(words.type.cells), right(words.type.called), right(words.headings.interval)],
    ],
    byCellType.map(({ cellCode, group, n, calledAtypical }) => [
      cellCode ?? '—',
      cellCode === null ? '' : nameOf(cellCode),
      words.groups[group],
      String(n),
      decimals(calledAtypical.value),
      interval(calledAtypical),
    ]),
  );
  return [
    words.head(evaluation, about),
    ...(about.choseModel ? [`${words.choseModel}\n`] : []),
    figuresTable(evaluation, words).trimEnd(),
    ...(bootstrap ? [words.patients(bootstrap.patients, bootstrap.estimates.sensitivity.warnings.length > 0)] : []),
    '',
    matrix,
    types,
    reliabilityText(evaluation.reliability, language),
    ...(evaluation.types ? [typeCallsText(evaluation.types, { language: language, scheme: about.scheme })] : []),
    ...(about.subgroups ? [subgroupsText(about.subgroups, language)] : []),
    ...(about.comparison ? [comparisonText(about.comparison, language)] : []),
    ...(byPatient.length > 0 ? [words.byPatient(byPatient.length)] : []),
    ...judgedLines(about.judged, language),
    ...(about.report === null ? [] : [words.report(about.report)]),
    ...(about.figures === null ? [] : [words.figuresIn(about.figures)]),
    words.notADiagnosis,
    '',
  ].join('\n');
}

/** Every figure with its intervals: over cells, and over patients where there are any. */
function figuresTable(evaluation: Evaluation, words: ResultWords): string {
  const { rates, rocAuc, sensitivityAtSpecificity90, averagePrecision, bootstrap, atPrevalence } = evaluation;
  const overCells = { ...rates, rocAuc, sensitivityAtSpecificity90, averagePrecision };
  const names = Object.keys(words.figures) as (keyof ResultWords['figures'])[];
  const { figure, value, interval: cells, count, patients } = words.headings;
  const columns = [left(figure), right(value), right(cells), right(count), ...(bootstrap ? [right(patients)] : [])];
  const row = (name: string, found: Rate | Estimate, overPatients: Estimate | undefined) => [
    ...[name, decimals(found.value), interval(found), countOf(found)],
    ...(bootstrap ? [overPatients ? interval(overPatients) : '—'] : []),
  ];
  const predictive = (['ppv', 'npv'] as const).flatMap((name) =>
    atPrevalence === null
      ? []
      : [row(words.atPrevalence(atPrevalence.prevalence)[name], atPrevalence[name], bootstrap?.atPrevalence?.[name])],
  );
  const rows = names.map((name) => row(words.figures[name], overCells[name], bootstrap?.estimates[name]));
  return textTable(columns, [...rows, ...predictive]);
}

const EN: ResultWords = {
  headings: { figure: '', value: 'value', interval: '95% over cells', count: 'count', patients: '95% over patients' },
  figures: {
    sensitivity: 'sensitivity',
    specificity: 'specificity',
    ppv: 'PPV in this mix of cells',
    npv: 'NPV in this mix of cells',
    accuracy: 'accuracy',
    balancedAccuracy: 'balanced accuracy',
    f1: 'F1',
    mcc: 'MCC',
    positiveLikelihoodRatio: 'likelihood ratio +',
    negativeLikelihoodRatio: 'likelihood ratio −',
    fnShare: 'FN / all',
    fpShare: 'FP / all',
    rocAuc: 'ROC AUC',
    averagePrecision: 'average precision (PR AUC)',
    sensitivityAtSpecificity90: 'sensitivity at specificity 0.90',
  },
  atPrevalence: (prevalence) => ({
    ppv: `PPV at prevalence ${prevalence}`,
    npv: `NPV at prevalence ${prevalence}`,
  }),
  type: { type: 'type', name: 'name', group: 'group', cells: 'cells', called: 'called atypical' },
  groups: { typical: 'typical', atypical: 'atypical' },
  matrix: { truth: 'truth', calledAtypical: 'called atypical', calledTypical: 'called typical' },
  head: ({ n, positive, threshold, confusion, rejected }, { dataset, part }) =>
    `${positive === 0 ? 'No atypical cell to miss' : `${confusion.fn} of ${positive} atypical cells missed`}, ${n === positive ? 'no typical one to call atypical' : `${confusion.fp} of ${n - positive} typical ones called atypical`} (${n} cells of ${dataset.name}${part ? `, part ${part}` : ''}; ${dataset.excluded} excluded, ${rejected.length} rejected; threshold ${threshold.toFixed(4)}).\n`,
  choseModel:
    'These cells chose the threshold of this model, and its epoch unless it is the last: it is no test result.',
  patients: (patients, warned) =>
    `Quote the intervals over patients (${patients} patients): cells of one patient resemble each other.${warned ? ' With so few patients they are still too narrow.' : ''}`,
  byPatient: (patients) => `Figures of each of the ${patients} patients: --json.`,
  report: (file) => `Report: ${file}`,
  figuresIn: (folder) => `Figures (SVG) and their numbers (CSV): ${folder}`,
  notADiagnosis: 'Positive means atypical. An aid to the specialist, not a diagnosis.',
};

const ES: ResultWords = {
  headings: {
    figure: '',
    value: 'valor',
    interval: '95% sobre células',
    count: 'cuenta',
    patients: '95% sobre pacientes',
  },
  figures: {
    sensitivity: 'sensibilidad',
    specificity: 'especificidad',
    ppv: 'VPP con esta mezcla de células',
    npv: 'VPN con esta mezcla de células',
    accuracy: 'exactitud',
    balancedAccuracy: 'exactitud equilibrada',
    f1: 'F1',
    mcc: 'MCC',
    positiveLikelihoodRatio: 'razón de verosimilitud +',
    negativeLikelihoodRatio: 'razón de verosimilitud −',
    fnShare: 'FN / todas',
    fpShare: 'FP / todas',
    rocAuc: 'ROC AUC',
    averagePrecision: 'precisión media (PR AUC)',
    sensitivityAtSpecificity90: 'sensibilidad con especificidad 0.90',
  },
  atPrevalence: (prevalence) => ({
    ppv: `VPP con prevalencia ${prevalence}`,
    npv: `VPN con prevalencia ${prevalence}`,
  }),
  type: { type: 'tipo', name: 'nombre', group: 'grupo', cells: 'células', called: 'llamadas atípicas' },
  groups: { typical: 'típica', atypical: 'atípica' },
  matrix: { truth: 'verdad', calledAtypical: 'llamada atípica', calledTypical: 'llamada típica' },
  head: ({ n, positive, threshold, confusion, rejected }, { dataset, part }) =>
    `${positive === 0 ? 'Sin células atípicas que detectar' : `${confusion.fn} de ${positive} células atípicas no detectadas`}, ${n === positive ? 'sin típicas que tomar por atípicas' : `${confusion.fp} de ${n - positive} típicas tomadas por atípicas`} (${n} células de ${dataset.name}${part ? `, parte ${part}` : ''}; ${dataset.excluded} excluidas, ${rejected.length} rechazadas; umbral ${threshold.toFixed(4)}).\n`,
  choseModel:
    'Estas células eligieron el umbral de este modelo, y su época salvo que sea la última: no es un resultado de prueba.',
  patients: (patients, warned) =>
    `Cite los intervalos sobre pacientes (${patients} pacientes): las células de un paciente se parecen entre sí.${warned ? ' Con tan pocos pacientes aún son demasiado estrechos.' : ''}`,
  byPatient: (patients) => `Cifras de cada uno de los ${patients} pacientes: --json.`,
  report: (file) => `Informe: ${file}`,
  figuresIn: (folder) => `Figuras (SVG) y sus números (CSV): ${folder}`,
  notADiagnosis: 'Positivo significa atípico. Una ayuda para el especialista, no un diagnóstico.',
};

const WORDS: Readonly<Record<Language, ResultWords>> = { en: EN, es: ES };
