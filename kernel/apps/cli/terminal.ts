/** What pictures are drawn for: not wider than one can follow, and 100 columns where there is no terminal. */
export function terminal() {
  const { isTTY = false } = process.stdout;
  return { width: Math.min(columns() ?? 100, 140), colour: isTTY && process.env.NO_COLOR === undefined };
}

/** How wide a table may be: what is piped into other programs is not cut. */
export function tableWidth(): number {
  return process.stdout.isTTY ? (columns() ?? 80) : Number.POSITIVE_INFINITY;
}

function columns(): number | undefined {
  return Number(process.env.COLUMNS) || process.stdout.columns;
}
