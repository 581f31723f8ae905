import { grouped, intervalEnd, shortSeconds, type Timeline } from "../../kernel/timeline/index.ts";

/** Rows of one table; the rest is told, since a page with a hundred thousand cells serves nobody. */
const maximumRows = 500;

/** The timeline as tables: for screen readers, for copying, and for those who want numbers. */
export function timelineTables(timeline: Timeline, document: Document): HTMLElement[] {
  const tables = [
    table(document, "States", ["state", "substate", "start", "end", "duration", "counted"], timeline.states, (each) => [
      each.state,
      each.substate,
      shortSeconds(each.start),
      each.end === null && !timeline.ended ? "now" : shortSeconds(intervalEnd(each, timeline)),
      shortSeconds(intervalEnd(each, timeline) - each.start),
      Object.entries(each.counts ?? {})
        .map(([name, by]) => `${grouped(by)} ${name}`)
        .join(", "),
    ]),
    table(
      document,
      "Lanes",
      ["lane", "activity", "time", "share", "how often"],
      timeline.lanes.flatMap(({ name, timeInState }) => timeInState.map((each) => ({ name, ...each }))),
      (each) => [
        each.name,
        each.state === "" ? "(nothing)" : each.state,
        shortSeconds(each.seconds),
        timeline.end > timeline.start
          ? `${grouped(Number(((100 * each.seconds) / (timeline.end - timeline.start)).toFixed(1)))} %`
          : "",
        grouped(each.visits),
      ],
    ),
    table(document, "Messages", ["time", "name", "topic", "how many"], timeline.messages, (each) => [
      shortSeconds(each.time),
      each.name,
      each.topic ?? "",
      grouped(each.count),
    ]),
    table(document, "Marks", ["time", "name", "how many"], timeline.marks, (each) => [
      shortSeconds(each.time),
      each.name,
      grouped(each.count),
    ]),
    table(document, "Counts", ["name", "total"], timeline.counts, (each) => [each.name, grouped(each.total)]),
    table(document, "Gauges", ["name", "last", "lowest", "highest", "mean over time"], timeline.gauges, (each) => [
      each.name,
      grouped(each.value),
      grouped(each.low),
      grouped(each.high),
      each.mean === null ? "" : grouped(each.mean),
    ]),
  ];
  return tables.filter((each) => each !== undefined);
}

export function table<Row>(
  document: Document,
  title: string,
  columns: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly string[],
): HTMLElement | undefined {
  if (rows.length === 0) return undefined;
  const element = document.createElement("table");
  const caption = element.createCaption();
  const more = rows.length - maximumRows;
  caption.textContent = more > 0 ? `${title} (the first ${grouped(maximumRows)} of ${grouped(rows.length)})` : title;
  const head = element.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    head.append(cell);
  }
  const body = element.createTBody();
  for (const row of rows.slice(0, maximumRows)) {
    const line = body.insertRow();
    for (const text of cells(row)) line.insertCell().textContent = text;
  }
  return element;
}
