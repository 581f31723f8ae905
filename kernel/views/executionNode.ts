import { numberText, setParameters, type WorkflowExecution } from "../model/index.ts";
import { type ClockOptions, elapsedMs, elapsedText, startedAt } from "./clock.ts";
import { describeExecution, descriptionText } from "./describeExecution.ts";
import type { ExecutionProgress } from "./executionProgress.ts";
import { labelsText } from "./labelsText.ts";
import { statusLook, statusWord } from "./statusWord.ts";
import type { TreeNode } from "./treeNode.ts";
import { groupedNumber, shortened, simulatedText, valueText } from "./values.ts";

const separator = " · ";

/**
 * One execution as a row: its number and workflow, when it began, who started it, how it stands, how far it came, how long it took.
 * Not the id, whose end tells it from the next one: a sidebar cuts ends.
 */
export function executionNode(
  execution: WorkflowExecution,
  options: ClockOptions & { readonly progress?: ExecutionProgress | undefined },
): TreeNode {
  const { icon, colour } = statusLook(execution);
  const parts = rowParts(execution, options);
  return {
    id: execution.executionId,
    label: shortened(`${numberText(execution.number)} ${execution.workflowName}`, 200),
    description: parts.map(({ text }) => text).join(separator),
    tooltip: descriptionText(describeExecution(execution, options)),
    icon,
    ...(colour === undefined ? {} : { colour }),
    contextValue: ["execution", execution.status, ...flagsOf(execution)].join("."),
    accessibilityLabel: spokenText(execution, parts),
    children: details(execution),
  };
}

/** What menus look at. */
function flagsOf({ labels, startedFrom, traceHash }: WorkflowExecution): string[] {
  return [
    ...(labels?.pinned === true ? ["pinned"] : []),
    ...(labels?.protected === true ? ["protected"] : []),
    ...(startedFrom?.notebook === undefined ? [] : ["notebook"]),
    ...(startedFrom?.batch === undefined ? [] : ["batch"]),
    ...(traceHash === null ? [] : ["traced"]),
  ];
}

interface RowPart {
  readonly text: string;
  /** A screen reader tells it before: the status, after the id, and who started it, in the id. */
  readonly isToldBefore?: true;
}

/** The status is an icon, or a part of the row; who hears the row hears it once, after the id. */
function spokenText(execution: WorkflowExecution, parts: readonly RowPart[]): string {
  const others = parts.filter(({ isToldBefore }) => isToldBefore !== true).map(({ text }) => text);
  return [shortened(execution.executionId, 200), statusWord(execution), ...others].join(", ");
}

/** What tells one row from the next comes first, since sidebars are narrow: when it began; of one that runs, how far it is. */
function rowParts(
  execution: WorkflowExecution,
  options: ClockOptions & { readonly progress?: ExecutionProgress | undefined },
): RowPart[] {
  const { status, endReason, simulatedEndTime, startTime, endTime, executedBy } = execution;
  const progress = status === "running" ? options.progress : undefined;
  const isTold = status !== "completed" || endReason === "until";
  const word: RowPart[] = isTold ? [{ text: statusWord(execution), isToldBefore: true }] : [];
  const started: RowPart[] = [
    { text: startedAt(startTime, options) },
    { text: shortened(executedBy, 60), isToldBefore: true },
  ];
  const labels = [labelsText(execution.labels)].filter((text) => text !== "");
  if (progress !== undefined) {
    const { state, substate } = progress;
    const where = state === null ? [] : [shortened(substate ? `${state}/${substate}` : state, 60)];
    return [...told([progressText(progress), ...where]), ...started, ...told(labels)];
  }
  const elapsed = execution.performanceMetrics?.wallTimeMs ?? elapsedMs(startTime, endTime);
  const figures = [
    ...(simulatedEndTime === null ? [] : [simulatedText(simulatedEndTime)]),
    ...(elapsed === null ? [] : [elapsedText(elapsed)]),
  ];
  return [...started, ...word, ...told([...figures, ...labels])];
}

function told(texts: readonly string[]): RowPart[] {
  return texts.map((text) => ({ text }));
}

function progressText({ now, until }: ExecutionProgress): string {
  if (until === null || until <= 0) return simulatedText(now);
  return `${simulatedText(now)} of ${simulatedText(until)} (${String(Math.floor((100 * now) / until))} %)`;
}

/** Below the row: why it failed, what was set, what was counted. */
function details(execution: WorkflowExecution): TreeNode[] {
  const { executionId, errorMessage, performanceMetrics } = execution;
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
  for (const [name, value] of setParameters(execution)) {
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
