import { DIFFERENTIAL_TEXTS, type ForestPlot, forestPlot, type Language, percentText } from 'leukoscope/browser';
import { useCallback } from 'react';
import type { Summary, TypeDescription } from '../api/types.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { Muted, Panel } from '../parts/layout.tsx';
import { Plot } from '../parts/plot.tsx';
import { Table } from '../parts/table.tsx';
import { type FigureColumn, figureColumns } from './figure-columns.ts';
import styles from './figures-panel.module.css';

interface DifferentialPanelProps {
  readonly summary: Summary;
  /** What the codes stand for. */
  readonly types: readonly TypeDescription[];
}

/** How the cells are shared out among the types; nothing of a model that tells no types apart. */
export function DifferentialPanel({ summary, types }: DifferentialPanelProps) {
  const texts = useTexts(DIFFERENTIAL_TEXTS);
  const language = useLanguage();
  const columns = figureColumns(summary, language);
  const [main] = columns;
  if (main === undefined || main.figures.differential === null || summary.cells === 0) return null;
  return (
    <Panel title={texts.title}>
      <Muted>{texts.note}</Muted>
      <div className={styles.columns}>
        <DifferentialPlot column={main} types={types} />
        <DifferentialTable columns={columns} types={types} />
      </div>
    </Panel>
  );
}

function DifferentialPlot({ column, types }: { column: FigureColumn; types: readonly TypeDescription[] }) {
  const key = JSON.stringify([column, types]);
  // The key says whether what is drawn has changed.
  const draw = useCallback(
    ({ language, widthPx }: { language: Language; widthPx: number }) => {
      const texts = DIFFERENTIAL_TEXTS[language];
      const rows = (column.figures.differential ?? []).map(({ code, group, share }) => ({
        label: typeLabel(code, types, language),
        rate: share,
        ...(group === 'excluded' ? {} : { group: texts.groups[group] }),
      }));
      const plot = { title: texts.plotTitle, axisTitle: texts.axis, percent: true, rows: rows as ForestPlot['rows'] };
      return forestPlot(plot, { language, widthPx });
    },
    [key],
  );
  return <Plot draw={draw} />;
}

function DifferentialTable({
  columns,
  types,
}: {
  columns: readonly FigureColumn[];
  types: readonly TypeDescription[];
}) {
  const texts = useTexts(DIFFERENTIAL_TEXTS);
  const language = useLanguage();
  const codes = [...new Set(columns.flatMap(({ figures }) => (figures.differential ?? []).map(({ code }) => code)))];
  return (
    <Table
      caption={texts.tableCaption}
      columns={[
        { heading: texts.type, header: true, cell: ({ code }) => typeLabel(code, types, language) },
        ...columns.map(({ heading, figures }) => ({
          heading,
          number: true,
          cell: ({ code }: { code: string }) => {
            const share = figures.differential?.find((one) => one.code === code)?.share;
            return share === undefined ? '—' : `${share.numerator} (${percentText(share.value)})`;
          },
        })),
      ]}
      rows={codes.map((code) => ({ code }))}
      rowKey={({ code }) => code}
    />
  );
}

/** `MYO · myeloblast`; a code that nobody describes alone. */
function typeLabel(code: string, types: readonly TypeDescription[], language: Language): string {
  const name = types.find((type) => type.code === code)?.name[language];
  return name === undefined || name === code ? code : `${code} · ${name}`;
}
