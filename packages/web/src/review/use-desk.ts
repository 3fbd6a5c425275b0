import { useEffect, useMemo, useState } from 'react';
import { arrange, type CellGroup, sortedCells, type View } from './arrange.ts';
import { type CellTable, decisionOf, indexOfNumber, typeOf, withDecisions } from './cell-table.ts';
import { type DecisionHistory, decide, NO_HISTORY, redo, type Step, undo } from './decision-history.ts';
import { type GridLayout, layOut } from './grid-layout.ts';
import { useOutbox } from './outbox-context.tsx';
import { NOTHING_SELECTED, type Selection } from './selection.ts';
import { type Reading, type StoredCells, tableOf } from './stored-cells.ts';
import type { DecisionChoice } from './type-keys.ts';

export interface DeskOptions {
  readonly caseId: string;
  readonly stored: StoredCells;
  readonly reading: Reading;
  readonly choices: readonly DecisionChoice[];
  readonly mayDecide: boolean;
  /** Only these are shown, by number: the cells that readers disagree on, say. */
  readonly only: ReadonlySet<number> | null;
}

/** Everything that the parts of the review page share: the cells, how they are shown, and what is done with them. */
export interface Desk {
  readonly table: CellTable;
  readonly view: View;
  readonly setView: (change: Partial<View>) => void;
  readonly groups: readonly CellGroup[];
  readonly layout: GridLayout;
  readonly setColumns: (columns: number) => void;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  /** Number of the cell that the keyboard is at; `null` if no cell is shown. */
  readonly focus: number | null;
  readonly setFocus: (number: number) => void;
  /** The selected cells; of none the one in focus. */
  readonly targets: readonly number[];
  readonly decide: (code: string | null, numbers?: readonly number[]) => void;
  /** Takes over what the model says; of several cells, for those alone that are not yet decided, if there are such. */
  readonly confirm: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly mayDecide: boolean;
  readonly unsaved: number;
  readonly isStuck: boolean;
  /** What was done last, to be read out. */
  readonly said: Said | null;
}

export interface Said {
  readonly kind: 'decided' | 'undone' | 'redone';
  readonly cells: number;
  /** What all of them were decided to be; `null` where they differ, or nothing was decided. */
  readonly code: string | null;
  readonly isTakenBack: boolean;
}

const FIRST_VIEW: View = { sort: 'uncertainty', grouping: 'type', filter: 'all', folded: new Set() };

export function useDesk({ caseId, stored, reading, choices, mayDecide, only }: DeskOptions): Desk {
  const [view, setViewState] = useState(FIRST_VIEW);
  const [columns, setColumns] = useState(8);
  const [selection, select] = useState(NOTHING_SELECTED);
  const [focused, setFocus] = useState<number | null>(null);
  const [history, setHistory] = useState<DecisionHistory>(NO_HISTORY);
  const [said, setSaid] = useState<Said | null>(null);
  const outbox = useOutbox({ caseId, reading });
  // What was refused cannot be undone, nor what came after it.
  useEffect(() => setHistory(NO_HISTORY), [outbox.refusals]);
  const table = useMemo(
    () => withDecisions(tableOf(stored, reading), outbox.pending),
    [stored, reading, outbox.pending],
  );
  const { sort } = view;
  const { count, uncertainties, probabilities } = stored;
  const sorted = useMemo(
    () => sortedCells({ count, uncertainties, probabilities }, sort),
    [count, uncertainties, probabilities, sort],
  );
  const groups = useMemo(() => {
    const shown = only === null ? sorted : sorted.filter((index) => only.has(table.numbers[index]!));
    return arrange(table, view, { sorted: shown, groupOrder: choices.map(({ code }) => code) });
  }, [table, view, sorted, choices, only]);
  const layout = useMemo(() => layOut(groups, columns, table.count), [groups, columns, table.count]);
  const focus = shownFocus(focused, { table, layout });

  const targets = selection.selected.size > 0 ? [...selection.selected] : focus === null ? [] : [focus];
  const act = (step: Step | null, kind: Said['kind']) => {
    if (step === null || step.changes.length === 0) return;
    const codes = new Set(step.changes.map(({ typeCode }) => typeCode));
    const [code = null] = codes.size === 1 ? codes : [];
    setHistory(step.history);
    setSaid({ kind, cells: step.changes.length, code, isTakenBack: codes.size === 1 && code === null });
    outbox.add(step.changes);
  };
  const decideAll = (codeOf: (index: number) => string | null, numbers: readonly number[]) => {
    if (!mayDecide || numbers.length === 0) return;
    const next = nextFocus(focus, new Set(numbers), { table, layout });
    const cells = numbers.flatMap((number) => {
      const index = indexOfNumber(table, number);
      return index === null ? [] : [{ number, before: decisionOf(table, index), after: codeOf(index) }];
    });
    act(decide(history, cells), 'decided');
    select(NOTHING_SELECTED);
    if (next !== null) setFocus(next);
  };
  return {
    ...{ table, view, groups, layout, setColumns, selection, select, focus, setFocus, targets, mayDecide, said },
    setView: (change) => {
      select(NOTHING_SELECTED);
      setViewState({ ...view, ...change });
    },
    decide: (code, numbers = targets) => decideAll(() => code, numbers),
    confirm: () => decideAll((index) => typeOf(table, index) ?? decisionOf(table, index), toConfirm(table, targets)),
    undo: () => mayDecide && act(undo(history), 'undone'),
    redo: () => mayDecide && act(redo(history), 'redone'),
    canUndo: mayDecide && history.done.length > 0,
    canRedo: mayDecide && history.undone.length > 0,
    ...{ unsaved: outbox.unsaved, isStuck: outbox.isStuck },
  };
}

/** A correction is not lost to a selection that was meant for the rest. */
function toConfirm(table: CellTable, numbers: readonly number[]): readonly number[] {
  const undecided = numbers.filter((number) => {
    const index = indexOfNumber(table, number);
    return index !== null && decisionOf(table, index) === null;
  });
  return undecided.length > 0 ? undecided : numbers;
}

interface Shown {
  readonly table: CellTable;
  readonly layout: GridLayout;
}

/** Where the keyboard is; on the first cell if that one is not shown any more. */
function shownFocus(focused: number | null, { table, layout }: Shown): number | null {
  const index = focused === null ? null : indexOfNumber(table, focused);
  if (index !== null && layout.placeOf[index]! >= 0) return focused;
  const first = layout.order[0];
  return first === undefined ? null : table.numbers[first]!;
}

/** The cell after those that were decided on, else the one before: they may go elsewhere, and the keyboard goes on here. */
function nextFocus(focus: number | null, decided: ReadonlySet<number>, { table, layout }: Shown): number | null {
  const index = focus === null ? null : indexOfNumber(table, focus);
  if (index === null) return null;
  const place = layout.placeOf[index]!;
  const numberAt = (at: number) => table.numbers[layout.order[at]!]!;
  for (let at = place; at < layout.order.length; at++) if (!decided.has(numberAt(at))) return numberAt(at);
  for (let at = place - 1; at >= 0; at--) if (!decided.has(numberAt(at))) return numberAt(at);
  return focus;
}
