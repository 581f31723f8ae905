import type { SweepPoint } from "../config/sweepPoints.ts";
import type { ExecutionStatus, WorkflowExecution } from "../model/index.ts";
import { groupedNumber } from "../timeline/index.ts";
import { vegaLiteMime } from "./chartMimes.ts";
import { measuredOf, spreadOf } from "./figures.ts";
import { type CellOutput, summarize } from "./outputs.ts";
import { significant } from "./replications.ts";
import { sweepChart } from "./sweepChart.ts";
import { measureSweep } from "./sweepFigures.ts";
import { sweepTable } from "./sweepTable.ts";
import { displayTable, type TableOptions } from "./typescript/displayTable.ts";

/** The executions of one configuration: of a sweep, of replications, or of both. */
export interface Several {
  /** One, where there is no sweep. */
  readonly points: readonly Pick<SweepPoint, "swept">[];
  /** Every execution that was asked for; those that have not been started are still without one. */
  readonly planned: readonly { readonly point: number; readonly execution?: WorkflowExecution | undefined }[];
  /** Of each combination; where they are not equally many, the most. */
  readonly replications: number;
}

/** Rows of the table that are seen at once: charts stand below it. */
const rowsAtOnce = 40;

/** Executions that are listed one by one; the others are in the sidebar. */
const mostListed = 100;

/** How the executions differ: how far they are, a table of their figures, and the list of them. `brief`: as of a table, while they run. */
export function severalOutput(several: Several, { brief = false }: Pick<TableOptions, "brief"> = {}): CellOutput {
  const parts = partsOf(several, { brief });
  const { line, table, equal, list } = parts;
  const html = [paragraph(line), table?.["text/html"], paragraph(equal), folded(list)];
  return { kind: "display", data: { "text/html": joined(html, "\n"), "text/plain": textOf(parts) } };
}

/** The same for a terminal, with all rows. */
export function severalText(several: Several): string {
  return textOf(partsOf(several, { brief: true, wholeText: true }));
}

function textOf({ line, table, equal, list }: ReturnType<typeof partsOf>): string {
  return joined([line, table?.["text/plain"], equal, list], "\n\n");
}

function partsOf(several: Several, options: TableOptions) {
  const executions = startedOf(several);
  const { rows, equal } = isSweep(several)
    ? sweepTable(measureSweep(several), several.replications)
    : { rows: spreadRows(executions), equal: "" };
  const table = rows.length === 0 ? undefined : displayTable(rows, { atOnce: rowsAtOnce, ...options });
  // In a sweep without replications each row names its execution.
  const list = isSweep(several) && several.replications === 1 ? "" : listOf(executions);
  return { line: severalLine(several), table, equal, list };
}

/** How the figures of a sweep depend on its values, drawn; undefined where there is nothing to draw. */
export function severalChart(several: Several, unit: (key: string) => string | undefined): CellOutput | undefined {
  const spec = isSweep(several) ? sweepChart(measureSweep(several), unit) : undefined;
  if (spec === undefined) return undefined;
  return { kind: "display", data: { [vegaLiteMime]: spec, "text/plain": `(a chart: ${spec.description})` } };
}

/** How far they are: `12 of 60 executions completed: 6 combinations, 10 replications each, 1 failed`. */
export function severalLine(several: Several): string {
  const { points, planned, replications } = several;
  if (planned.length === 0) return "No executions were found";
  const isEven = planned.length === points.length * replications;
  const executions = startedOf(several);
  const of = (status: ExecutionStatus) => executions.filter((each) => each.status === status).length;
  const things = isSweep(several) ? "executions" : "replications";
  const combinations = points.length === 1 ? "one combination" : `${groupedNumber(points.length)} combinations`;
  const parts = [
    `${groupedNumber(of("completed"))} of ${groupedNumber(planned.length)} ${things} completed`,
    ...(isSweep(several) && replications > 1
      ? [isEven ? `${combinations} with ${groupedNumber(replications)} replications each` : combinations]
      : []),
    ...(["failed", "cancelled"] as const).flatMap((status) =>
      of(status) > 0 ? [`${groupedNumber(of(status))} ${status}`] : [],
    ),
  ];
  return parts.join(", ");
}

function isSweep({ points }: Several): boolean {
  return points.some(({ swept }) => Object.keys(swept).length > 0);
}

function startedOf({ planned }: Several): WorkflowExecution[] {
  return planned.flatMap(({ execution }) => execution ?? []);
}

function spreadRows(executions: readonly WorkflowExecution[]) {
  const completed = executions.filter(({ status }) => status === "completed");
  if (completed.length === 0) return [];
  return measuredOf(completed).flatMap((measured) => {
    const spread = spreadOf(measured, completed);
    if (spread === undefined) return [];
    const [mean, deviation, least, most] = [spread.mean, spread.deviation, spread.least, spread.most].map(significant);
    return [{ figure: measured.name, mean, "standard deviation": deviation, least, most }];
  });
}

function listOf(executions: readonly WorkflowExecution[]): string {
  const more = executions.length - mostListed;
  const lines = executions.slice(0, mostListed).map(summarize);
  return [...lines, ...(more > 0 ? [`and ${groupedNumber(more)} more`] : [])].join("\n");
}

function paragraph(text: string): string {
  return text === "" ? "" : `<p>${escaped(text)}</p>`;
}

function folded(list: string): string {
  return list === "" ? "" : `<details><summary>Executions</summary><pre>${escaped(list)}</pre></details>`;
}

function joined(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part !== undefined && part !== "").join(separator);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
