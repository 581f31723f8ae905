import type { JsonObject, WorkflowExecution } from "../model/index.ts";
import { linesOf, stateAtEnd } from "../notebook/executeOnce.ts";
import { describeFailure } from "../notebook/failure.ts";
import { shortened } from "../views/index.ts";
import { cutLines, inList } from "./bounds.ts";
import { detailsOf } from "./executionAnswers.ts";
import type { ToolPorts } from "./ports.ts";

/** An ended execution alone; of a failed one when and in which state it failed, and the line as its file says it now. */
export async function explained(execution: WorkflowExecution, { kernel, read, uri }: ToolPorts): Promise<JsonObject> {
  const details = detailsOf(execution);
  if (execution.status !== "failed") return details;
  const { message, error } = await describeFailure(execution, {
    uri: execution.startedFrom?.notebook ?? uri,
    linesOf: (place) => linesOf(place, read, undefined),
    state: await stateAtEnd(kernel, execution, undefined),
  });
  const { cell, file, range } = error;
  const line = file === undefined || range === undefined ? undefined : await lineOf(file, range.start.line, read);
  return {
    ...details,
    failure: {
      message: cutLines(message),
      ...(cell === undefined ? {} : { cell }),
      ...(file === undefined ? {} : { file }),
      ...(range === undefined ? {} : { line: range.start.line + 1, column: range.start.character + 1 }),
      ...(line === undefined ? {} : { code: shortened(line.trim(), inList.text) }),
    },
  };
}

async function lineOf(file: string, line: number, read: ToolPorts["read"]): Promise<string | undefined> {
  return (await linesOf({ file, position: { line, character: 0 } }, read, undefined))?.[line];
}
