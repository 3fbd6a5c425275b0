import type { Language } from '../errors/entry.ts';
import type { ModelProfile } from '../profiling/profile-model.ts';
import type { TimePart, WorkProfile } from '../profiling/work-profile.ts';
import type { HtmlElement } from './markup/html.ts';
import { paragraph, plotFigure } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import { type PageSection, renderPage } from './page/render-page.ts';
import { profilePlot } from './plots/profile-plot.ts';
import { PROFILE_TEXTS, percent } from './plots/profile-plot-texts.ts';
import { commandLine, originText, type ReportOrigin } from './report-parts.ts';

export interface ProfileReport {
  readonly language: Language;
  readonly profile: ModelProfile;
  readonly origin: ReportOrigin;
}

/** A profile as one self-contained HTML page: a picture of each work, and tables of every layer and operator. */
export function profilePage({ language, profile, origin }: ProfileReport): string {
  const texts = PROFILE_TEXTS[language];
  const { network, sizePx, threads, runtime } = profile;
  return renderPage({
    language,
    title: texts.title,
    lead: [paragraph(texts.setting({ network, sizePx, threads, runtime })), paragraph(commandLine(origin))],
    sections: profile.works.map((work) => section(work, language)),
    origin: originText(language, origin),
  });
}

function section(work: WorkProfile, language: Language): PageSection {
  const { works, byLayer, byOperator } = PROFILE_TEXTS[language];
  return {
    id: work.work,
    title: works[work.work],
    content: [
      plotFigure((widthPx) => profilePlot([work], { language, widthPx })),
      partTable(byLayer, work.layers, language),
      partTable(byOperator, work.operators, language),
    ],
  };
}

function partTable(caption: string, parts: readonly TimePart[], language: Language): HtmlElement {
  const { names, part, share } = PROFILE_TEXTS[language];
  return pageTable({
    caption,
    columns: [
      { heading: part, align: 'left' },
      { heading: 'ms', align: 'right' },
      { heading: share, align: 'right' },
    ],
    rows: parts.map((each) => [names[each.name] ?? each.name, each.ms.toFixed(3), percent(each.share)]),
  });
}
