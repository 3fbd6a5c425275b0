import { type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { classes } from '../parts/classes.ts';
import { indexOfNumber } from './cell-table.ts';
import { groupText } from './cell-words.ts';
import styles from './gallery.module.css';
import { cellElementId, GalleryCell } from './gallery-cell.tsx';
import type { GridRow } from './grid-layout.ts';
import { REVIEW_TEXTS } from './review-texts.ts';
import type { DecisionChoice } from './type-keys.ts';
import type { Desk } from './use-desk.ts';
import { usePointer } from './use-pointer.ts';

const GAP_PX = 6;
const EDGE_PX = 20;
const HEADING_PX = 42;
const CAPTION_PX = 18;
/** Smaller pictures have no room for a caption. */
const CAPTION_FROM_PX = 72;
const OVERSCAN_ROWS = 3;
/** Pictures of rows that only fly past are not asked for: a request for each would hold up the scrolling. */
const REST_MS = 80;

interface GalleryProps {
  readonly desk: Desk;
  readonly sidePx: number;
  readonly choices: readonly DecisionChoice[];
  /** Rows in sight, for the keys that turn pages. */
  readonly onKey: (event: KeyboardEvent, rowsInSight: number) => void;
  /** Set from outside: the group to scroll to. */
  readonly shownGroup: { readonly key: string } | null;
}

/**
 * All cells of a case, of which only the rows in sight are elements: 100,000 cells scroll as a hundred do. For the
 * keyboard one grid, with one cell that can be focused; for a screen reader each cell says what it is.
 */
export function Gallery({ desk, sidePx, choices, onKey, shownGroup }: GalleryProps) {
  const texts = useTexts(REVIEW_TEXTS);
  const language = useLanguage();
  const scroller = useRef<HTMLDivElement>(null);
  const { layout, table, selection, focus, groups } = desk;
  const captionPx = sidePx >= CAPTION_FROM_PX ? CAPTION_PX : 0;
  const rowPx = sidePx + captionPx + GAP_PX;
  useColumns(scroller, sidePx, desk.setColumns);
  const focusRow = rowOfNumber(desk);
  const virtual = useRows({ scroller, rows: layout.rows, rowPx, focusRow });
  useFocusedCell({ scroller, focus, focusRow, virtual });
  useEffect(() => {
    if (shownGroup === null) return;
    const row = layout.rows.findIndex((one) => one.kind === 'heading' && one.group.key === shownGroup.key);
    if (row >= 0) virtual.scrollToIndex(row, { align: 'start' });
  }, [shownGroup, layout, virtual]);
  const numbers = useMemo(() => layout.order.map((index) => table.numbers[index]!), [layout, table]);
  const { dragged, handlers } = usePointer({
    selection,
    select: desk.select,
    setFocus: desk.setFocus,
    order: () => numbers,
    onDrop: (code) => desk.decide(code),
    mayDrop: desk.mayDecide,
  });
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table would lay out the rows by itself, and only some exist */}
      <div
        ref={scroller}
        role="grid"
        className={styles.gallery}
        aria-label={texts.gallery}
        aria-rowcount={layout.rows.length}
        aria-colcount={layout.columns}
        aria-multiselectable="true"
        tabIndex={focus === null ? 0 : -1}
        onKeyDown={(event) => onKey(event, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx))}
        {...handlers}
      >
        {groups.length === 0 && (
          <p className={styles.empty}>{desk.view.filter === 'undecided' ? texts.nothingLeft : texts.nothingShown}</p>
        )}
        <div role="presentation" className={styles.inner} ref={(element) => setHeight(element, virtual.getTotalSize())}>
          {virtual.getVirtualItems().map(({ index: row, start, key }) => (
            <GridRowElement
              key={key}
              {...{ desk, choices, language, sidePx, captionPx, row, virtual, topPx: start }}
              gridRow={layout.rows[row]!}
            />
          ))}
        </div>
      </div>
      {dragged && (
        <div
          className={styles.ghost}
          aria-hidden="true"
          ref={(element) => move(element, dragged.xPx + 12, dragged.yPx + 12)}
        >
          {texts.dragging(selection.selected.size)}
        </div>
      )}
    </>
  );
}

function rowOfNumber({ focus, table, layout }: Desk): number | null {
  const index = focus === null ? null : indexOfNumber(table, focus);
  const place = index === null ? -1 : layout.placeOf[index]!;
  return place < 0 ? null : layout.rowOf[place]!;
}

interface Rows {
  readonly scroller: React.RefObject<HTMLDivElement | null>;
  readonly rows: readonly GridRow[];
  readonly rowPx: number;
  readonly focusRow: number | null;
}

function useRows({ scroller, rows, rowPx, focusRow }: Rows) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (rows[row]?.kind === 'heading' ? HEADING_PX : rowPx),
    overscan: OVERSCAN_ROWS,
    // The row that the keyboard is in stays an element wherever one scrolls, so that the focus is not lost.
    rangeExtractor: (range) => withRow(range, focusRow),
    useFlushSync: false,
  });
  // Heights depend on what the rows are, which the virtualizer does not look at by itself.
  // Rows and their height are what was changed.
  useLayoutEffect(() => virtual.measure(), [rows, rowPx, virtual]);
  return virtual;
}

type Virtual = ReturnType<typeof useRows>;

