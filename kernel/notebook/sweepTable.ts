import type { WorkflowExecution } from "../model/index.ts";
import { type Spread, spreads } from "./replications.ts";
import type { Several } from "./severalOutput.ts";
import type { Row } from "./typescript/displayTable.ts";

export interface SweepTable {
  readonly rows: readonly Row[];
  /** What is the same in all rows, in a sentence; "" where nothing is. */
  readonly equal: string;
}

/**
 * A row for each combination of a sweep: its values, and the figures of its executions, of several their means with the standard deviation
 * beside them. Figures that are the same in all rows are told below: what differs is what one looks for.
 */
export function sweepTable({ points, planned, replications }: Several): SweepTable {
  const byPoint = Map.groupBy(planned, ({ point }) => point);
  const measured = points.map(({ swept }, index) => {
    const executions = (byPoint.get(index) ?? []).flatMap(({ execution }) => execution ?? []);
    const completed = executions.filter(({ status }) => status === "completed");
    return { values: { ...swept, ...outcome(executions, completed.length, replications) }, ...figures(completed) };
  });
  const names = [...new Set(measured.flatMap((row) => Object.keys(row.figures)))];
  // A state that one combination never comes to takes no time there.
  const known = (name: string) => measured.filter((row) => row.isKnown).map((row) => row.figures[name] ?? 0);
  const equal = names.filter((name) => known(name).length > 1 && new Set(known(name)).size === 1);
  const shown = names.filter((name) => !equal.includes(name));
  const rows = measured.map(({ values, isKnown, figures: own }) => ({
    ...values,
    ...Object.fromEntries(isKnown ? shown.map((name) => [name, own[name] ?? 0]) : []),
  }));
  // That nothing varies is no news.
  const told = equal.filter((name) => !name.startsWith(deviation)).map((name) => `${name} ${String(known(name)[0])}`);
  return { rows, equal: told.length === 0 ? "" : `Equal in all: ${told.join(", ")}` };
}

/** Of several executions the deviation of a figure stands in a column of its own. */
const deviation = "± ";

/** Which execution a row is of, or how many of them completed; and what went wrong. */
function outcome(executions: readonly WorkflowExecution[], completed: number, replications: number): Row {
  const [first] = executions;
  if (replications === 1) return { execution: first === undefined ? "" : idAndStatus(first) };
  const wrong = executions.find(({ status }) => status === "failed" || status === "cancelled");
  const done = `${completed.toLocaleString("en")} of ${replications.toLocaleString("en")}`;
  return { completed: wrong === undefined ? done : `${done}, ${idAndStatus(wrong)}` };
}

function idAndStatus({ executionId, status }: WorkflowExecution): string {
  return status === "completed" ? executionId : `${executionId} ${status}`;
}

function figures(completed: readonly WorkflowExecution[]): {
  readonly isKnown: boolean;
  readonly figures: Readonly<Record<string, number>>;
} {
  if (completed.length === 0) return { isKnown: false, figures: {} };
  const cells = spreads(completed).flatMap(({ figure, mean, "standard deviation": spread }) => {
    const own: [string, number] = [figure, short(mean)];
    return completed.length === 1 ? [own] : [own, [deviation + figure, short(spread)] as [string, number]];
  });
  return { isKnown: true, figures: Object.fromEntries(cells) };
}

/** With as many digits as are for reading. */
export function rounded(row: Spread): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === "number" ? short(value) : value]),
  );
}

/** Six digits are plenty. */
function short(value: number): number {
  return Number(value.toPrecision(6));
}
