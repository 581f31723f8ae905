import type { Range } from "../../text/index.ts";
import { executionsOf } from "../sweepPoints.ts";
import { groupedNumber, seconds } from "../wording.ts";
import type { ConfigView, LastExecution } from "./view.ts";

/** A line of actions above `[workflow]`; the editor binds kinds to its commands. */
export interface CodeLens {
  readonly range: Range;
  readonly kind: "run" | "last-execution" | "errors";
  readonly title: string;
  readonly executionId?: string;
}

/**
 * "Run" where nothing is wrong, else what keeps it from that; and how the last execution went.
 *
 * @param own The execution that a cell shows below itself, in the place of the workflow's last one.
 */
export function codeLensesOf({ document, config, lastExecution }: ConfigView, own?: LastExecution): CodeLens[] {
  const range = document.headers.find(({ path }) => path.length === 1 && path[0]!.name === "workflow")?.range;
  if (range === undefined) return [];
  const errors = config.diagnostics.filter(({ severity }) => severity === "error").length;
  const executions = executionsOf(config);
  const first: CodeLens =
    errors === 0
      ? { range, kind: "run", title: executions === 1 ? "Run" : `Run ${groupedNumber(executions)} Executions` }
      : { range, kind: "errors", title: errors === 1 ? "1 error" : `${errors} errors` };
  const told = own ?? lastExecution;
  if (told === undefined) return [first];
  const title = own === undefined ? `Last: ${outcome(told)}` : outcome(told);
  return [first, { range, kind: "last-execution", title, executionId: told.executionId }];
}

/** `stf_processing-ada-0001 completed, 630.8 s simulated, 12 ms`. */
function outcome({ executionId, status, simulatedEndTime, took }: LastExecution): string {
  const simulated = simulatedEndTime === null ? undefined : `${seconds(simulatedEndTime)} simulated`;
  return [`${executionId} ${status}`, simulated, took].filter((part) => part !== undefined).join(", ");
}
