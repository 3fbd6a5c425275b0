import type { Language } from '../errors/entry.ts';
import type { MapCheck } from '../explain/check-maps.ts';
import type { CamLayer } from '../explain/maps/gradient-model.ts';
import { HEAT_COLOURS } from '../explain/maps/heat-picture.ts';
import type { Method } from '../explain/maps/relevance-map.ts';
import type { ModelCard } from '../models/model-card.ts';
import { EXPLANATION_PAGE_TEXTS } from './explanation-page-texts.ts';
import type { PicturedExplanation } from './explanation-pictures.ts';
import { explanationSets } from './explanation-sets.ts';
import { MAP_TEXTS } from './map-texts.ts';
import { type HtmlContent, type HtmlElement, html } from './markup/html.ts';
import { bullets, code, disclosure, paragraph, remark } from './page/page-parts.ts';
import { pictureSets } from './page/picture-sets.ts';
import { renderPage } from './page/render-page.ts';
import { verdict } from './page/verdict.ts';
import { svg } from './plots/svg.ts';
import { commandLine, limits, originText, type ReportOrigin, syntheticStamp } from './report-parts.ts';
import type { SyntheticUse } from './synthetic-use.ts';

export interface ExplanationReport {
  readonly language: Language;
  /** Path of the model as given. */
  readonly model: string;
  readonly card: ModelCard;
  readonly methods: readonly Method[];
  readonly layers: readonly CamLayer[];
  readonly explained: number;
  /** The first of them. */
  readonly images: readonly PicturedExplanation[];
  /** Path and, in the report's language, the reason. */
  readonly rejected: readonly { readonly path: string; readonly reason: string }[];
  readonly ignoredFiles: number;
  /** `null` where the parameters cannot be drawn anew. */
  readonly check: readonly MapCheck[] | null;
  readonly synthetic: SyntheticUse;
  readonly origin: ReportOrigin;
}

const MOST_REJECTED = 100;

/** What the calls of pictures rest on, as one self-contained HTML page. Names of files are text in it, never markup. */
export function explanationPage(report: ExplanationReport): string {
  const { language, origin, explained, images } = report;
  const texts = EXPLANATION_PAGE_TEXTS[language];
  const counts = { explained, rejected: report.rejected.length, ignoredFiles: report.ignoredFiles };
  const pictures = [
    ...(images.length < explained ? [paragraph(texts.shown(images.length, explained))] : []),
    ...images.map((image) => pictureSets(explanationSets(image, language))),
  ];
  return renderPage({
    language,
    title: texts.title(explained),
    lead: [
      ...syntheticStamp(language, report.synthetic),
      verdict({
        language,
        level: 'caution',
        title: texts.headline,
        content: [paragraph(MAP_TEXTS[language].caution), limits(language)],
      }),
      paragraph(texts.images(counts)),
    ],
    sections: [
      { id: 'reading', title: texts.sections.reading, content: readingContent(report) },
      ...(images.length === 0 ? [] : [{ id: 'pictures', title: texts.sections.pictures, content: pictures }]),
      { id: 'check', title: texts.sections.check, content: checkContent(report) },
      { id: 'details', title: texts.sections.details, content: detailsContent(report) },
    ],
    origin: originText(language, origin),
  });
}

function readingContent({ language, card, methods, layers }: ExplanationReport): HtmlContent[] {
  const texts = EXPLANATION_PAGE_TEXTS[language];
  return [
    paragraph(texts.reading(card.preprocessing.sizePx)),
    legend(language),
    paragraph(texts.legend),
    bullets(
      methods.map((method) => {
        const { shows, not } = texts.method(method, layers);
        return [html('strong', {}, [MAP_TEXTS[language].methods[method]]), `: ${shows} ${not}`];
      }),
    ),
    paragraph(texts.frame),
  ];
}

const LEGEND = { widthPx: 320, heightPx: 18 } as const;

/** The colours from nothing to the strongest, with words at their ends. */
function legend(language: Language): HtmlElement {
  const { legendEnds, legend: description } = EXPLANATION_PAGE_TEXTS[language];
  const stops = HEAT_COLOURS.map((colour, at) =>
    svg('stop', { offset: at / (HEAT_COLOURS.length - 1), 'stop-color': `rgb(${colour.join(',')})` }),
  );
  const { widthPx, heightPx } = LEGEND;
  const bar = svg(
    'svg',
    { viewBox: `0 0 ${widthPx} ${heightPx}`, width: widthPx, role: 'img', 'aria-label': description },
    [
      svg('defs', {}, [svg('linearGradient', { id: 'heat' }, stops)]),
      svg('rect', { width: widthPx, height: heightPx, fill: 'url(#heat)' }),
    ],
  );
  return html('figure', {}, [bar, html('figcaption', {}, [legendEnds.join(' → ')])]);
}

function checkContent({ language, check }: ExplanationReport): HtmlContent[] {
  const { methods, check: checkText, notChecked } = MAP_TEXTS[language];
  if (check === null) return [paragraph(notChecked)];
  return [
    paragraph(EXPLANATION_PAGE_TEXTS[language].check),
    bullets(check.map((one) => [html('strong', {}, [methods[one.method]]), `: ${checkText(one)}.`])),
  ];
}

function detailsContent({ language, origin, model, card, rejected }: ExplanationReport): HtmlContent[] {
  const texts = EXPLANATION_PAGE_TEXTS[language];
  const listed = rejected.slice(0, MOST_REJECTED);
  return [
    paragraph(texts.command, ' ', commandLine(origin)),
    paragraph(texts.model(model, card.training.dataset.name)),
    ...(rejected.length === 0
      ? []
      : [
          disclosure(texts.rejected(rejected.length), [
            bullets(listed.map(({ path, reason }) => [code(path), `: ${reason}`])),
            ...(listed.length < rejected.length ? [remark(texts.more(rejected.length - listed.length))] : []),
          ]),
        ]),
  ];
}
