import type { Range } from "../../text/index.ts";
import { seconds } from "../wording.ts";
import type { ConfigView, LastExecution } from "./view.ts";

/** A line of actions above `[workflow]`; the editor binds kinds to its commands. */
export interface CodeLens {
  readonly range: Range;
  readonly kind: "run" | "last-execution" | "errors";
  readonly title: string;
  readonly executionId?: string;
}

/** "Run" when it can be run, else what keeps it from that; and how the last execution went. */
export function codeLensesOf({ document, config, lastExecution }: ConfigView): CodeLens[] {
  const range = document.headers.find(({ path }) => path.length === 1 && path[0]!.name === "workflow")?.range;
  if (range === undefined) return [];
  const errors = config.diagnostics.filter(({ severity }) => severity === "error").length;
  const first: CodeLens =
    errors === 0 && config.valid
      ? { range, kind: "run", title: "Run" }
      : { range, kind: "errors", title: errors === 1 ? "1 error" : `${errors} errors` };
  if (lastExecution === undefined) return [first];
  const { executionId } = lastExecution;
  return [first, { range, kind: "last-execution", title: `Last: ${outcome(lastExecution)}`, executionId }];
}

function outcome({ status, simulatedEndTime }: LastExecution): string {
  return simulatedEndTime === null ? status : `${status} ${seconds(simulatedEndTime)}`;
}
