import type { LabelNoise, SuspectLabel } from '../audit/label-noise.ts';
import type { CellOfGroup } from '../audit/read-audit-cells.ts';
import type { Scheme } from '../cells/scheme.ts';
import { identifyingNames } from '../datasets/scan/identifying-names.ts';
import { masked } from '../datasets/scan/mask.ts';
import type { Language } from '../errors/entry.ts';
import { type HtmlContent, html } from './markup/html.ts';
import { paragraph, remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import { type GridPicture, pictureGrid } from './page/picture-grid.ts';
import { countText, figureText, percentText } from './plots/interval-text.ts';
import { decimalText } from './plots/number-text.ts';
import { cellTypeLabel } from './report-parts.ts';
import { SUSPECT_LABEL_TEXTS } from './suspect-label-texts.ts';

const MOST_SUSPECTS = 24;

/** The cells that labels are told of, and how. */
export interface LabelledCells {
  readonly cells: readonly CellOfGroup[];
  readonly scheme: Scheme;
  readonly language: Language;
  /** Small pictures as data URIs, by position in the cells; those that cannot be shown are not there. */
  readonly pictures: ReadonlyMap<number, string>;
}

/** Those that a page shows: the least credible. */
export function shownSuspects(noise: LabelNoise | null): readonly SuspectLabel[] {
  return noise?.suspects.slice(0, MOST_SUSPECTS) ?? [];
}

/** Labels that contradict models which have not seen the cell: pictures of the least credible, and how many of each type. */
export function suspectLabels(noise: LabelNoise | null, told: LabelledCells): HtmlContent[] {
  const { cells, language } = told;
  const texts = SUSPECT_LABEL_TEXTS[language];
  if (noise === null || noise.suspects.length === 0) return [paragraph(texts.noSuspects)];
  const shown = shownSuspects(noise);
  const picture = labelledPicture(told);
  const { typeColumns } = texts;
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  return [
    remark(texts.suspectsShown(shown.length, noise.suspects.length)),
    pictureGrid(
      shown.map(({ cell, probability }) =>
        picture(cell, texts.suspect(texts.groups[cells[cell]!.group], decimalText(probability, 2))),
      ),
    ),
    pageTable({
      caption: texts.typesCaption,
      columns: [
        { heading: typeColumns.type, align: 'left' },
        ...[typeColumns.suspects, typeColumns.cells, typeColumns.share].map(right),
      ],
      rows: noise.byType.map(({ type, suspects }) => [
        cellTypeLabel(type, told),
        countText(suspects.numerator),
        countText(suspects.denominator),
        figureText(suspects, percentText),
      ]),
    }),
    remark(texts.typesNote),
  ];
}

/** A cell's picture with its label and where it is, and a note if wanted. */
export function labelledPicture(told: LabelledCells): (at: number, note?: string) => GridPicture {
  const { cells, language, pictures } = told;
  return (at, note) => {
    const { id, label, cellCode } = cells[at]!;
    const name = label ?? cellTypeLabel(cellCode, told);
    return {
      dataUri: pictures.get(at) ?? null,
      caption: [
        html('div', {}, [html('strong', {}, [name])]),
        ...(note === undefined ? [] : [html('div', {}, [note])]),
        html('div', {}, [shownId(id)]),
      ],
      alt: SUSPECT_LABEL_TEXTS[language].alt(name),
    };
  };
}

/** A page is passed on: names that may tell who a person is are masked. */
function shownId(id: string): string {
  const parts = id.split('/');
  const kinds = identifyingNames(parts);
  return parts.map((part, at) => (kinds[at] === null ? part : masked(part))).join('/');
}
