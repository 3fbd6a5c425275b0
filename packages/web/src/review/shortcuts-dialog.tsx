import type { Language } from 'leukoscope/browser';
import { useTexts } from '../base/page-context.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Facts, Muted } from '../parts/layout.tsx';
import { REVIEW_TEXTS } from './review-texts.ts';

interface ShortcutTexts {
  readonly title: string;
  readonly rows: readonly (readonly [keys: string, what: string])[];
}

const SHORTCUT_TEXTS: Readonly<Record<Language, ShortcutTexts>> = {
  en: {
    title: 'Keys in the gallery',
    rows: [
      ['← ↑ → ↓', 'to the next cell; with Shift also select'],
      ['Home, End', 'to the ends of the row; with Ctrl to the first and last cell'],
      ['Page ↑, Page ↓', 'a page up or down'],
      ['Space', 'select the cell, or not any more'],
      ['Ctrl A', 'select all that are shown'],
      ['Esc', 'select nothing'],
      ['A … Z, 0 … 9', 'relabel what is selected, else the cell in focus; the keys stand beside the groups'],
      ['Enter', 'the model is right: take over its type'],
      ['Backspace', 'take a decision back'],
      ['Ctrl Z, Ctrl Y', 'undo, redo'],
      ['/', 'details of the cell'],
      ['.', 'what speaks for its call'],
      [',', 'nearest training cells'],
      ['+, −', 'larger, smaller pictures'],
      ['?', 'these keys'],
    ],
  },
  es: {
    title: 'Teclas en la galería',
    rows: [
      ['← ↑ → ↓', 'a la célula siguiente; con Mayús además selecciona'],
      ['Inicio, Fin', 'a los extremos de la fila; con Ctrl a la primera y la última célula'],
      ['Re Pág, Av Pág', 'una página arriba o abajo'],
      ['Espacio', 'seleccionar la célula, o dejar de hacerlo'],
      ['Ctrl A', 'seleccionar todas las que se muestran'],
      ['Esc', 'no seleccionar nada'],
      ['A … Z, 0 … 9', 'reetiquetar lo seleccionado o, si no, la célula activa; las teclas están junto a los grupos'],
      ['Intro', 'el modelo acierta: se toma su tipo'],
      ['Retroceso', 'retirar una decisión'],
      ['Ctrl Z, Ctrl Y', 'deshacer, rehacer'],
      ['/', 'detalles de la célula'],
      ['.', 'qué habla a favor de la llamada'],
      [',', 'células de entrenamiento más cercanas'],
      ['+, −', 'imágenes mayores o menores'],
      ['?', 'estas teclas'],
    ],
  },
};

export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const texts = useTexts(SHORTCUT_TEXTS);
  const { legend } = useTexts(REVIEW_TEXTS);
  return (
    <Dialog open={open} onClose={onClose} title={texts.title}>
      <Facts rows={texts.rows} />
      <Muted>{legend}</Muted>
    </Dialog>
  );
}
