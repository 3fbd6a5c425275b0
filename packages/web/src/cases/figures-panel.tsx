import { type ForestPlot, forestPlot, type Language, percentText } from 'leukoscope/browser';
import { useCallback } from 'react';
import type { Summary } from '../api/types.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { Muted, Notice, Panel } from '../parts/layout.tsx';
import { Plot } from '../parts/plot.tsx';
import { Table } from '../parts/table.tsx';
import { type FigureColumn, figureColumns, figureLines } from './figure-columns.ts';
import styles from './figures-panel.module.css';
import { FIGURES_TEXTS } from './figures-texts.ts';

/** Shares of atypical cells and blasts with intervals, before and after review and in the case before, and the promise. */
export function FiguresPanel({ summary }: { summary: Summary }) {
  const texts = useTexts(FIGURES_TEXTS);
  const language = useLanguage();
  const columns = figureColumns(summary, language);
  const lines = figureLines(columns, summary.limit, language);
  return (
    <Panel title={texts.title}>
      <Sentences summary={summary} />
      <SharesPlot columns={columns} limit={summary.limit} />
      <Table
        caption={texts.plot}
        columns={[
          {
            heading: texts.figure,
            header: true,
            cell: ({ name, detail }) => <span className={detail ? styles.detail : undefined}>{name}</span>,
          },
          ...columns.map(({ heading }, at) => ({
            heading,
            cell: ({ id, values }: (typeof lines)[number]) => (
              <span className={id.endsWith('-answer') ? styles.answer : undefined}>{values[at]}</span>
            ),
          })),
        ]}
        rows={lines}
        rowKey={({ id }) => id}
      />
      <PromiseNote summary={summary} />
      {summary.previous === null && <Muted>{texts.noPrevious}</Muted>}
    </Panel>
  );
}

function Sentences({ summary }: { summary: Summary }) {
  const texts = useTexts(FIGURES_TEXTS);
  const { cells, classified, reviewed, referred, unidentified, unknown, model } = summary;
  return (
    <>
      {model?.synthetic && (
        <Notice tone="caution">
          <p>{texts.synthetic}</p>
        </Notice>
      )}
      {unknown?.moreThanExpected && (
        <Notice tone="caution">
          <p>{texts.unknown(unknown.images, unknown.of, true)}</p>
        </Notice>
      )}
      <p>
        {[
          texts.counts({ cells, classified, reviewed }),
          ...(referred > 0 ? [texts.referred(referred)] : []),
          ...(unidentified > 0 ? [texts.unidentified(unidentified)] : []),
          ...(unknown !== null && !unknown.moreThanExpected && unknown.images > 0
            ? [texts.unknown(unknown.images, unknown.of, false)]
            : []),
        ].join(' ')}
      </p>
      {model && <Muted>{texts.model(model.name)}</Muted>}
    </>
  );
}

function SharesPlot({ columns, limit }: { columns: readonly FigureColumn[]; limit: number | null }) {
  const key = JSON.stringify([columns, limit]);
  // The key says whether what is drawn has changed.
  const draw = useCallback(
    ({ language, widthPx }: { language: Language; widthPx: number }) =>
      forestPlot(sharesPlot(columns, limit, language), { language, widthPx }),
    [key],
  );
  return <Plot draw={draw} />;
}

function sharesPlot(columns: readonly FigureColumn[], limit: number | null, language: Language): ForestPlot {
  const texts = FIGURES_TEXTS[language];
  const rows = columns.map(({ heading, figures }) => ({
    label: heading,
    rate: figures.atypical.share,
    group: texts.atypical,
    few: figures.atypical.tooFew,
  }));
  const blasts = columns.flatMap(({ heading, figures }) =>
    figures.blasts === null
      ? []
      : [{ label: heading, rate: figures.blasts.share, group: texts.blasts, few: figures.blasts.tooFew }],
  );
  return {
    title: texts.plot,
    axisTitle: texts.axis,
    percent: true,
    rows: [...rows, ...blasts] as ForestPlot['rows'],
    ...(limit === null ? {} : { reference: { value: limit, label: texts.limit(percentText(limit)) } }),
    notes: [texts.ownErrors],
  };
}

function PromiseNote({ summary }: { summary: Summary }) {
  const texts = useTexts(FIGURES_TEXTS);
  const { promise, byModel } = summary;
  if (byModel === null) return null;
  if (promise === null) return <Muted>{texts.noPromise}</Muted>;
  return (
    <Notice tone={promise.withdrawn ? 'caution' : 'plain'}>
      <h3>{promise.withdrawn ? texts.withdrawn : texts.promise}</h3>
      <div className={styles.sentences}>
        {promise.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </Notice>
  );
}
