import { CALLS, type Reading } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';
import { hiddenReadings } from '../cell-columns.ts';
import type { Caller } from '../handlers.ts';
import { calledCode, decidedCode, type ShownCase, shownCase } from '../shown-case.ts';

const PAGE = 5000;

/** The cells of a case, one flat row each, as this person may see them. */
export async function exportedCells(
  id: string,
  { parts, caller }: { readonly parts: StoreParts; readonly caller: Caller },
) {
  const shown = await shownCase(id, parts);
  const { gallery, row, hidesModel } = shown;
  const names = await fileNames(id, parts);
  const hidden = hiddenReadings(row, caller);
  return Array.from({ length: gallery.count }, (_, at) => {
    const predicted = hidesModel ? NOTHING_PREDICTED : predictedColumns(shown, at);
    const seen = (reading: Reading, code: string | null | undefined) => (hidden.has(reading) ? null : (code ?? null));
    return {
      number: gallery.numbers[at]!,
      file: names[at] ?? null,
      image_hash: gallery.imageHashes[at]!,
      ...predicted,
      first_reading: seen('first', gallery.review[at]),
      second_reading: seen('second', gallery.second[at]),
      adjudication: seen('adjudication', gallery.adjudication[at]),
      final: hidden.size > 0 ? null : (decidedCode(shown, at) ?? predicted.type),
    };
  });
}

const NOTHING_PREDICTED = { model: null, probability: null, prediction: null, type: null } as const;

function predictedColumns(shown: ShownCase, at: number) {
  const { gallery, model } = shown;
  const probability = gallery.probability[at]!;
  if (Number.isNaN(probability)) return NOTHING_PREDICTED;
  const prediction = CALLS[gallery.called[at]!]!;
  return { model: model?.sha256 ?? null, probability, prediction, type: calledCode(shown, at) };
}

async function fileNames(id: string, { cells }: StoreParts): Promise<string[]> {
  const names: string[] = [];
  for (let after = 0; ; ) {
    const rows = await cells.page(id, { after, limit: PAGE });
    names.push(...rows.map(({ fileName }) => fileName));
    if (rows.length < PAGE) return names;
    after = rows.at(-1)!.number;
  }
}
