import type { Confusion } from '../evaluation/confusion-values.ts';
import type { TypeEvaluation } from '../evaluation/type-confusion.ts';
import type { EvaluationReport, PicturedCell } from './evaluation-contents.ts';
import { EVALUATION_PAGE_TEXTS } from './evaluation-page-texts.ts';
import { OUTCOMES, type Outcome, outcomeOf } from './example-cells.ts';
import { type HtmlContent, type HtmlElement, html } from './markup/html.ts';
import { fieldOfTypes, type MatrixField, MOST_OF_FIELD, MOST_PICTURES } from './matrix-fields.ts';
import { paragraph } from './page/page-parts.ts';
import { pictureGrid } from './page/picture-grid.ts';
import type { SharedPictures } from './page/shared-pictures.ts';
import { gridPicture } from './pictured-cell.ts';
import type { ClassField, LinkOf } from './plots/confusion-plot.ts';
import { cellTypeLabel } from './report-parts.ts';

/*
 * Cells of a field stand below its matrix and are not seen until the field's link leads to them (`:target`): pages run no
 * script. Without styles all of them are seen; on paper, those last asked for.
 */

const OUTCOME_OF: Readonly<Record<keyof Confusion, Outcome>> = {
  ...{ tp: 'found', fn: 'missed', fp: 'falseAlarm', tn: 'rightlyTypical' },
};

type Field = MatrixField<PicturedCell>;

/** Where the fields of the matrix of two groups lead. */
export function groupLinks({ fields, language }: EvaluationReport): LinkOf<keyof Confusion> {
  const { outcomes } = EVALUATION_PAGE_TEXTS[language];
  return (name) =>
    linkTo(fields, OUTCOME_OF[name], ({ shown, total }) => outcomes[OUTCOME_OF[name]](shown.length, total));
}

export function groupFields(report: EvaluationReport, pictures: SharedPictures): HtmlContent[] {
  const { outcomes } = EVALUATION_PAGE_TEXTS[report.language];
  const fields = report.fields.filter(({ name }) => isOutcome(name));
  const titleOf = ({ name, shown, total }: Field) => outcomes[name as Outcome](shown.length, total);
  return fieldsContent(fields, { report, pictures, titleOf, matrix: 'confusion' });
}

/** Where the fields of the types' matrix lead. */
export function typeLinks(report: EvaluationReport, types: TypeEvaluation): LinkOf<ClassField> {
  return ({ truth, called }) =>
    linkTo(report.fields, fieldOfTypes(truth, called), (field) => typesTitle(field, { report, types }));
}

export function typeFields(report: EvaluationReport, types: TypeEvaluation, pictures: SharedPictures): HtmlContent[] {
  const fields = report.fields.filter(({ name }) => !isOutcome(name));
  const titleOf = (field: Field) => typesTitle(field, { report, types });
  return fieldsContent(fields, { report, pictures, titleOf, matrix: 'type-calls' });
}

function isOutcome(name: string): boolean {
  return OUTCOMES.some((outcome) => outcome === name);
}

function typesTitle(
  { name, shown, total }: Field,
  { report, types }: { readonly report: EvaluationReport; readonly types: TypeEvaluation },
): string {
  const [truth, called] = name.split('-').map((at) => cellTypeLabel(types.types[Number(at)]!.code, report));
  const texts = EVALUATION_PAGE_TEXTS[report.language];
  return texts.field({ truth: truth!, called: called!, shown: shown.length, total });
}

function linkTo(fields: readonly Field[], name: string, label: (field: Field) => string) {
  const field = fields.find((each) => each.name === name);
  return field === undefined ? null : { href: `#${idOf(name)}`, label: label(field) };
}

function idOf(name: string): string {
  return `field-${name}`;
}

interface FieldsTelling {
  readonly report: EvaluationReport;
  readonly pictures: SharedPictures;
  readonly titleOf: (field: Field) => string;
  /** Id of the section that the matrix is in. */
  readonly matrix: string;
}

function fieldsContent(fields: readonly Field[], { report, pictures, titleOf, matrix }: FieldsTelling): HtmlContent[] {
  const texts = EVALUATION_PAGE_TEXTS[report.language];
  const isCut = fields.some(({ shown, total }) => shown.length < Math.min(total, MOST_OF_FIELD));
  const note = [texts.fieldsNote, ...(isCut ? [texts.fieldsLeftOut(MOST_PICTURES)] : [])].join(' ');
  return [
    html('p', { class: 'muted screen' }, [note]),
    ...fields.map((field): HtmlElement => {
      const titleId = `${idOf(field.name)}-title`;
      return html('div', { class: 'field', id: idOf(field.name), role: 'group', 'aria-labelledby': titleId }, [
        html('h3', { id: titleId }, [titleOf(field)]),
        pictureGrid(field.shown.map((pictured) => fieldPicture(pictured, report, pictures))),
        paragraph(html('a', { class: 'screen', href: `#${matrix}` }, [texts.backToMatrix])),
      ]);
    }),
  ];
}

function fieldPicture(pictured: PicturedCell, report: EvaluationReport, pictures: SharedPictures) {
  const { scheme, language, evaluation } = report;
  const outcome = outcomeOf(pictured.cell, evaluation.threshold);
  return gridPicture(pictured, { outcome, scheme, language, pictures });
}
