import { basename } from 'node:path';
import type { Language } from '../errors/entry.ts';
import { EXPLANATION_PAGE_TEXTS } from './explanation-page-texts.ts';
import type { PicturedExplanation } from './explanation-pictures.ts';
import { MAP_TEXTS } from './map-texts.ts';
import { html } from './markup/html.ts';
import type { PictureSet } from './page/picture-sets.ts';
import { percentText, shareText } from './plots/interval-text.ts';
import { REPORT_TEXTS } from './report-texts.ts';

/** A picture beside its maps, and the training cells most like it. */
export function explanationSets(image: PicturedExplanation, language: Language): PictureSet[] {
  return [pictureSet(image, language), ...(image.near === null ? [] : [nearSet(image.near, language)])];
}

function nearSet(near: NonNullable<PicturedExplanation['near']>, language: Language) {
  const texts = EXPLANATION_PAGE_TEXTS[language];
  return {
    title: [texts.near],
    pictures: near.map(({ cell, similarity, picture }) => {
      const label = cell.cellCode ?? cell.label ?? REPORT_TEXTS[language].unknownType;
      const group = cell.group === null ? '' : REPORT_TEXTS[language].groups[cell.group];
      const lines = [`${label} (${group})`, texts.similarity(shareText(similarity)), basename(cell.path)];
      return { dataUri: picture, caption: lines.map((line) => html('div', {}, [line])), alt: `${label}, ${group}` };
    }),
  };
}

function pictureSet({ path, explanation, picture, maps }: PicturedExplanation, language: Language) {
  const texts = EXPLANATION_PAGE_TEXTS[language];
  const probability = shareText(explanation.probability);
  return {
    title: [
      texts.cell({ file: basename(path), called: texts.called[explanation.toward], probability }),
      ...((explanation.strangeness ?? 0) > 1 ? [` ${MAP_TEXTS[language].unknown}`] : []),
    ],
    pictures: [
      { dataUri: picture, caption: [texts.seen], alt: texts.altSeen },
      ...maps.map(({ method, picture: dataUri, figures }) => {
        const name = MAP_TEXTS[language].methods[method];
        const share = figures.frameShare;
        return {
          dataUri,
          caption: [name, share === null ? texts.nothing : texts.inFrame(percentText(share))].map((line) =>
            html('div', {}, [line]),
          ),
          alt: texts.alt(name, figures.largestAt),
        };
      }),
    ],
  };
}
