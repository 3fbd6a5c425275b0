import { PAGE_TEXTS } from '../page/page-texts.ts';
import { renderPage } from '../page/render-page.ts';
import { originText } from '../report-parts.ts';
import type { KnownOfModel } from './known-of-model.ts';
import { type ModelPage, modelPageContent } from './model-page-content.ts';
import { escaped, htmlOf, markdownOf } from './page-blocks.ts';

/** A model's page as one self-contained HTML file. */
export function modelPageHtml(known: KnownOfModel): string {
  const { language, origin } = known;
  const { title, lead, sections } = modelPageContent(known);
  return renderPage({
    language,
    title,
    lead: lead.map((block) => htmlOf(block, language)),
    sections: sections.map(({ blocks, ...section }) => ({
      ...section,
      content: blocks.map((block) => htmlOf(block, language)),
    })),
    origin: originText(language, origin),
  });
}

/** The same as Markdown, but for pictures. */
export function modelPageMarkdown(known: KnownOfModel): string {
  const { language, origin } = known;
  const { title, lead, sections } = modelPageContent(known);
  return [
    `# ${escaped(title)}\n\n`,
    `*${escaped(PAGE_TEXTS[language].notice)}*\n\n`,
    ...lead.map(markdownOf),
    ...sections.map((section) => `## ${escaped(section.title)}\n\n${section.blocks.map(markdownOf).join('')}`),
    `${escaped(originText(language, origin))}\n`,
  ].join('');
}

/** The same for programs: the card as it stands in the model, but for the hashes of the images it has seen. */
export function modelPageDocument(known: KnownOfModel) {
  const { language, file, run, test } = known;
  const { title, limits, checklists, software }: ModelPage = modelPageContent(known);
  const { training, ...card } = known.card;
  const { seenImages: _, ...told } = training;
  return { title, language, file, card: { ...card, training: told }, run, test, limits, checklists, software };
}
