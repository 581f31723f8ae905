import type { Json, WorkflowExecution } from "../model/index.ts";
import { shortened } from "../views/index.ts";
import { cut, longestText } from "./bounds.ts";

/** An execution in a list. */
export function rowOf(execution: WorkflowExecution, longest = longestText): Record<string, Json> {
  const { executionId, workflowName, status, endReason, startTime, simulatedEndTime, errorMessage, labels } = execution;
  const set = Object.entries(execution.parameterValues).filter(
    ([name]) => execution.parameterOrigins[name]?.from !== "default",
  );
  return {
    id: executionId,
    workflow: workflowName,
    status,
    endReason,
    startTime,
    simulatedSeconds: simulatedEndTime,
    parametersSet: cut(Object.fromEntries(set), longest),
    counts: cut({ ...execution.performanceMetrics?.counts }),
    ...(errorMessage === null ? {} : { error: shortened(errorMessage, longest) }),
    ...(labels === undefined ? {} : { labels: { ...labels, tags: [...labels.tags] } }),
  };
}

/** An execution alone. */
export function detailsOf(execution: WorkflowExecution): Record<string, Json> {
  const { parameterValues, performanceMetrics, runOptions, executionEnvironment, stackTrace, notes } = execution;
  return {
    ...rowOf(execution),
    version: execution.workflowVersion,
    user: execution.executedBy,
    endTime: execution.endTime,
    parameters: cut({ ...parameterValues }),
    run: { ...runOptions },
    timeInState: cut({ ...performanceMetrics?.timeInState }),
    events: performanceMetrics?.events ?? null,
    wallTimeMs: performanceMetrics?.wallTimeMs ?? null,
    gitCommit: executionEnvironment.gitCommit,
    gitDirty: executionEnvironment.gitDirty,
    ...(stackTrace === null ? {} : { stack: stackTrace.slice(0, longestText) }),
    ...(notes === undefined ? {} : { notes: notes.map((note) => shortened(note, longestText)) }),
  };
}
