import { resolve } from 'node:path';
import type { Cell } from '../../cells/cell.ts';
import { imagesToClassify } from '../../classify/images-to-classify.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { type DrawnCells, drawCells, FEWEST_CELLS } from '../../experiments/adaptation/draw-cells.ts';
import type { ModelCard } from '../../models/model-card.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument, unpackOptions } from '../dataset-argument.ts';
import type { OptionsOf } from '../define-command.ts';
import type { adaptCommand } from './adapt-command.ts';
import { refuseTogether } from './refuse-together.ts';

export interface SiteCells {
  readonly name: string;
  /** `null` of files that are no data set. */
  readonly dataHash: string | null;
  readonly synthetic: 'all' | 'some' | 'none';
  readonly cells: DrawnCells;
}

/** The site's cells, those that adapt and those that test. @throws LeukoscopeError as `drawCells`, and of the data set. */
export async function siteCells(
  named: string,
  given: OptionsOf<typeof adaptCommand>,
  { card, context }: { readonly card: ModelCard; readonly context: CommandContext },
): Promise<SiteCells> {
  if (given.noLabels) return unlabelledCells(named, given, context);
  const dataset = await openDatasetArgument(named, { ...given, scheme: given.scheme ?? card.scheme }, context);
  const { cells: wanted, labelled: labels, seed } = given;
  const cells = drawCells(dataset.cells, { cells: wanted, labels, seed });
  return { name: dataset.name, dataHash: dataset.dataHash, synthetic: dataset.synthetic, cells };
}

async function unlabelledCells(
  named: string,
  given: OptionsOf<typeof adaptCommand>,
  context: CommandContext,
): Promise<SiteCells> {
  refuseTogether('--no-labels', ['labelled', 'cells', 'scheme', 'exclude'], context);
  const found = await imagesToClassify([named], { cwd: context.cwd, unpack: unpackOptions(given, context) });
  const pictures = found.images.map(
    ({ path }, at): Cell => ({
      ...{ id: `${at}`, path: resolve(context.cwd, path) },
      ...{
        label: null,
        cellCode: null,
        group: null,
        excluded: 'unlabelled',
        patient: null,
        presetSplit: null,
        extra: {},
      },
    }),
  );
  if (pictures.length < FEWEST_CELLS) {
    throw new LeukoscopeError('adapt.too-few', { cells: pictures.length, fewest: FEWEST_CELLS, of: 0 });
  }
  return {
    name: named,
    dataHash: null,
    synthetic: found.synthetic ? 'all' : 'none',
    cells: { pictures, labelled: [], test: [], patients: null },
  };
}
