import type { Json, JsonObject, PerformanceMetrics, WorkflowExecution } from "../model/index.ts";
import type { Progress } from "../runner/kernel.ts";
import { type FigureSource, figuresLine } from "../timeline/index.ts";
import { type ExecutionOutput, executionMime } from "./executionOutput.ts";
import { progressFigures, progressText } from "./progressText.ts";

/** An output of a cell: one thing in several MIME types, printed text, or an error. Maps one to one to nbformat's outputs. */
export type CellOutput =
  | {
      readonly kind: "display";
      readonly data: Readonly<Record<string, Json>>;
      /** The value of the cell's last expression, as opposed to what its code displayed. */
      readonly isResult?: true;
    }
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "error"; readonly name: string; readonly message: string; readonly stack: string };

/** `running`: how far it is. `errorFollows`: see `ExecutionOutput`. */
export function executionOutput(
  execution: WorkflowExecution,
  { running, errorFollows = false }: { readonly running?: Progress | undefined; readonly errorFollows?: boolean } = {},
): CellOutput {
  const progress = running === undefined ? undefined : progressFigures(running);
  const output: ExecutionOutput = {
    version: 1,
    executionId: execution.executionId,
    workflowName: execution.workflowName,
    status: execution.status,
    summary: progress === undefined ? summarize(execution) : `${execution.executionId}: ${progressText(progress)}`,
    figures: figuresOf(execution.performanceMetrics),
    ...(progress === undefined ? {} : { progress }),
    ...(errorFollows ? { errorFollows } : {}),
  };
  return { kind: "display", data: { [executionMime]: output as unknown as JsonObject, "text/plain": output.summary } };
}

/** One line: id, status, and the figures that one looks for first. */
export function summarize(execution: WorkflowExecution): string {
  const { executionId, status, endReason, performanceMetrics: metrics } = execution;
  const cut = endReason === "until" ? ` (cut at until = ${String(execution.runOptions.until)} s)` : "";
  if (metrics === null) return `${executionId}: ${status}${cut}`;
  return `${executionId}: ${status}${cut}, ${figuresLine(metrics)}`;
}

/** No more than is worth a line in a diff. */
function figuresOf(metrics: PerformanceMetrics | null): FigureSource {
  if (metrics === null) return { simulatedEndTime: null };
  const { simulatedEndTime, counts, events, wallTimeMs, droppedRecords } = metrics;
  return { simulatedEndTime, counts, events, wallTimeMs, ...(droppedRecords > 0 ? { droppedRecords } : {}) };
}

export function errorOutput(name: string, message: string, stack = ""): CellOutput {
  return { kind: "error", name, message, stack };
}

/** One line a list entry, each with its line feed, so that a diff shows lines. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** As nbformat 4.5 writes it. */
export function toNbformat(output: CellOutput): JsonObject {
  if (output.kind === "display") return { data: output.data, metadata: {}, output_type: "display_data" };
  if (output.kind === "stream") return { name: output.name, output_type: "stream", text: linesOf(output.text) };
  const { name, message, stack } = output;
  return { ename: name, evalue: message, output_type: "error", traceback: stack === "" ? [] : stack.split("\n") };
}
