import { type Json, setParameters, type WorkflowExecution } from "../model/index.ts";
import { shortened } from "../views/index.ts";
import { alone, type Bounds, cut, cutLines } from "./bounds.ts";

/** An execution in short. */
export function rowOf(execution: WorkflowExecution, bounds: Bounds = alone): Record<string, Json> {
  const { executionId, workflowName, status, endReason, startTime, simulatedEndTime, errorMessage, labels } = execution;
  return {
    id: executionId,
    workflow: workflowName,
    status,
    endReason,
    startTime,
    simulatedSeconds: simulatedEndTime,
    parametersSet: cut(Object.fromEntries(setParameters(execution)), bounds),
    counts: cut({ ...execution.performanceMetrics?.counts }, bounds),
    ...(errorMessage === null ? {} : { error: shortened(errorMessage, bounds.text) }),
    ...(labels === undefined ? {} : { labels: cut({ ...labels, tags: [...labels.tags] }, bounds) }),
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
    ...(stackTrace === null ? {} : { stack: cutLines(stackTrace) }),
    ...(notes === undefined ? {} : { notes: notes.map((note) => shortened(note, alone.text)) }),
  };
}
