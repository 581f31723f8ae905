import type { WorkflowExecution } from "../../kernel/model/index.ts";

/** A finished execution of the reference workflow, with what a test changes. */
export function sampleExecution(changes: Partial<WorkflowExecution> = {}): WorkflowExecution {
  return {
    executionId: "stf_processing-ada-0001",
    workflowName: "stf_processing",
    executedBy: "ada",
    number: 1,
    workflowVersion: "1.0",
    definitionId: 1,
    status: "completed",
    endReason: "finished",
    parameterValues: { stf_interval: 1.5, physics_period_count: 3 },
    parameterOrigins: {
      stf_interval: { from: "file", uri: "/data/stf.toml", line: 11, character: 0, table: "parameters" },
      physics_period_count: { from: "default" },
    },
    runOptions: { seed: 42 },
    startTime: "2026-11-03T13:03:22.000Z",
    endTime: "2026-11-03T13:03:22.140Z",
    simulatedEndTime: 630.8000000000033,
    performanceMetrics: {
      simulatedEndTime: 630.8000000000033,
      wallTimeMs: 12,
      events: 531,
      eventsPerSecond: 44_250,
      peakMemoryBytes: 0,
      counts: { stf: 258 },
      timeInState: { "run/physics": 544.8 },
      records: 275,
      droppedRecords: 0,
    },
    executionEnvironment: {
      host: "lab",
      user: "ada",
      pid: 1,
      processStart: null,
      node: "24.21.0",
      engine: "0.1.0",
      platform: "linux-x64",
      workspace: "/work",
      gitCommit: null,
      gitDirty: null,
    },
    errorMessage: null,
    stackTrace: null,
    traceHash: null,
    startedFrom: { notebook: "stf.wfnb", cell: "a1" },
    ...changes,
  };
}