/** Whether what came into sight is to be looked at: at once where nothing moves, else after it has stayed for a moment. */
function useRest(virtual: Virtual): boolean {
  const [rests, setRests] = useState(!virtual.isScrolling);
  useEffect(() => {
    const timer = setTimeout(() => setRests(true), REST_MS);
    return () => clearTimeout(timer);
  }, []);
  return rests;
}

function withRow({ startIndex, endIndex, overscan, count }: Range, row: number | null): number[] {
  const first = Math.max(0, startIndex - overscan);
  const last = Math.min(count - 1, endIndex + overscan);
  const rows = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  if (row === null || row >= count) return rows;
  if (row < first) return [row, ...rows];
  return row > last ? [...rows, row] : rows;
}

interface FocusedCell {
  readonly scroller: React.RefObject<HTMLDivElement | null>;
  readonly focus: number | null;
  readonly focusRow: number | null;
  readonly virtual: Virtual;
}

/** The browser's focus follows the keyboard's cell, if it is in the gallery at all. */
function useFocusedCell({ scroller, focus, focusRow, virtual }: FocusedCell): void {
  const isFirst = useRef(true);
  const isHere = useRef(false);
  // A cell that goes to another group takes the browser's focus with it into nothing; then it comes back here.
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      isHere.current = target instanceof Node && (scroller.current?.contains(target) ?? false);
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [scroller]);
  // Only another cell moves the focus, not a row that moved.
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    if (focus === null || focusRow === null) return;
    const isLost = document.activeElement === document.body && isHere.current;
    if (!isLost && !scroller.current?.contains(document.activeElement)) return;
    virtual.scrollToIndex(focusRow, { align: 'auto' });
    document.getElementById(cellElementId(focus))?.focus({ preventScroll: true });
  }, [focus, focusRow]);
}

function useColumns(
  scroller: React.RefObject<HTMLDivElement | null>,
  sidePx: number,
  setColumns: (columns: number) => void,
): void {
  // Set once for a size; the setter only sets.
  useLayoutEffect(() => {
    const element = scroller.current!;
    const measure = () =>
      setColumns(Math.max(1, Math.floor((element.clientWidth - EDGE_PX + GAP_PX) / (sidePx + GAP_PX))));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [sidePx]);
}

interface GridRowProps {
  readonly desk: Desk;
  readonly gridRow: GridRow;
  readonly row: number;
  readonly topPx: number;
  readonly sidePx: number;
  readonly captionPx: number;
  readonly choices: readonly DecisionChoice[];
  readonly language: 'en' | 'es';
  readonly virtual: Virtual;
}

/** Drawn anew only when it changes: scrolling adds and takes away rows, and leaves the others as they are. */
const GridRowElement = memo(function GridRowElement(props: GridRowProps) {
  const { desk, gridRow, row, topPx, sidePx, captionPx, choices, language, virtual } = props;
  const hasPictures = useRest(virtual);
  const { table, selection, focus } = desk;
  const place = (element: HTMLElement | null) => {
    move(element, 0, topPx);
    element?.style.setProperty('--cell', `${sidePx}px`);
    element?.style.setProperty('--caption', `${captionPx}px`);
  };
  if (gridRow.kind === 'heading') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a table would lay out the rows by itself, and only some exist
      <div role="row" tabIndex={-1} className={classes(styles.row, styles.heading)} aria-rowindex={row + 1} ref={place}>
        <GroupHeading desk={desk} group={gridRow.group} title={groupText(gridRow.group.key, choices, language)} />
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table would lay out the rows by itself, and only some exist
    <div role="row" tabIndex={-1} className={styles.row} aria-rowindex={row + 1} ref={place}>
      {Array.from(gridRow.group.cells.subarray(gridRow.from, gridRow.to), (index, column) => (
        <GalleryCell
          key={table.numbers[index]}
          {...{ table, index, column, sidePx, choices, language }}
          hasCaption={captionPx > 0}
          hasPicture={hasPictures}
          selected={selection.selected.has(table.numbers[index]!)}
          focused={focus === table.numbers[index]}
        />
      ))}
    </div>
  );
});

interface GroupHeadingProps {
  readonly desk: Desk;
  readonly group: GridRow['group'];
  readonly title: string;
}

function GroupHeading({ desk, group, title }: GroupHeadingProps) {
  const { folded } = desk.view;
  const toggle = () => {
    const next = new Set(folded);
    if (!next.delete(group.key)) next.add(group.key);
    desk.setView({ folded: next });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table would lay out the rows by itself, and only some exist
    <div role="rowheader" tabIndex={-1} className={styles.droppable} data-drop={dropCode(group.key)}>
      <button type="button" className={styles.fold} aria-expanded={!group.folded} onClick={toggle}>
        <span aria-hidden="true">{group.folded ? '▸' : '▾'}</span>
        {title} <span className={styles.count}>{group.cells.length}</span>
      </button>
    </div>
  );
}

/** Cells cannot be dropped on what is no decision. */
function dropCode(key: string): string | undefined {
  return key === 'all' || key.startsWith('call:') ? undefined : key;
}

/** By script, as the page's security policy forbids `style` attributes in its text. */
function move(element: HTMLElement | null, xPx: number, yPx: number): void {
  if (element !== null) element.style.transform = `translate(${xPx}px, ${yPx}px)`;
}

function setHeight(element: HTMLElement | null, heightPx: number): void {
  if (element !== null) element.style.height = `${heightPx}px`;
}
