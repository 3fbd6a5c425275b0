import type { CsvCell } from '../../files/csv.ts';
import type { ReportFigure } from '../../reports/report-figure.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { cnnLayers, type DrawnLayer, transferLayers } from './architecture.ts';
import { architecturePlot } from './architecture-plot.ts';
import { cellTree } from './cell-tree.ts';
import { cellTreePlot } from './cell-tree-plot.ts';
import { bestOfGroups, effectivenessPlot } from './effectiveness-plot.ts';
import { OUTCOMES } from './outcomes.ts';
import { outcomeShares, outcomesPlot } from './outcomes-plot.ts';
import { placedSamples, samplesPlot } from './samples-plot.ts';

export interface ReproductionFigure extends ReportFigure {
  readonly name: `figure${1 | 2 | 3 | 4 | 5}`;
}

/** The paper's five figures, with the numbers that each is drawn from. */
export function reproductionFigures(report: ReproductionReport): ReproductionFigure[] {
  return [
    {
      name: 'figure1',
      picture: (widthPx) => architecturePlot(report.language, widthPx),
      rows: architectureRows,
    },
    { name: 'figure2', picture: (widthPx) => cellTreePlot(report, widthPx), rows: () => treeRows(report) },
    { name: 'figure3', picture: (widthPx) => samplesPlot(report, widthPx), rows: () => sampleRows(report) },
    {
      name: 'figure4',
      picture: (widthPx) => effectivenessPlot(report, widthPx),
      rows: () => effectivenessRows(report),
    },
    { name: 'figure5', picture: (widthPx) => outcomesPlot(report, widthPx), rows: () => outcomeRows(report) },
  ];
}

function architectureRows(): CsvCell[][] {
  const networks = [
    ['cnn', cnnLayers],
    ['resnet', transferLayers],
  ] as const;
  const row = (network: string, sizePx: number, layer: DrawnLayer, at: number): CsvCell[] => [
    ...[network, sizePx, at + 1, layer.kind, layer.kernel ?? null, layer.stride ?? null],
    ...[layer.blocks?.[0] ?? null, layer.blocks?.[1] ?? null, layer.features, layer.sidePx, layer.relu],
  ];
  return [
    [
      ...['network', 'image_px', 'layer', 'kind', 'kernel_px', 'stride'],
      ...['blocks_resnet18', 'blocks_resnet34', 'features', 'side_px', 'relu'],
    ],
    ...networks.flatMap(([network, layersOf]) =>
      [32, 400].flatMap((sizePx) => layersOf(sizePx).map((layer, at) => row(network, sizePx, layer, at))),
    ),
  ];
}

function treeRows(report: ReproductionReport): CsvCell[][] {
  return [
    ['group', 'code', 'type', 'cells', 'paper_images'],
    ...cellTree(report).flatMap(({ group, leaves }) =>
      leaves.map(({ code, label, cells, printed }) => [group, code, label, cells, printed]),
    ),
  ];
}

function sampleRows({ samples }: ReproductionReport): CsvCell[][] {
  return [
    ['row', 'column', 'part', 'group', 'label'],
    ...placedSamples(samples).flatMap((row, at) =>
      row.map(({ part, group, cell }, column) => [at + 1, column + 1, part, group, cell?.label ?? null]),
    ),
  ];
}

function effectivenessRows(report: ReproductionReport): CsvCell[][] {
  return [
    ['kind', 'image_px', 'from', 'experiment', 'class', 'called_rightly', 'low', 'high', 'numerator', 'denominator'],
    ...bestOfGroups(report).flatMap(({ group, source, best }) =>
      (['typicalRecognised', 'atypicalFound'] as const).map((name) => {
        const figure = best?.figures[name];
        return [
          ...[group.kind, group.sizePx, source, best?.experiment.id ?? null],
          name === 'typicalRecognised' ? 'typical' : 'atypical',
          ...[figure?.value ?? null, figure?.low ?? null, figure?.high ?? null],
          ...[figure?.counted?.numerator ?? null, figure?.counted?.denominator ?? null],
        ];
      }),
    ),
  ];
}

function outcomeRows(report: ReproductionReport): CsvCell[][] {
  return [
    ['kind', 'image_px', 'from', 'experiment', ...OUTCOMES.map((outcome) => `${outcome}_share`), 'estimated'],
    ...bestOfGroups(report).map(({ group, source, best }) => {
      const known = best === null ? null : outcomeShares(best);
      return [
        ...[group.kind, group.sizePx, source, best?.experiment.id ?? null],
        ...OUTCOMES.map((outcome) => known?.shares[outcome] ?? null),
        known?.isEstimated ?? null,
      ];
    }),
  ];
}
