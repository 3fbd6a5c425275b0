import type { AdaptedSite } from '../../experiments/adaptation/adapt-site.ts';
import { hashFiles } from '../../files/hash-files.ts';
import type { Adaptation } from '../../models/adaptation-card.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { packSeenImages, uniteSeenImages } from '../../models/seen-images.ts';
import { sha256Of } from '../../models/sha256.ts';
import type { SiteScale } from './adapt-scale.ts';
import type { SiteCells } from './adapt-site-cells.ts';

interface Origin {
  /** Of the file of the model it was made of. */
  readonly bytes: Uint8Array;
  readonly site: SiteCells;
  readonly scale: SiteScale;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/**
 * The card of an adapted model. What the old one says of validation cells, of a promise and, without labels of the site, of
 * errors is of the other laboratory and left out; cells that adapted count as seen, so that no test takes them.
 */
export async function adaptedCard({ model, levers, lastLayer }: AdaptedSite, origin: Origin): Promise<ModelCard> {
  const { bytes, site, scale, seed, signal } = origin;
  const { calibration: _, errors, temperature, ...card } = model.card;
  const hashes = await hashFiles(
    site.cells.pictures.map(({ path }) => path),
    { signal },
  );
  const usesLabels = levers.includes('labels');
  const adaptation: Adaptation = {
    dataset: { name: site.name, dataHash: site.dataHash },
    from: await sha256Of(bytes),
    ...{ seed, levers: [...levers] },
    cells: { pictures: site.cells.pictures.length, ...groupsOf(site), patients: site.cells.patients },
    micronsPerPixel: scale.micronsPerPixel,
    lastLayer: lastLayer?.correction != null,
  };
  return {
    ...card,
    ...(usesLabels && errors && { errors }),
    ...(usesLabels && temperature && { temperature }),
    validation: null,
    training: {
      ...card.training,
      seenImages: uniteSeenImages([card.training.seenImages, packSeenImages(hashes)]),
    },
    adaptation,
  };
}

/** Cells whose labels adapt. */
export function groupsOf({ cells: { labelled } }: SiteCells): { readonly typical: number; readonly atypical: number } {
  const atypical = labelled.filter(({ group }) => group === 'atypical').length;
  return { typical: labelled.length - atypical, atypical };
}
