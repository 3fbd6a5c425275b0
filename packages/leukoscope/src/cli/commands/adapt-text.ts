import { ablationRows, changeLines, shiftLines } from '../../experiments/adaptation/adaptation-page.ts';
import type { AdaptationReport } from '../../experiments/adaptation/adaptation-report.ts';
import { ADAPTATION_TEXTS } from '../../experiments/adaptation/adaptation-texts.ts';
import { FOLLOWED } from '../../experiments/followed-figures.ts';
import { textTable } from '../text-table.ts';

/** What adapting came to, for a terminal. @param page where the report lies. */
export function adaptationText(report: AdaptationReport, page: string): string {
  const texts = ADAPTATION_TEXTS[report.language];
  const { columns } = texts;
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  const table =
    report.rows.length === 0
      ? []
      : [
          textTable(
            [
              { heading: columns.levers, align: 'left' },
              ...FOLLOWED.map((name) => right(columns[name])),
              ...[right(columns.missed), right(columns.falseAlarms), right(columns.threshold)],
            ],
            ablationRows(report),
          ),
        ];
  const difference = texts.difference(report);
  return [
    texts.used(report),
    ...changeLines(report),
    ...table,
    ...shiftLines(report),
    `${texts.verdict[report.verdict]}. ${difference === null ? '' : `${difference} `}${texts.recommended(report)}`,
    `${report.adapted}\n${page}`,
    '',
  ].join('\n');
}
