import { readFileSync } from "node:fs";
import type { WorkflowDefinitionRecord } from "../../kernel/model/index.ts";

/** The stored definition of the reference workflow, with what a test changes. */
export function sampleDefinition(changes: Partial<WorkflowDefinitionRecord> = {}): WorkflowDefinitionRecord {
  return {
    definitionId: 1,
    name: "stf_processing",
    version: "1.0",
    revision: 2,
    workflowType: "stf_processing",
    description: "The reference workflow",
    parameterSchema: {
      properties: {
        stf_interval: { type: "number", unit: "s", description: "Wait between two STFs" },
        physics_period_count: { type: "integer" },
      },
    },
    defaults: { stf_interval: 2, physics_period_count: 3 },
    file: "workflows/stf_processing.ts",
    source: readFileSync("workflows/stf_processing.ts", "utf8"),
    sourceHash: "0123456789abcdef",
    bundleHash: "fedcba9876543210",
    createdBy: "ada",
    createdAt: "2026-11-01T10:00:00.000Z",
    updatedAt: "2026-11-01T10:00:00.000Z",
    ...changes,
  };
}
