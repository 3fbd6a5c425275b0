import type { CellsAnswer } from '../src/api/types.ts';

/** An answer of the server with these cells; what is not given is as of a cell that no model has seen. */
export function cellsAnswer(
  cells: readonly {
    readonly number: number;
    readonly type?: number;
    readonly probability?: number;
    readonly uncertainty?: number;
    readonly called?: number;
    readonly review?: number;
    readonly second?: number;
    readonly adjudication?: number;
    readonly comments?: number;
  }[],
  { version = 1, codes = ['NGS', 'MYO', 'unidentified'] } = {},
): CellsAnswer {
  return {
    ...{ version, count: cells.length, codes },
    numbers: cells.map(({ number }) => number),
    imageHashes: cells.map(({ number }) => String(number).padStart(64, '0')),
    type: cells.map(({ type = -1 }) => type),
    probability: cells.map(({ probability = null }) => probability),
    called: cells.map(({ called = -1 }) => called),
    uncertainty: cells.map(({ uncertainty = null }) => uncertainty),
    review: cells.map(({ review = -1 }) => review),
    second: cells.map(({ second = -1 }) => second),
    adjudication: cells.map(({ adjudication = -1 }) => adjudication),
    comments: cells.map(({ comments = 0 }) => comments),
  };
}
