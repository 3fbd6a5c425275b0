import type { Language } from '../../errors/entry.ts';
import type { HtmlContent } from '../markup/html.ts';
import { bullets, paragraph, plotFigure, remark } from '../page/page-parts.ts';
import { pageTable } from '../page/page-table.ts';
import type { VerdictLevel } from '../page/page-texts.ts';
import { verdict } from '../page/verdict.ts';
import { type LearningCurvesRow, learningCurves } from '../plots/learning-curves.ts';

/** A table of plain text. */
export interface TextTable {
  readonly caption: string;
  readonly columns: readonly { readonly heading: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

/** What a section is made of, so that HTML and Markdown say the same. */
export type Block =
  | { readonly kind: 'paragraph' | 'remark'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | ({ readonly kind: 'table' } & TextTable)
  | {
      readonly kind: 'verdict';
      readonly level: VerdictLevel;
      readonly title: string;
      readonly items: readonly string[];
    }
  /** A picture, of which Markdown has nothing. */
  | { readonly kind: 'curves'; readonly rows: readonly LearningCurvesRow[] };

export interface TextSection {
  /** Fit for a link. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function htmlOf(block: Block, language: Language): HtmlContent {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.text);
    case 'remark':
      return remark(block.text);
    case 'list':
      return bullets(block.items.map((item) => [item]));
    case 'table':
      return pageTable(block);
    case 'verdict':
      return verdict({
        language,
        level: block.level,
        title: block.title,
        content: [bullets(block.items.map((item) => [item]))],
      });
    case 'curves':
      return plotFigure((widthPx) => learningCurves(block.rows, { language, widthPx }));
  }
}

/** In GitHub's Markdown; ends in an empty line. */
export function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'remark':
      return `${escaped(block.text)}\n\n`;
    case 'list':
      return `${listOf(block.items)}\n`;
    case 'table':
      return tableOf(block);
    case 'verdict':
      return `**${escaped(block.title)}**\n\n${listOf(block.items)}\n`;
    case 'curves':
      return '';
  }
}

function listOf(items: readonly string[]): string {
  return items.map((item) => `- ${escaped(item)}\n`).join('');
}

function tableOf({ caption, columns, rows }: TextTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |\n`;
  const rule = `| ${columns.map(({ align }) => (align === 'left' ? '---' : '---:')).join(' | ')} |\n`;
  return `${escaped(caption)}\n\n${line(columns.map(({ heading }) => heading))}${rule}${rows.map(line).join('')}\n`;
}

/** Names of classes and files are text in Markdown too: none of its signs, nor of HTML's, means anything in them. */
export function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\s+/g, ' ');
}
