import type { Json, JsonObject } from "./json.ts";

/** What a definition says of itself: plain, so that it crosses processes and validates a config without running code. */
export interface WorkflowDescription {
  readonly name: string;
  readonly version: string;
  /** Such as `stf_processing`, `fast_processing`, `custom`. */
  readonly workflowType: string;
  readonly description: string;
  /** JSON Schema (draft-07) of the parameters object; `unit` and `description` ride along on each property. */
  readonly parameterSchema: JsonObject;
  /** Defaults of the parameters that have one. */
  readonly defaults: Readonly<Record<string, Json>>;
  /** The TypeScript file, relative to the workspace where it is inside it. */
  readonly file: string;
}

/** A stored revision of a definition: same name and version with changed code gives a new revision. */
export interface WorkflowDefinitionRecord extends WorkflowDescription {
  readonly definitionId: number;
  readonly revision: number;
  /** The TypeScript source as it was. */
  readonly source: string;
  readonly sourceHash: string;
  readonly bundleHash: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A workflow file and all that it imports, as one script. */
export interface WorkflowBundle {
  readonly code: string;
  /** Source map, version 3, as JSON text; its sources are relative to the workspace. */
  readonly map: string;
}
