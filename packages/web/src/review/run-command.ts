import { indexOfNumber } from './cell-table.ts';
import type { Command, SimpleCommand } from './gallery-keys.ts';
import { moved } from './grid-layout.ts';
import { NOTHING_SELECTED, ranged, selectOnly, toggled, withAll } from './selection.ts';
import type { Desk } from './use-desk.ts';

/** What the page around the gallery does. */
export type Act = (kind: 'details' | 'saliency' | 'nearest' | 'help') => void;

export interface CommandWorld {
  readonly rowsInSight: number;
  readonly act: Act;
  readonly zoom: (by: number) => void;
}

export function runCommand(command: Command, desk: Desk, world: CommandWorld): void {
  if (command.kind === 'move') move(command, desk, world.rowsInSight);
  else if (command.kind === 'decide') desk.decide(command.code);
  else if (command.kind === 'zoom') world.zoom(command.by);
  else simpleCommands(desk, world)[command.kind]();
}

function simpleCommands(desk: Desk, { act }: CommandWorld): Readonly<Record<SimpleCommand, () => void>> {
  return {
    'take-back': () => desk.decide(null),
    confirm: desk.confirm,
    undo: desk.undo,
    redo: desk.redo,
    toggle: () => {
      if (desk.focus !== null) desk.select(toggled(desk.selection, desk.focus));
    },
    'select-all': () => desk.select(withAll(desk.selection, numbersShown(desk))),
    clear: () => desk.select(NOTHING_SELECTED),
    details: () => act('details'),
    saliency: () => act('saliency'),
    nearest: () => act('nearest'),
    help: () => act('help'),
  };
}

type MoveCommand = Extract<Command, { kind: 'move' }>;

function move({ move: to, extend }: MoveCommand, desk: Desk, rowsInSight: number): void {
  const { focus, table, layout, selection } = desk;
  const index = focus === null ? null : indexOfNumber(table, focus);
  if (focus === null || index === null) return;
  const place = moved(layout, layout.placeOf[index]!, to, rowsInSight);
  const number = table.numbers[layout.order[place]!]!;
  if (extend) {
    const from = selection.anchor === null ? selectOnly(focus) : selection;
    desk.select(ranged(from, number, { order: numbersShown(desk), keep: false }));
  }
  desk.setFocus(number);
}

function numbersShown({ layout, table }: Desk): Int32Array {
  return layout.order.map((index) => table.numbers[index]!);
}
