import { type Language, percentText } from 'leukoscope/browser';
import { memo } from 'react';
import { classes } from '../parts/classes.ts';
import { type CellTable, callOf, decisionOf, typeOf } from './cell-table.ts';
import { cellWords } from './cell-words.ts';
import styles from './gallery.module.css';
import { imageAddress } from './image-address.ts';
import type { DecisionChoice } from './type-keys.ts';

interface GalleryCellProps {
  readonly table: CellTable;
  readonly index: number;
  readonly column: number;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly sidePx: number;
  readonly hasCaption: boolean;
  /** Whether its picture is loaded, or only its place kept. */
  readonly hasPicture: boolean;
  readonly choices: readonly DecisionChoice[];
  readonly language: Language;
}

/** The id of a cell's element, by its number. */
export function cellElementId(number: number): string {
  return `cell-${number}`;
}

/** One cell; what a pointer or a key does with it, the gallery knows. */
export const GalleryCell = memo(function GalleryCell(props: GalleryCellProps) {
  const { table, index, column, selected, focused, sidePx, hasCaption, hasPicture, choices, language } = props;
  const number = table.numbers[index]!;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table would lay out the rows by itself, and only some exist
    <div
      role="gridcell"
      id={cellElementId(number)}
      className={styles.cell}
      aria-colindex={column + 1}
      aria-selected={selected}
      aria-label={cellWords(table, index, { choices, language })}
      data-number={number}
      tabIndex={focused ? 0 : -1}
    >
      <img
        src={hasPicture ? imageAddress(table.imageHashes[index]!, sidePx, window.devicePixelRatio) : undefined}
        alt=""
        width={sidePx}
        height={sidePx}
        decoding="async"
        draggable={false}
      />
      <Marks table={table} index={index} />
      {hasCaption && <Caption table={table} index={index} />}
    </div>
  );
});

/** Marks and captions are drawn by the style sheet: the cell's label says the same in words. */
function Marks({ table, index }: { table: CellTable; index: number }) {
  const decided = decisionOf(table, index);
  const type = typeOf(table, index);
  const call = callOf(table, index);
  const differs = decided !== null && type !== null && decided !== type;
  return (
    <span className={styles.marks} aria-hidden="true">
      {table.comments[index]! > 0 && <span className={styles.mark} data-mark="“" />}
      {decided === null && (call === 'referred' || call === 'unknown') && (
        <span className={classes(styles.mark, styles.markDoubt)} data-mark="?" />
      )}
      {decided !== null && (
        <span className={classes(styles.mark, differs && styles.markDiffers)} data-mark={differs ? '≠' : '✓'} />
      )}
    </span>
  );
}

function Caption({ table, index }: { table: CellTable; index: number }) {
  const probability = table.probabilities[index]!;
  return (
    <span
      className={styles.caption}
      aria-hidden="true"
      data-number-text={table.numbers[index]}
      data-probability={Number.isNaN(probability) ? '' : percentText(probability)}
    />
  );
}
