import type { ExplainedImage } from '../explain/explain-images.ts';
import { heatPicture, magnified, sideBySide } from '../explain/maps/heat-picture.ts';
import { type MapFigures, type Method, mapFigures } from '../explain/maps/relevance-map.ts';
import type { NearCell } from '../explain/training-cells.ts';
import type { Raster } from '../images/raster.ts';
import { dataUri, thumbnails } from '../images/thumbnails.node.ts';

/** So many pictures a page shows at most, so that it can be sent by post; their maps are three times as many. */
export const MOST_PICTURED = 100;

/** Side from which a picture is large enough to be looked at, in pixels. */
const LEAST_SIDE_PX = 160;
/** Larger ones are made smaller for a page. */
const MOST_SIDE_PX = 256;
/** Of a training cell beside it. */
const NEAR_SIDE_PX = 96;

/** An explained image with what a page shows of it, as data URIs. */
export interface PicturedExplanation extends Pick<ExplainedImage, 'path' | 'patient' | 'explanation'> {
  /** As the model saw it. */
  readonly picture: string;
  /** Training cells most like it, the nearest first; `null` where they were not asked for. */
  readonly near: readonly (NearCell & { readonly picture: string | null })[] | null;
  readonly maps: readonly { readonly method: Method; readonly picture: string; readonly figures: MapFigures }[];
}

/** The picture as the model saw it, and beside it its maps, in the order of the methods. */
export function picturesOf(image: ExplainedImage, sizePx: number): Raster {
  const maps = image.explanation.maps.map(({ values }) => heatPicture(image.pixels, values, sizePx));
  return sideBySide([large(seen(image, sizePx)), ...maps.map(large)]);
}

export async function pictured(
  image: ExplainedImage,
  sizePx: number,
  near: readonly NearCell[] | null,
): Promise<PicturedExplanation> {
  const uri = (raster: Raster) => {
    const picture = large(raster);
    return dataUri(picture, Math.min(picture.widthPx, MOST_SIDE_PX));
  };
  const maps: PicturedExplanation['maps'][number][] = [];
  for (const { method, values } of image.explanation.maps) {
    const picture = await uri(heatPicture(image.pixels, values, sizePx));
    maps.push({ method, picture, figures: mapFigures(values, sizePx) });
  }
  const { path, patient, explanation } = image;
  const paths = near?.map(({ cell }) => cell.path) ?? [];
  const thumbs = await thumbnails(paths, { sizePx: NEAR_SIDE_PX });
  const shown =
    near?.map((one, at) => ({ ...one, picture: typeof thumbs[at] === 'string' ? thumbs[at] : null })) ?? null;
  return { path, patient, explanation, near: shown, picture: await uri(seen(image, sizePx)), maps };
}

function seen({ pixels }: ExplainedImage, sizePx: number): Raster {
  return { widthPx: sizePx, heightPx: sizePx, data: pixels };
}

/** Small pictures magnified by a whole number, each pixel a square: what the model saw, and no more. */
function large(raster: Raster): Raster {
  return magnified(raster, Math.ceil(LEAST_SIDE_PX / raster.widthPx));
}
