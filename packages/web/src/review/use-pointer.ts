import { type PointerEvent, useRef, useState } from 'react';
import { ranged, type Selection, selectOnly, toggled } from './selection.ts';

/** Farther than this a press becomes a drag. */
const DRAG_PX = 6;

export interface PointerOptions {
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly setFocus: (number: number) => void;
  /** Numbers of the cells as shown. */
  readonly order: () => Int32Array;
  /** The selection was dropped on a group. */
  readonly onDrop: (code: string) => void;
  readonly mayDrop: boolean;
}

/** Where cells that are dragged hang, from the window's upper left corner. */
export interface Dragged {
  readonly xPx: number;
  readonly yPx: number;
}

interface Press {
  readonly number: number;
  readonly xPx: number;
  readonly yPx: number;
  readonly kind: 'sweep' | 'drag';
  moved: boolean;
}

/**
 * The pointer in the gallery. A press on a cell selects it, with control adds it, with shift reaches up to it; drawn on
 * over others it selects them; drawn from a cell that is selected it carries the selection to a group. A finger adds
 * cells one by one and otherwise scrolls.
 */
export function usePointer(options: PointerOptions) {
  const press = useRef<Press | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const over = useRef<Element | null>(null);

  const markOver = (element: Element | null) => {
    if (over.current === element) return;
    over.current?.removeAttribute('data-over');
    element?.setAttribute('data-over', 'true');
    over.current = element;
  };
  const end = () => {
    press.current = null;
    markOver(null);
    setDragged(null);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const number = numberAt(event.target);
    if (number === null || event.button !== 0 || event.pointerType === 'touch') return;
    const { selection, select, setFocus, mayDrop } = options;
    const control = event.ctrlKey || event.metaKey;
    setFocus(number);
    if (event.shiftKey) select(ranged(selection, number, { order: options.order(), keep: control }));
    else if (control) select(toggled(selection, number));
    else {
      const isHeld = selection.selected.has(number);
      if (!isHeld) select(selectOnly(number));
      const kind = isHeld && mayDrop ? 'drag' : 'sweep';
      press.current = { number, xPx: event.clientX, yPx: event.clientY, kind, moved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    }
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const now = press.current;
    if (now === null) return;
    if (Math.hypot(event.clientX - now.xPx, event.clientY - now.yPx) > DRAG_PX) now.moved = true;
    if (!now.moved) return;
    const target = document.elementFromPoint(event.clientX, event.clientY);
    if (now.kind === 'drag') {
      setDragged({ xPx: event.clientX, yPx: event.clientY });
      markOver(target?.closest('[data-drop]') ?? null);
      return;
    }
    const number = numberAt(target);
    if (number === null) return;
    options.select(
      ranged({ selected: new Set(), anchor: now.number }, number, { order: options.order(), keep: false }),
    );
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const now = press.current;
    if (event.pointerType === 'touch') return;
    if (now?.kind === 'drag') {
      const code = over.current?.getAttribute('data-drop') ?? null;
      if (now.moved && code !== null) options.onDrop(code);
      if (!now.moved) options.select(selectOnly(now.number));
    }
    end();
  };

  /** A finger's tap; a finger that scrolls gives no click. */
  const onClick = (event: { readonly target: EventTarget; readonly nativeEvent: MouseEvent }) => {
    const isTouch = event.nativeEvent instanceof globalThis.PointerEvent && event.nativeEvent.pointerType === 'touch';
    const number = numberAt(event.target);
    if (!isTouch || number === null) return;
    options.setFocus(number);
    options.select(toggled(options.selection, number));
  };

  return { dragged, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: end, onClick } };
}

function numberAt(target: EventTarget | null): number | null {
  const cell = target instanceof Element ? target.closest('[data-number]') : null;
  return cell === null ? null : Number(cell.getAttribute('data-number'));
}
