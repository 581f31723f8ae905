import type { Json, JsonObject, WorkflowDescription } from "../model/index.ts";
import { groupDescription, type ReservedName, reservedTables } from "./reserved.ts";

/** Draft-07 is read by Tombi and by JSON tools, draft-04 by Taplo (Even Better TOML). */
export type SchemaDraft = "draft-07" | "draft-04";

/**
 * The JSON Schema of a workflow's configurations, for editors that know TOML but not us.
 * Parameters may stand in any table that is not reserved, as `resolveConfig` has it; which values are right is told by the
 * same schemas that judge a run. What spans several keys or files (missing values, includes) is beyond it.
 */
export function publishedSchema(workflow: WorkflowDescription, draft: SchemaDraft): JsonObject {
  const reserved = Object.values(reservedTables).map(({ name }) => [name, tableSchema(name, workflow)] as const);
  const schema: JsonObject = {
    type: "object",
    title: `Configuration of workflow ${workflow.name}`,
    description: workflow.description,
    properties: {
      parameters: { ...parameterTable(workflow), description: "Values of the workflow's parameters" },
      ...Object.fromEntries(reserved),
    },
    required: ["workflow"],
    additionalProperties: parameterTable(workflow),
    // All that we know of it, so that its configurations can be checked where its code must not run.
    [descriptionKey]: workflow as unknown as JsonObject,
  };
  return draft === "draft-07"
    ? { $schema: "http://json-schema.org/draft-07/schema#", ...schema }
    : { $schema: "http://json-schema.org/draft-04/schema#", ...(toDraft04(schema) as JsonObject) };
}

const descriptionKey = "x-wfnb-workflow";

/** The workflow that a published schema (draft-07) describes; undefined for any other JSON. */
export function describedBySchema(schema: unknown): WorkflowDescription | undefined {
  const found = (schema as { readonly [descriptionKey]?: Partial<WorkflowDescription> } | null)?.[descriptionKey];
  const { name, version, workflowType, description, file, parameterSchema: parameters, defaults } = found ?? {};
  const texts = [name, version, workflowType, description, file];
  if (!texts.every((text) => typeof text === "string") || !isRecord(parameters) || !isRecord(defaults))
    return undefined;
  return found as WorkflowDescription;
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The parameters alone, as `wfnb schema` prints them and as a description carries them. */
export function parameterSchema({ parameterSchema: schema }: WorkflowDescription, draft: SchemaDraft): JsonObject {
  if (draft === "draft-07") return schema;
  return { ...(toDraft04(schema) as JsonObject), $schema: "http://json-schema.org/draft-04/schema#" };
}

/** A table that carries some of the parameters: none is required in one of several tables. */
function parameterTable({ parameterSchema: { properties = {} } }: WorkflowDescription): JsonObject {
  return { type: "object", properties, additionalProperties: false };
}

/** For each parameter a list of values, or a range; in a table of any other name those that vary together. */
function sweepTable({ parameterSchema: { properties = {} } }: WorkflowDescription): JsonObject {
  const swept = Object.entries(properties as Record<string, JsonObject>).map(([name, { default: _, ...schema }]) => {
    const list = { type: "array", minItems: 1, items: schema };
    const isNumeric = schema.type === "number" || schema.type === "integer";
    const values = isNumeric ? { anyOf: [list, rangeSchema(schema)] } : list;
    return [name, { ...values, description: schema.description ?? "" }] as const;
  });
  const inGroup = swept.map(
    ([name]) => [name, { $ref: `#/properties/sweep/properties/${pointerPart(name)}` }] as const,
  );
  const group: JsonObject = {
    type: "object",
    description: groupDescription,
    properties: Object.fromEntries(inGroup),
    additionalProperties: false,
  };
  return { type: "object", properties: Object.fromEntries(swept), additionalProperties: group };
}

/** A name in the URI fragment form of a JSON Pointer (RFC 6901, sections 3 and 6). */
function pointerPart(name: string): string {
  return encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}

/** `{ from, to, step }` or `{ from, to, count }`; that each value is allowed, and that `from` is the smaller one, is beyond it. */
function rangeSchema(schema: JsonObject): JsonObject {
  return {
    type: "object",
    properties: {
      from: schema,
      to: schema,
      step: { type: "number", exclusiveMinimum: 0 },
      count: { type: "integer", minimum: 2 },
    },
    required: ["from", "to"],
    oneOf: [{ required: ["step"] }, { required: ["count"] }],
    additionalProperties: false,
  };
}

function tableSchema(name: ReservedName, workflow: WorkflowDescription): JsonObject {
  const { description } = reservedTables[name];
  switch (name) {
    case "agents":
      return { type: "object", description, additionalProperties: tableOf(reservedTables.agents.schema) };
    case "sweep":
      return { ...sweepTable(workflow), description };
    case "workflow": {
      const { properties, ...rest } = tableOf(reservedTables.workflow.schema);
      const named = {
        ...(properties as JsonObject),
        name: { type: "string", enum: [workflow.name], description: "Name of the workflow to run" },
      };
      return { ...rest, description, properties: named };
    }
    case "run":
    case "testbed":
      return { ...tableOf(reservedTables[name].schema), description };
  }
}

function tableOf({ $schema: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

/** Draft-04 writes an exclusive limit as a flag beside the limit; all else that our schemas use is the same in both. */
function toDraft04(value: Json): Json {
  if (Array.isArray(value)) return value.map(toDraft04);
  if (typeof value !== "object" || value === null) return value;
  const { exclusiveMinimum, exclusiveMaximum, const: constant, ...rest } = value as JsonObject;
  const entries = Object.entries(rest).map(
    ([key, inner]) => [key, key === "default" ? inner : toDraft04(inner)] as const,
  );
  return {
    ...Object.fromEntries(entries),
    ...(typeof exclusiveMinimum === "number" && { minimum: exclusiveMinimum, exclusiveMinimum: true }),
    ...(typeof exclusiveMaximum === "number" && { maximum: exclusiveMaximum, exclusiveMaximum: true }),
    // A property may be named like a keyword.
    ...(typeof exclusiveMinimum === "object" && { exclusiveMinimum: toDraft04(exclusiveMinimum) }),
    ...(typeof exclusiveMaximum === "object" && { exclusiveMaximum: toDraft04(exclusiveMaximum) }),
    ...(constant !== undefined && (isSchema(constant) ? { const: toDraft04(constant) } : { enum: [constant] })),
  };
}

function isSchema(value: Json): boolean {
  return typeof value === "object" && value !== null;
}
