import type { SQLOutputValue } from "node:sqlite";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type {
  EndReason,
  ExecutionLabels,
  ExecutionStatus,
  WorkflowBundle,
  WorkflowDefinitionRecord,
  WorkflowExecution,
} from "../../model/index.ts";
import type { TraceSummary } from "../../summary/traceSummary.ts";
import { isPlain } from "../labels.ts";

/** Rows as SQLite gives them, and the records they stand for. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

export const executionColumns = `execution_id, workflow_name, executed_by, number, workflow_version, workflow_definition,
  status, end_reason, parameter_values, parameter_origins, run_options, start_time, end_time, simulated_end_time,
  performance_metrics, execution_environment, error_message, stack_trace, trace_hash, notes, started_from, pinned, protected, note, tags`;

export function executionOf(row: Row): WorkflowExecution {
  const notes = parsed<readonly string[]>(row.notes);
  const labels: ExecutionLabels = {
    pinned: row.pinned === 1,
    protected: row.protected === 1,
    note: row.note as string | null,
    tags: parsed<readonly string[]>(row.tags) ?? [],
  };
  return {
    executionId: row.execution_id as string,
    workflowName: row.workflow_name as string,
    executedBy: row.executed_by as string,
    number: row.number as number,
    workflowVersion: row.workflow_version as string,
    definitionId: row.workflow_definition as number,
    status: row.status as ExecutionStatus,
    endReason: row.end_reason as EndReason | null,
    parameterValues: parsed(row.parameter_values)!,
    parameterOrigins: parsed(row.parameter_origins)!,
    runOptions: parsed(row.run_options)!,
    startTime: row.start_time as string,
    endTime: row.end_time as string | null,
    simulatedEndTime: row.simulated_end_time as number | null,
    performanceMetrics: parsed(row.performance_metrics),
    executionEnvironment: parsed(row.execution_environment)!,
    errorMessage: row.error_message as string | null,
    stackTrace: row.stack_trace as string | null,
    traceHash: row.trace_hash as string | null,
    startedFrom: parsed(row.started_from),
    ...(notes === null ? {} : { notes }),
    ...(isPlain(labels) ? {} : { labels }),
  };
}

export const definitionColumns = `definition_id, workflow_name, version, revision, workflow_type, description, definition,
  parameter_values, file, source_hash, bundle_hash, created_by, created_at, updated_at`;

export function definitionOf(row: Row): WorkflowDefinitionRecord {
  const { schema, defaults } = parsed<{
    schema: WorkflowDefinitionRecord["parameterSchema"];
    defaults: WorkflowDefinitionRecord["defaults"];
  }>(row.parameter_values)!;
  return {
    definitionId: row.definition_id as number,
    name: row.workflow_name as string,
    version: row.version as string,
    revision: row.revision as number,
    workflowType: row.workflow_type as string,
    description: row.description as string,
    parameterSchema: schema,
    defaults,
    file: row.file as string,
    source: row.definition as string,
    sourceHash: row.source_hash as string,
    bundleHash: row.bundle_hash as string,
    createdBy: row.created_by as string,
    createdAt: row.created_at as string,
    updatedAt: row.updated_at as string,
  };
}

export function packBundle(bundle: WorkflowBundle): Uint8Array {
  return zstdCompressSync(JSON.stringify(bundle));
}

export function unpackBundle(data: SQLOutputValue | undefined): WorkflowBundle {
  return JSON.parse(zstdDecompressSync(data as Uint8Array).toString()) as WorkflowBundle;
}

export function packSummary(summary: TraceSummary): Uint8Array {
  return zstdCompressSync(JSON.stringify(summary));
}

export function unpackSummary(data: SQLOutputValue | undefined): TraceSummary {
  return JSON.parse(zstdDecompressSync(data as Uint8Array).toString()) as TraceSummary;
}

function parsed<T>(text: SQLOutputValue | undefined): T | null {
  return typeof text === "string" ? (JSON.parse(text) as T) : null;
}
