import type { WorkflowExecution } from "../model/index.ts";
import { type ClockOptions, elapsedMs, elapsedText, startedAt } from "./clock.ts";
import { describeExecution, descriptionText } from "./describeExecution.ts";
import type { ExecutionProgress } from "./executionProgress.ts";
import { statusLook, statusWord } from "./statusWord.ts";
import type { TreeNode } from "./treeNode.ts";
import { groupedNumber, shortened, simulatedText, valueText } from "./values.ts";

const separator = " · ";

/** One execution as a row: its id, how it stands, how far it came, how long it took, when it began. */
export function executionNode(
  execution: WorkflowExecution,
  options: ClockOptions & { readonly progress?: ExecutionProgress | undefined },
): TreeNode {
  const { icon, colour } = statusLook(execution);
  const description = rowText(execution, options);
  return {
    id: execution.executionId,
    label: shortened(execution.executionId, 200),
    description,
    tooltip: descriptionText(describeExecution(execution, options)),
    icon,
    ...(colour === undefined ? {} : { colour }),
    contextValue: `execution.${execution.status}`,
    accessibilityLabel: `${shortened(execution.executionId, 200)}, ${statusWord(execution)}, ${description}`,
    children: details(execution),
  };
}

function rowText(
  execution: WorkflowExecution,
  options: ClockOptions & { readonly progress?: ExecutionProgress | undefined },
): string {
  const { status, endReason, simulatedEndTime, startTime, endTime } = execution;
  const parts: string[] = [];
  if (status !== "completed" || endReason === "until") parts.push(statusWord(execution));
  const progress = status === "running" ? options.progress : undefined;
  if (progress !== undefined) {
    parts.push(progressText(progress));
    if (progress.state !== null) {
      parts.push(shortened(progress.substate ? `${progress.state}/${progress.substate}` : progress.state, 60));
    }
  } else if (simulatedEndTime !== null) parts.push(simulatedText(simulatedEndTime));
  const elapsed = execution.performanceMetrics?.wallTimeMs ?? elapsedMs(startTime, endTime);
  if (progress === undefined && elapsed !== null) parts.push(elapsedText(elapsed));
  parts.push(startedAt(startTime, options));
  return parts.join(separator);
}

function progressText({ now, until }: ExecutionProgress): string {
  if (until === null || until <= 0) return simulatedText(now);
  return `${simulatedText(now)} of ${simulatedText(until)} (${String(Math.floor((100 * now) / until))} %)`;
}

/** Below the row: why it failed, what was set, what was counted. */
function details(execution: WorkflowExecution): TreeNode[] {
  const { executionId, errorMessage, parameterValues, parameterOrigins, performanceMetrics } = execution;
  const detail = (name: string, label: string, description: string, icon: string): TreeNode => ({
    id: `${executionId}#${name}`,
    label,
    description,
    tooltip: description === "" ? label : `${label}: ${description}`,
    icon,
    contextValue: "detail",
  });
  const rows: TreeNode[] = [];
  if (errorMessage !== null) rows.push(detail("error", shortened(errorMessage, 200), "", "warning"));
  for (const [name, value] of Object.entries(parameterValues)) {
    if (parameterOrigins[name]?.from === "default") continue;
    rows.push(detail(`parameter.${name}`, shortened(name, 100), valueText(value), "symbol-parameter"));
  }
  for (const [name, total] of Object.entries(performanceMetrics?.counts ?? {}).slice(0, 20)) {
    rows.push(detail(`count.${name}`, shortened(name, 100), groupedNumber(total), "symbol-number"));
  }
  if (performanceMetrics !== null) {
    rows.push(detail("events", "events", groupedNumber(performanceMetrics.events), "pulse"));
  }
  rows.push(detail("seed", "seed", String(execution.runOptions.seed), "symbol-key"));
  return rows;
}
