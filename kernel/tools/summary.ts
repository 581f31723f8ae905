import type { JsonObject, WorkflowExecution } from "../model/index.ts";
import { severalOf } from "../notebook/severalOf.ts";
import { severalLine } from "../notebook/severalOutput.ts";
import { summaryRows } from "../notebook/summaryRows.ts";
import { latestBatch } from "../runner/latestBatch.ts";
import { alone, cut, inList } from "./bounds.ts";
import { rowOf } from "./executionAnswers.ts";
import type { ToolPorts } from "./ports.ts";

/** Executions that are read for one summary. */
const mostSummed = 20_000;
const mostFailures = 5;
/** A row has a column for each figure. */
const inSummary = { ...inList, values: 30 };

/** What a filter finds, or else the latest sweep, summed up by what differs. */
export async function summarize(given: string | undefined, { kernel }: ToolPorts): Promise<JsonObject> {
  const filter = given ?? (await latestBatch(kernel));
  if (filter === undefined) {
    throw new RangeError(
      "There is no sweep and there are no replications in this workspace. Name executions by a filter, such as since:today.",
    );
  }
  const [found, executions] = await Promise.all([
    kernel.count({ matching: filter }),
    kernel.executions({ matching: filter, limit: mostSummed }),
  ]);
  const left = found - executions.length;
  return { filter, found, ...(left > 0 ? { executionsLeftOut: left } : {}), ...summaryOf(executions) };
}

/** A row for each combination of what differs: how many executions, how many completed, means and standard deviations. */
export function summaryOf(executions: readonly WorkflowExecution[]): JsonObject {
  const rows = summaryRows(executions);
  const wrong = executions.filter(({ status }) => status === "failed");
  return {
    summary: severalLine(severalOf(executions)),
    combinations: rows.slice(0, alone.values).map((row) => cut(row, inSummary)),
    ...(rows.length > alone.values
      ? { combinationsLeftOut: rows.length - alone.values, next: "Fewer at a time: add a term to the filter." }
      : {}),
    ...(wrong.length === 0
      ? {}
      : { failed: wrong.length, failures: wrong.slice(0, mostFailures).map((each) => rowOf(each, inList)) }),
  };
}
