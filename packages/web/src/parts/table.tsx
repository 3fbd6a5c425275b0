import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './layout.module.css';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand right, so that their places meet. */
  readonly number?: boolean;
  /** Names the row. */
  readonly header?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  /** Read out only, where a heading says the same. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** Scrolls sideways by itself where the window is too narrow for it. */
export function Table<Row>({ caption, captionHidden = false, columns, rows, rowKey }: TableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption className={classes(captionHidden && styles.hidden)}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ heading, number }) => (
              <th key={heading} scope="col" className={classes(number && styles.number)}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <TableCell key={column.heading} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TableCell<Row>({ column: { cell, number, header }, row }: { column: Column<Row>; row: Row }) {
  const className = classes(number && styles.number);
  if (header) {
    return (
      <th scope="row" className={className}>
        {cell(row)}
      </th>
    );
  }
  return <td className={className}>{cell(row)}</td>;
}
