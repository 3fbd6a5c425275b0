import type { Scheme } from '../cells/scheme.ts';
import type { Language } from '../errors/entry.ts';
import type { PicturedCell } from './evaluation-contents.ts';
import { EVALUATION_PAGE_TEXTS } from './evaluation-page-texts.ts';
import type { Outcome } from './example-cells.ts';
import { html } from './markup/html.ts';
import type { GridPicture } from './page/picture-grid.ts';
import type { SharedPictures } from './page/shared-pictures.ts';
import { shareText } from './plots/interval-text.ts';
import { cellTypeLabel } from './report-parts.ts';
import { REPORT_TEXTS } from './report-texts.ts';

interface CellTelling {
  readonly outcome: Outcome;
  readonly scheme: Scheme;
  readonly language: Language;
  readonly pictures: SharedPictures;
}

/** A cell of a test with what the model said of it, what it is and whose. */
export function gridPicture({ cell, picture }: PicturedCell, telling: CellTelling): GridPicture {
  const { outcome, scheme, language, pictures } = telling;
  const texts = EVALUATION_PAGE_TEXTS[language];
  const probability = shareText(cell.probability);
  const type =
    cell.cellCode === null && cell.label !== null ? cell.label : cellTypeLabel(cell.cellCode, { scheme, language });
  const lines = [
    texts.caption(probability),
    type,
    ...(cell.patient === null ? [] : [cell.patient]),
    ...(picture === null ? [REPORT_TEXTS[language].noPicture, cell.id] : []),
  ];
  return {
    dataUri: pictures.addressOf(cell.id),
    caption: lines.map((line) => html('div', {}, [line])),
    alt: texts.alt(outcome, type, probability),
  };
}
