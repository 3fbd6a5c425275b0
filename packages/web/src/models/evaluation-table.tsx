import { type Estimate, figureText, percentText, type Rate, shareText } from 'leukoscope/browser';
import type { ModelDetails } from '../api/types.ts';
import { useTexts } from '../base/page-context.tsx';
import { Muted } from '../parts/layout.tsx';
import { Table } from '../parts/table.tsx';
import { MODEL_TEXTS } from './model-texts.ts';

export type Evaluation = NonNullable<ModelDetails['evaluation']>;

export interface EvaluationColumn {
  readonly heading: string;
  readonly evaluation: Evaluation;
}

const FIGURES = ['accuracy', 'sensitivity', 'specificity', 'rocAuc'] as const;

/** What models reached on cells of patients that they have never seen, side by side. */
export function EvaluationTable({ columns }: { columns: readonly EvaluationColumn[] }) {
  const texts = useTexts(MODEL_TEXTS);
  const [first] = columns;
  if (first === undefined) return null;
  const { of, cells, patients } = first.evaluation;
  return (
    <>
      <Muted>{texts.evaluationOf(of, cells, patients)}</Muted>
      <Table
        caption={texts.evaluation}
        captionHidden
        columns={[
          { heading: texts.figure, header: true, cell: ({ figure }) => texts.figures[figure] },
          ...columns.map(({ heading, evaluation }) => ({
            heading,
            cell: ({ figure }: { figure: (typeof FIGURES)[number] }) => figureOf(evaluation, figure),
          })),
        ]}
        rows={FIGURES.map((figure) => ({ figure }))}
        rowKey={({ figure }) => figure}
      />
    </>
  );
}

function figureOf(evaluation: Evaluation, figure: (typeof FIGURES)[number]): string {
  if (figure === 'rocAuc') return figureText(evaluation.rocAuc as Estimate, shareText);
  const rate = evaluation[figure] as Rate;
  return `${figureText(rate, percentText)}, ${rate.numerator}/${rate.denominator}`;
}
