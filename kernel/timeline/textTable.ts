/** A column of a plain-text table. */
export interface TextColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Figures stand right. Default left. */
  readonly right?: boolean;
  /** Left out, the last such column first, when the line would be too wide. */
  readonly spare?: boolean;
  /** The last column is cut down to this before others are left out. */
  readonly least?: number;
  /** Widest it may be; the rest is cut with an ellipsis. */
  readonly maximum?: number;
  /** Applied after padding, so that colours do not count as width. */
  readonly paint?: (text: string, row: Row) => string;
}

const between = "  ";

/** The title line and one line per row, none wider than `width`. Columns with nothing in them are left out; the last one gets what room there is. */
export function textTable<Row>(rows: readonly Row[], columns: readonly TextColumn<Row>[], width: number): string[] {
  const used = columns
    .map((column) => {
      const cells = rows.map((row) => plain(column.cell(row)));
      const widest = Math.max(0, ...cells.map((cell) => cell.length));
      return { column, cells, widest, width: Math.min(Math.max(widest, column.title.length), column.maximum ?? width) };
    })
    .filter(({ widest }) => widest > 0);
  const last = used.at(-1);
  const least = Math.min(last?.width ?? 0, last?.column.least ?? width);
  const wide = (): number =>
    used.reduce((sum, each) => sum + (each === last ? least : each.width) + between.length, -between.length);
  while (wide() > width) {
    const spare = used.findLastIndex(({ column }) => column.spare === true);
    if (spare === -1) break;
    used.splice(spare, 1);
  }

  if (wide() > width && last?.column.least !== undefined) used.pop();

  const line = (texts: readonly string[], row?: Row): string => {
    let left = width;
    const parts: string[] = [];
    for (const [i, { column, width: own }] of used.entries()) {
      const room = Math.min(own, left);
      if (room <= 0) break;
      const cut = fitted(texts[i]!, room);
      const padded = column.right ? cut.padStart(room) : cut.padEnd(room);
      parts.push(row !== undefined && column.paint !== undefined ? column.paint(padded, row) : padded);
      left -= room + between.length;
    }
    return parts.join(between).trimEnd();
  };
  return [
    line(used.map(({ column }) => column.title)),
    ...rows.map((row, r) =>
      line(
        used.map(({ cells }) => cells[r]!),
        row,
      ),
    ),
  ];
}

export function fitted(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Without control characters: a name must not move the cursor or break a line. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "·");
}
