import { csvLine } from '../../files/csv.ts';
import { exportedCells } from '../exports/exported-cells.ts';
import type { Handlers } from '../handlers.ts';
import type { ServerWorld } from '../world.ts';
import { caseAnswer } from './case-answer.ts';
import { summaryOf } from './summary-calls.ts';

/** A byte order mark tells spreadsheets that the text is UTF-8. */
const BOM = '\uFEFF';

export function exportCalls({ store, version, now }: ServerWorld): Handlers<'exportCsv' | 'exportJson'> {
  return {
    exportCsv: ({ params: { id }, caller }) =>
      store.transaction(async (parts) => {
        const rows = await exportedCells(id, { parts, caller });
        const columns = Object.keys(rows[0] ?? { number: 0 });
        const text = [columns, ...rows.map((row) => Object.values(row))]
          .map((fields) => csvLine(fields.map(harmless)))
          .join('');
        return attachment(`${BOM}${text}`, 'text/csv; charset=utf-8', `case-${id}.csv`);
      }),
    exportJson: ({ params: { id }, caller, language }) =>
      store.transaction(async (parts) => {
        const document = {
          format: 'leukoscope-case',
          version: 1,
          purpose: 'Research use, not for diagnosis.',
          exportedAt: now().toISOString(),
          by: `leukoscope ${version}`,
          case: await caseAnswer(id, parts),
          summary: await summaryOf(id, { parts, language }),
          cells: await exportedCells(id, { parts, caller }),
        };
        return attachment(JSON.stringify(document), 'application/json', `case-${id}.json`);
      }),
  };
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe instead. */
function harmless(field: string | number | null): string | number | null {
  return typeof field === 'string' && /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
}

function attachment(text: string, type: string, name: string): Response {
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
  return new Response(text, { headers });
}
