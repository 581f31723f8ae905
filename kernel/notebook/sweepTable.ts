import type { WorkflowExecution } from "../model/index.ts";
import { groupedNumber } from "../timeline/index.ts";
import { significant } from "./replications.ts";
import type { MeasuredPoint, MeasuredSweep } from "./sweepFigures.ts";
import type { Row } from "./typescript/displayTable.ts";

export interface SweepTable {
  readonly rows: readonly Row[];
  /** What is the same in all rows, in a sentence; "" where nothing is. */
  readonly equal: string;
}

/**
 * A row for each combination: its values, and the figures of its executions, of several their means, with the standard deviation beside those
 * that vary. Figures that are the same in all rows are told below: what differs is what one looks for.
 */
export function sweepTable({ points, keys, differing, equal }: MeasuredSweep, replications: number): SweepTable {
  const varying = differing.filter((name) =>
    points.some(({ figure }) => figure !== undefined && (figure(name)?.deviation ?? 0) > 0),
  );
  const columnOf = resultColumns(keys);
  const rows = points.map((point) => ({
    // Those that have no value here too: the columns stand in the order of the first row.
    ...Object.fromEntries(keys.map((key) => [key, point.swept[key]])),
    ...(replications === 1
      ? { [columnOf("execution")]: executionOf(point) }
      : { [columnOf("completed")]: completedOf(point) }),
    ...Object.fromEntries(
      differing.flatMap((name) =>
        cells(point, name, varying.includes(name)).map(([column, value]) => [columnOf(column), value]),
      ),
    ),
  }));
  const some = points.find(({ figure }) => figure !== undefined);
  const told = equal.map((name) => `${name} ${significant(some!.figure!(name)!.mean)}`);
  return { rows, equal: told.length === 0 ? "" : `Equal in all: ${told.join(", ")}` };
}

/** What a column of results is called: one that has the name of a swept parameter says which of the two it is. */
export function resultColumns(keys: MeasuredSweep["keys"]): (name: string) => string {
  return (name) => (keys.includes(name) ? `${name} (result)` : name);
}

function cells({ figure }: MeasuredPoint, name: string, varies: boolean): [string, number | undefined][] {
  const { mean, deviation } = figure?.(name) ?? {};
  const rounded = (value: number | undefined) => (value === undefined ? undefined : significant(value));
  return [
    [name, rounded(mean)],
    ...(varies ? [[`± ${name}`, rounded(deviation)] as [string, number | undefined]] : []),
  ];
}

function executionOf({ executions: [first] }: MeasuredPoint): string {
  return first === undefined ? "" : idAndStatus(first);
}

function completedOf({ executions, planned, completed }: MeasuredPoint): string {
  const wrong = executions.find(({ status }) => status === "failed" || status === "cancelled");
  const done = `${groupedNumber(completed)} of ${groupedNumber(planned)}`;
  return wrong === undefined ? done : `${done}, ${idAndStatus(wrong)}`;
}

function idAndStatus({ executionId, status }: WorkflowExecution): string {
  return status === "completed" ? executionId : `${executionId} ${status}`;
}
