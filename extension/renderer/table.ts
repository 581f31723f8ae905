import * as l10n from "@vscode/l10n";
import { groupedNumber, intervalEnd, shortSeconds, type Timeline } from "../../kernel/timeline/index.ts";

/** Rows of one table; the rest is told, since a page with a hundred thousand cells serves nobody. */
const maximumRows = 500;

/** The timeline as tables: for screen readers, for copying, and for those who want numbers. */
export function timelineTables(timeline: Timeline, document: Document): HTMLElement[] {
  const tables = [
    table(
      document,
      l10n.t("States"),
      [l10n.t("state"), l10n.t("substate"), l10n.t("start"), l10n.t("end"), l10n.t("duration"), l10n.t("counted")],
      timeline.states,
      (each) => [
        each.state,
        each.substate,
        shortSeconds(each.start),
        each.end === null && !timeline.ended ? l10n.t("now") : shortSeconds(intervalEnd(each, timeline)),
        shortSeconds(intervalEnd(each, timeline) - each.start),
        Object.entries(each.counts ?? {})
          .map(([name, by]) => `${groupedNumber(by)} ${name}`)
          .join(", "),
      ],
    ),
    table(
      document,
      l10n.t("Lanes"),
      [l10n.t("lane"), l10n.t("activity"), l10n.t("time"), l10n.t("share"), l10n.t("how often")],
      timeline.lanes.flatMap(({ name, timeInState }) => timeInState.map((each) => ({ name, ...each }))),
      (each) => [
        each.name,
        each.state === "" ? l10n.t("(nothing)") : each.state,
        shortSeconds(each.seconds),
        timeline.end > timeline.start
          ? `${groupedNumber(Number(((100 * each.seconds) / (timeline.end - timeline.start)).toFixed(1)))} %`
          : "",
        groupedNumber(each.visits),
      ],
    ),
    table(
      document,
      l10n.t("Messages"),
      [l10n.t("time"), l10n.t("name"), l10n.t("topic"), l10n.t("how many")],
      timeline.messages,
      (each) => [shortSeconds(each.time), each.name, each.topic ?? "", groupedNumber(each.count)],
    ),
    table(document, l10n.t("Marks"), [l10n.t("time"), l10n.t("name"), l10n.t("how many")], timeline.marks, (each) => [
      shortSeconds(each.time),
      each.name,
      groupedNumber(each.count),
    ]),
    table(document, l10n.t("Counts"), [l10n.t("name"), l10n.t("total")], timeline.counts, (each) => [
      each.name,
      groupedNumber(each.total),
    ]),
    table(
      document,
      l10n.t("Gauges"),
      [l10n.t("name"), l10n.t("last"), l10n.t("lowest"), l10n.t("highest"), l10n.t("mean over time")],
      timeline.gauges,
      (each) => [
        each.name,
        groupedNumber(each.value),
        groupedNumber(each.low),
        groupedNumber(each.high),
        each.mean === null ? "" : groupedNumber(each.mean),
      ],
    ),
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
  caption.textContent =
    more > 0
      ? l10n.t("{0} (the first {1} of {2})", title, groupedNumber(maximumRows), groupedNumber(rows.length))
      : title;
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
