import { z } from "zod";
import type { Json, JsonObject } from "../model/index.ts";

/** One parameter as its workflow declares it; or one key of a reserved table, which is declared in the same way. */
export interface DeclaredParameter {
  readonly name: string;
  readonly type: DeclaredType;
  readonly description: string;
  readonly unit: string | undefined;
  readonly default: Json | undefined;
  readonly required: boolean;
  readonly limits: DeclaredLimits;
  readonly choices: readonly string[] | undefined;
  /** See `DelayOptions.loop`. */
  readonly loop: string | undefined;
  /** Its part of the JSON Schema. */
  readonly schema: JsonObject;
  /** Rebuilt from `schema`: gives the same verdicts as the workflow's own, without the workflow's code. */
  readonly check: z.ZodType;
}

export type DeclaredType = "number" | "integer" | "boolean" | "string" | "array" | "object" | "any";

export interface DeclaredLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

export type DeclaredParameters = ReadonlyMap<string, DeclaredParameter>;

/** The declared parameters of a description, in their order. Kept for as long as the schema object is. */
export function declaredParameters(parameterSchema: JsonObject): DeclaredParameters {
  let declared = known.get(parameterSchema);
  if (declared === undefined) {
    declared = readSchema(parameterSchema);
    known.set(parameterSchema, declared);
  }
  return declared;
}

const known = new WeakMap<JsonObject, DeclaredParameters>();

function readSchema({ properties = {}, required = [], definitions, $defs }: JsonObject): DeclaredParameters {
  const shared = { ...(definitions && { definitions }), ...($defs && { $defs }) };
  const names = new Set(required as string[]);
  return new Map(
    Object.entries(properties as Record<string, JsonObject>).map(([name, schema]) => {
      return [name, readProperty(name, schema, names.has(name), shared)];
    }),
  );
}

/** Reads one property of a schema; `shared` are the definitions that it may refer to. */
export function readProperty(
  name: string,
  schema: JsonObject,
  required: boolean,
  shared: JsonObject,
): DeclaredParameter {
  const text = (key: string) => (typeof schema[key] === "string" ? schema[key] : undefined);
  const { default: value, ...withoutDefault } = schema;
  const choices = Array.isArray(schema.enum) ? schema.enum.filter((choice) => typeof choice === "string") : undefined;
  return {
    name,
    type: (text("type") ?? "any") as DeclaredType,
    description: text("description") ?? "",
    unit: text("unit"),
    default: value,
    required,
    limits: limitsOf(schema),
    choices,
    loop: text("loop"),
    schema,
    check: z.fromJSONSchema({ ...shared, ...withoutDefault }),
  };
}

/** The limits that somebody chose: those of the integers that a double holds are left out. */
function limitsOf(schema: JsonObject): DeclaredLimits {
  const names = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] as const;
  const given = names.filter((name) => {
    const limit = schema[name];
    return typeof limit === "number" && Math.abs(limit) !== Number.MAX_SAFE_INTEGER;
  });
  return Object.fromEntries(given.map((name) => [name, schema[name]]));
}
