import type { Language } from '../../errors/entry.ts';
import { csvLine } from '../../files/csv.ts';
import type { StoreParts } from '../../store/store.ts';
import { type CaseReport, caseReportPage } from '../exports/case-report.ts';
import { exportedCells } from '../exports/exported-cells.ts';
import { fhirBundle } from '../exports/fhir-bundle.ts';
import { printPdf } from '../exports/print-pdf.ts';
import type { Handlers } from '../handlers.ts';
import { REPORT_POLICY } from '../shell/headers.ts';
import { shownCase } from '../shown-case.ts';
import type { ServerWorld } from '../world.ts';
import { caseAnswer } from './case-answer.ts';
import { summaryOf } from './summary-calls.ts';

type ExportCalls = 'exportCsv' | 'exportJson' | 'exportHtml' | 'exportPdf' | 'exportFhir';

/** A byte order mark tells spreadsheets that the text is UTF-8. */
const BOM = '\uFEFF';

export function exportCalls(world: ServerWorld): Handlers<ExportCalls> {
  const { store, version, now } = world;
  const page = (id: string, language: Language) =>
    store.transaction(async (parts) => caseReportPage(await caseReport(id, { parts, language, world })));
  return {
    exportCsv: ({ params: { id }, caller }) =>
      store.transaction(async (parts) => {
        const rows = await exportedCells(id, { parts, caller });
        const lines = [Object.keys(rows[0] ?? { number: 0 }), ...rows.map((row) => Object.values(row))];
        const text = lines.map((fields) => csvLine(fields.map(harmless))).join('');
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
    async exportHtml({ params: { id }, language }) {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': REPORT_POLICY };
      return new Response(await page(id, language), { headers });
    },
    async exportPdf({ params: { id }, language }) {
      const made = await printPdf(await page(id, language), { scratch: store.folder.temporary, path: world.path });
      return attachment(new Uint8Array(made), 'application/pdf', `case-${id}.pdf`);
    },
    exportFhir: ({ params: { id }, language }) =>
      store.transaction(async (parts) => {
        const about = await caseAnswer(id, parts);
        const summary = await summaryOf(id, { parts, language });
        const { scheme } = await shownCase(id, parts);
        const unlocked = await parts.audit.list({ subjectId: id, action: 'case.unlock', limit: 1 });
        const isCorrected = unlocked.rows.length > 0;
        const bundle = fhirBundle({ about, summary, scheme, isCorrected, exportedAt: now() });
        return attachment(JSON.stringify(bundle), 'application/fhir+json', `case-${id}.fhir.json`);
      }),
  };
}

interface Reporting {
  readonly parts: StoreParts;
  readonly language: Language;
  readonly world: ServerWorld;
}

async function caseReport(id: string, { parts, language, world }: Reporting): Promise<CaseReport> {
  const shown = await shownCase(id, parts);
  const { model, card, scheme, hidesModel } = shown;
  const [first] = await parts.cells.page(id, { after: 0, limit: 1 });
  return {
    ...{ language, scheme },
    about: await caseAnswer(id, parts),
    summary: await summaryOf(id, { parts, language }),
    model: model === null || hidesModel ? null : { card: card!, name: model.name, sha256: model.sha256 },
    syntheticCells: first?.fileName.startsWith('synthetic:') ?? false,
    trail: await parts.audit.head(),
    version: world.version,
    madeOn: world.now(),
  };
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe instead. */
function harmless(field: string | number | null): string | number | null {
  return typeof field === 'string' && /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
}

function attachment(content: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
  return new Response(content, { headers });
}
