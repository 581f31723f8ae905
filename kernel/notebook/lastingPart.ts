import { isGoingOn } from "../model/index.ts";
import { isObject } from "./document.ts";
import { executionMime } from "./executionOutput.ts";
import type { CellOutput } from "./outputs.ts";

/**
 * What an output says that is worth keeping: of an execution that goes on, which one it is, but not how far it is. Whoever hears of
 * the latter in another way changes the document only when this changes: one that changes four times a second is written as often by
 * an editor that saves by itself, and cannot be closed without a question.
 */
export function lastingPart(output: CellOutput): CellOutput {
  if (output.kind !== "display") return output;
  const execution = output.data[executionMime];
  if (!isObject(execution) || !isGoingOn(execution)) return output;
  const { progress: _progress, summary: _summary, ...lasting } = execution;
  return { kind: "display", data: { [executionMime]: lasting } };
}
